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
let changed = null;
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
