// In full screen the bar and the names on tiles go where nobody moves, and come back with the pointer or a key.

import { by_id } from '../../kit/dom.js';

const IDLE_MS = 3000;
let timer = 0;

export function start_full_screen() {
  for (const event of ['pointermove', 'pointerdown', 'keydown']) addEventListener(event, wake);
  addEventListener('fullscreenchange', wake);
}

function wake() {
  clearTimeout(timer);
  const call = by_id('call');
  if (call.dataset.idle === 'true') call.dataset.idle = 'false';
  if (document.fullscreenElement) timer = setTimeout(() => (call.dataset.idle = 'true'), IDLE_MS);
}
