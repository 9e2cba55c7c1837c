// Keeps the page on this device, so that it opens without the server; shows notifications and leads from them to the room; takes what other
// programs share. What goes to /api/ it never touches.
//
// The name of a file says what is in it, so files of different builds cannot be mistaken for each other, and the HTML names those of its own
// build alone. The HTML comes from the server, and only where that does not answer from here. So a new worker may take over at once: no page
// gets anything else from it than before.

import { builds_of, shared_of } from '../kit/kept_page.js';

const worker = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const ours = builds_of(scope);
const shared = shared_of(scope);
const cache_name = ours + BUILD;
const hashed_name = /^\w+-[0-9A-Z]{8}\.\w+$/;

// A person waits for no server longer than this, if the page is here.
const PATIENCE_MS = 2_000;
const SERVER_ERROR = 500;
// A larger file, as MediaPipe, stays with the browser's own cache, which is emptied when the disk is full.
const MOST_BYTES = 1_000_000;
/** These answers to a notification need no look at the page. */
const quiet_actions = ['dismiss', 'let_in', 'turn_away'];

worker.addEventListener('install', event => event.waitUntil(install()));
worker.addEventListener('activate', event => event.waitUntil(activate()));
worker.addEventListener('fetch', answer);
worker.addEventListener('message', hear);
worker.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data, event.action));
});

/** All of this build or nothing: a server may change its page meanwhile. */
async function install() {
  try {
    const page = await fetch(scope, { cache: 'no-store' });
    if (!(await page.clone().text()).includes(`data-build="${BUILD}"`)) throw new Error('the server has another build');
    const cache = await caches.open(cache_name);
    await cache.put(scope, page);
    await cache.addAll([...SHELL, ...own_language()]);
  } catch (why) {
    await caches.delete(cache_name);
    throw why;
  }
  await worker.skipWaiting();
}

/** The file of the first language that the page has, as it chooses itself. Another one that is chosen is kept when it is fetched. */
function own_language() {
  const known = navigator.languages.map(it => it.toLowerCase().replace(/-.*/, '')).find(it => it === 'en' || it in LANGUAGES);
  const file = known && LANGUAGES[known];
  return file ? [file] : [];
}

async function activate() {
  const builds = (await caches.keys()).filter(it => it.startsWith(ours));
  // Pages of the build before may be open, and fetch what they need later.
  await Promise.all(builds.slice(0, -2).map(it => caches.delete(it)));
  await worker.clients.claim();
  for (const client of await worker.clients.matchAll()) client.postMessage({ build: BUILD });
}

/** @param {FetchEvent} event */
function answer(event) {
  const { request } = event;
  const { href, search } = new URL(request.url);
  if (!href.startsWith(scope)) return;
  const name = href.slice(scope.length).replace(/[?#].*/, '');
  const is_page = name === '' || name === 'index.html';
  if (is_page && request.method === 'POST' && search === '?share') event.respondWith(take_shared(request));
  else if (request.method !== 'GET') return;
  else if (is_page && request.mode === 'navigate') event.respondWith(page(event));
  else if (hashed_name.test(name)) event.respondWith(file(event));
}

/** @param {FetchEvent} event */
async function page(event) {
  // (Not preloaded: where that fails, Firefox 153 shows its own page whatever is answered here.)
  const network = fetch(event.request);
  event.waitUntil(network.catch(() => {}));
  const late = new Promise(done => setTimeout(done, PATIENCE_MS));
  const answered = await Promise.race([network, late]).catch(() => null);
  if (answered instanceof Response && answered.status < SERVER_ERROR) return answered;
  const cache = await caches.open(cache_name);
  return (await cache.match(scope)) ?? network;
}

/** @param {FetchEvent} event */
async function file(event) {
  const { request } = event;
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answered = await fetch(request);
  const size = Number(answered.headers.get('content-length'));
  if (answered.ok && answered.type === 'basic' && size < MOST_BYTES) event.waitUntil(keep(request, answered.clone()));
  return answered;
}

/** A full disk keeps less. @param {Request} request @param {Response} answered */
async function keep(request, answered) {
  const cache = await caches.open(cache_name);
  await cache.put(request, answered).catch(() => {});
}

/** A text that another program shares stays on this device: the page takes it when a room is entered. @param {Request} request */
async function take_shared(request) {
  const form = await request.formData();
  const texts = ['title', 'text', 'url'].map(it => form.get(it)).filter(it => typeof it === 'string' && it !== '');
  await caches.delete(shared);
  const cache = await caches.open(shared);
  await cache.put(`${scope}shared/text`, new Response([...new Set(texts)].join('\n')));
  for (const [at, it] of form.getAll('files').entries()) {
    if (it instanceof File) await cache.put(`${scope}shared/${at}/${encodeURIComponent(it.name)}`, new Response(it));
  }
  return Response.redirect(`${scope}?shared`, 303);
}

/** @param {WorkerMessageEvent} event */
function hear(event) {
  const { data, source } = event;
  if (data.show) event.waitUntil(show(data.show, source.id));
  if (data.close) event.waitUntil(close(data.close));
}

/** @param {{title: string, options: NotificationOptions, link: string}} it @param {string} client  the tab that shows it */
async function show({ title, options, link }, client) {
  await worker.registration.showNotification(title, { ...options, data: { client, link } });
}

/** @param {string} tag */
async function close(tag) {
  for (const it of await worker.registration.getNotifications({ tag })) it.close();
}

/** To the tab that the notification is of; one that is gone is opened again. @param {{client: string, link: string}} of @param {string} action */
async function lead({ client, link }, action) {
  const all = await worker.clients.matchAll({ type: 'window' });
  const tab = all.find(it => it.id === client) ?? all.find(it => it.url === link);
  if (!tab) return void (await worker.clients.openWindow(link));
  if (!quiet_actions.includes(action)) await tab.focus().catch(() => {});
  tab.postMessage({ clicked: action || 'open' });
}
