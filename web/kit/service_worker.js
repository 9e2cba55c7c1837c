// The page's side of the service worker (workers/service_worker.js). Where there is none, as in private windows of some browsers, in a frame and
// where the host wants none, everything else goes on.

import { service_worker_address } from './workers.js';

const AGAIN_MS = 3_600_000;

/** @type {ServiceWorkerRegistration | null} */
let registration = null;
let looked = 0;
/** @type {((message: Record<string, string>) => void)[]} */
const hearers = [];

export async function start_service_worker() {
  // In a frame it is another site's page that is opened, and that is not here without its server.
  if (!navigator.serviceWorker || window.top !== window) return;
  navigator.serviceWorker.addEventListener('message', ({ data }) => hearers.forEach(hear => hear(data)));
  navigator.serviceWorker.startMessages();
  const address = /** @type {string} */ (service_worker_address());
  registration = await navigator.serviceWorker.register(address, { updateViaCache: 'none' }).catch(() => null);
  looked = Date.now();
  document.addEventListener('visibilitychange', look_again);
}

/** A page may be open for weeks. */
function look_again() {
  if (document.hidden || Date.now() - looked < AGAIN_MS) return;
  looked = Date.now();
  registration?.update().catch(() => {});
}

/** Whether there is one. @param {Record<string, unknown>} message */
export function post_to_worker(message) {
  registration?.active?.postMessage(message);
  return has_worker();
}

export const has_worker = () => Boolean(registration?.active);

/** @param {(message: Record<string, string>) => void} hear */
export const on_worker_message = hear => void hearers.push(hear);
