// Keeps the page of today's and tomorrow's bookings on the device of whoever is signed in, so that it can be read without
// a connection. It keeps that one page and what it is drawn with, and forgets them when nobody is signed in any more.
'use strict';

const KEPT = 'today';
// The one page has one name, in whichever language it was seen last.
const PAGE = '/today';
const FRESH_MS = 5 * 60 * 1000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

const languageOf = (address) => new URL(address).pathname.split('/')[1];
const isToday = (address) => new URL(address).pathname.split('/')[2] === 'today';

/** Puts the page away as it is now, with the files that it names. */
async function keep(language) {
  const page = await fetch(`/${language}/today`);
  if (page.redirected) {
    // Nobody is signed in: this leads to the page where one does.
    await caches.delete(KEPT);
    return;
  }
  if (!page.ok) return;
  const kept = await caches.open(KEPT);
  const files = new Set((await page.clone().text()).match(/\/assets\/[\w.-]+/gu));
  const before = await kept.keys();
  const old = before.filter(({ url }) => !files.has(new URL(url).pathname));
  await Promise.all(old.map((request) => kept.delete(request)));
  const known = new Set(before.map(({ url }) => new URL(url).pathname));
  await kept.addAll([...files].filter((file) => !known.has(file)));
  await kept.put(PAGE, page);
}

/** Puts the page away anew, unless the one that is there is young. */
async function keepYoung(address) {
  const page = await caches.match(PAGE);
  const age = page ? Date.now() - Date.parse(page.headers.get('date')) : Infinity;
  if (!(age < FRESH_MS) || isToday(address)) await keep(languageOf(address));
}

/** What a visit is answered with while there is no connection: the page that is kept, under its own address. */
async function withoutConnection(address, failure) {
  const page = await caches.match(PAGE);
  if (!page) throw failure;
  return isToday(address) ? page : Response.redirect(`/${languageOf(address)}/today`);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    const answer = fetch(request);
    event.waitUntil(answer.then(() => keepYoung(request.url)).catch(() => {}));
    event.respondWith(answer.catch((failure) => withoutConnection(request.url, failure)));
  } else if (new URL(request.url).pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((file) => file ?? fetch(request)));
  }
});
