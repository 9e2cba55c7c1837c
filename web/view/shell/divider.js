// The border between stage and conversation: pointer and arrow keys move it, and where it stands is kept.

import { forward_key, from_right } from '../../kit/direction.js';
import { by_id } from '../../kit/dom.js';
import { keep, kept } from '../../kit/storage.js';

const MIN_CHAT_PX = 280;
const MAX_CHAT_PX = 420;
const STEP_PX = 20;

let chat_px = 0;

export function start_divider() {
  const at = by_id('divider');
  at.addEventListener('pointerdown', event => {
    at.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  at.addEventListener('pointermove', event => {
    if (at.hasPointerCapture(event.pointerId)) set_chat_width(from_right() ? event.clientX : window.innerWidth - event.clientX);
  });
  at.addEventListener('keydown', event => {
    const step = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[forward_key(event.key)];
    if (!step) return;
    event.preventDefault();
    set_chat_width(chat_px + step);
  });
  set_chat_width(Number(kept('chat')) || 380);
}

/** @param {number} wanted CSS pixels */
function set_chat_width(wanted) {
  const at = by_id('divider');
  chat_px = Math.round(Math.min(MAX_CHAT_PX, Math.max(MIN_CHAT_PX, wanted)));
  keep('chat', String(chat_px));
  at.setAttribute('aria-valuenow', String(chat_px));
  at.setAttribute('aria-valuemin', String(MIN_CHAT_PX));
  at.setAttribute('aria-valuemax', String(MAX_CHAT_PX));
  document.documentElement.style.setProperty('--chat', `${chat_px}px`);
}
