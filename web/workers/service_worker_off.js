// In the place of the service worker, where a host wants none (tincan-server --service-worker off): takes away what an earlier one kept, and
// then itself.

import { builds_of, shared_of } from '../kit/kept_page.js';

const worker = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;

worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', event => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter(it => it.startsWith(builds_of(scope)) || it === shared_of(scope));
  await Promise.all(kept.map(it => caches.delete(it)));
  await worker.registration.unregister();
}
