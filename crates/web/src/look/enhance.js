// Small comforts on top of pages that already work. Nothing here decides anything.
'use strict';

// A second tap while a form is on its way sends nothing. (The server would know it by its key anyway.)
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  form.setAttribute('aria-busy', 'true');
});

// Coming back with the back button shows the page as it was kept, so the form may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  }
});

// After a refused form the list of problems is what to read first.
document.querySelector('.error-summary')?.focus();

// Printing needs a script; without one the button stays hidden.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// Code can be copied where the browser lets a script do it; elsewhere there is no button.
for (const manual of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
  for (const code of manual.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = manual.dataset.copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = manual.dataset.copied;
      setTimeout(() => (button.textContent = manual.dataset.copy), 2000);
    });
    code.before(button);
  }
}

// A password can be read while it is typed. It is sent as a password all the same, so that browsers do not remember it.
for (const button of document.querySelectorAll('button[data-shows]')) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shows = field.type === 'password';
    field.type = shows ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shows));
  });
  field.form.addEventListener('submit', () => { field.type = 'password'; });
}

// Only a script can ask for a passkey. What it is worth, the market decides.
const Passkey = window.PublicKeyCredential;
for (const place of Passkey?.parseCreationOptionsFromJSON ? document.querySelectorAll('[data-passkey]') : []) {
  const [form, failed] = [place.querySelector('form'), place.querySelector('[data-failed]')];
  place.hidden = false;
  for (const none of document.querySelectorAll('[data-passkey-none]')) none.hidden = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    failed.hidden = true;
    const options = JSON.parse(place.dataset.options);
    try {
      const credential = place.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: Passkey.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: Passkey.parseRequestOptionsFromJSON(options) });
      form.elements.said.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      delete form.dataset.sent;
      form.removeAttribute('aria-busy');
      failed.hidden = false;
      failed.focus();
    }
  });
}

// One open menu at a time, and Escape closes it.
const menus = 'details.menu[open]';
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll(menus)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll(menus)) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Another language shows the page with the form that was changed last, of however many there are.
let changed = document.querySelector('form[data-kept]');
document.addEventListener('input', (event) => {
  if (event.target.form?.id && event.target.form.method === 'post') changed = event.target.form;
});
for (const way of document.querySelectorAll('.languages a, .languages button')) {
  way.addEventListener('click', (event) => {
    if (!changed || way.getAttribute('form') === changed.id || changed.enctype === 'multipart/form-data') return;
    event.preventDefault();
    const page = new URL(way.href ?? way.formAction);
    page.searchParams.set('keep', changed.getAttribute('action'));
    changed.setAttribute('action', page.pathname + page.search);
    changed.submit();
  });
}

// The hours of a week are painted: press and drag, the arrow keys, or a finger once that is switched on, so that a page
// still scrolls. Boxes stay boxes.
for (const grid of document.querySelectorAll('table.grid')) {
  const rows = [...grid.tBodies[0].rows].map((row) => [...row.querySelectorAll('input')]);
  const tools = grid.closest('form').querySelector('[data-paints]');
  const finger = tools.querySelector('button');
  tools.hidden = false;
  finger.addEventListener('click', () => {
    finger.setAttribute('aria-pressed', String(grid.classList.toggle('painting')));
  });
  let colour = null;
  let isPainted = false;
  const at = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest('td')?.querySelector('input');
  const paint = (box) => {
    if (!box || colour === null || box.checked === colour || !grid.contains(box)) return;
    box.checked = colour;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };
  grid.addEventListener('pointerdown', (event) => {
    const box = at(event);
    if (!box || event.button !== 0) return;
    if (event.pointerType === 'touch' && !grid.classList.contains('painting')) return;
    event.preventDefault();
    colour = !box.checked;
    isPainted = true;
    paint(box);
    box.focus();
  });
  grid.addEventListener('pointermove', (event) => paint(at(event)));
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => { colour = null; });
  // The press painted already: the click that follows it would undo that.
  grid.addEventListener('click', (event) => {
    if (isPainted && event.target.matches('input')) event.preventDefault();
    isPainted = false;
  });
  grid.addEventListener('keydown', (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const row = rows.findIndex((boxes) => boxes.includes(event.target));
    if (!step || row < 0) return;
    const column = rows[row].indexOf(event.target);
    const along = getComputedStyle(grid).direction === 'rtl' ? -step[1] : step[1];
    const next = rows[row + step[0]]?.[column + along];
    if (!next) return;
    event.preventDefault();
    if (event.shiftKey) {
      colour = event.target.checked;
      paint(next);
      colour = null;
    }
    next.focus();
  });
}

// What an evening would pay follows what is typed; without a script a button shows it.
for (const example of document.querySelectorAll('.example')) {
  const form = example.closest('form');
  let wait = 0;
  form.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const body = new URLSearchParams(new FormData(form));
      body.set('step', 'try');
      const answer = await fetch(form.action, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const shown = page.querySelector('.example');
      if (shown) example.replaceChildren(...shown.childNodes);
    }, 600);
  });
}

// Whoever is signed in can read today's bookings without a connection. Where nobody is, nothing is kept: not on a device
// that other people use after them either.
if (navigator.serviceWorker && document.body.dataset.worker) {
  navigator.serviceWorker.register(document.body.dataset.worker);
} else if (navigator.serviceWorker) {
  caches.delete('today');
  navigator.serviceWorker.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
}
