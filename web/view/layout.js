// Who gets which part of the window: card, conversation alone, stage beside conversation (foldable, resizable), and on a
// narrow window the conversation sliding over the stage. Also the keyboard of a phone, which takes a part for itself.

import { box, button } from './dom.js';
import { keep, kept } from './store.js';
import { told } from './told.js';

const NARROW = matchMedia('(max-width: 839px)');
const MIN_CHAT_PX = 280;
const MAX_CHAT_PX = 420;
const STEP_PX = 20;
// A window that lost more than this to something else lost it to a keyboard.
const KEYBOARD_PX = 120;

let wide_open = true;
let narrow_open = false;
let chat_px = Number(kept('chat')) || 380;

/** @type {() => void} */
let told_change = () => {};

/** @param {() => void} changed called when the conversation was shown or hidden */
export function start_layout(changed) {
  told_change = changed;
  NARROW.addEventListener('change', draw_layout);
  button('close-chat').addEventListener('click', () => {
    toggle_chat();
    button('toggle-chat').focus();
  });
  window.visualViewport?.addEventListener('resize', fit_keyboard);
  const divider = box('divider');
  divider.addEventListener('pointerdown', event => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  divider.addEventListener('pointermove', event => {
    if (divider.hasPointerCapture(event.pointerId)) set_chat_width(window.innerWidth - event.clientX);
  });
  divider.addEventListener('keydown', event => {
    const step = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[event.key];
    if (!step) return;
    event.preventDefault();
    set_chat_width(chat_px + step);
  });
  set_chat_width(chat_px);
}

/** Whether the conversation can be seen. */
export function chat_is_open() {
  return !told.call.in_call || (NARROW.matches ? narrow_open : wide_open);
}

export function toggle_chat() {
  if (NARROW.matches) narrow_open = !narrow_open;
  else wide_open = !wide_open;
  draw_layout();
  told_change();
  if (chat_is_open()) box('composer').focus();
}

/** A call begins with the stage in full view on a phone. */
export function call_began() {
  narrow_open = false;
}

export function draw_layout() {
  const { stage } = told.room;
  document.body.dataset.stage = stage;
  document.body.dataset.call = told.call.in_call ? 'in' : 'out';
  document.body.dataset.chat = chat_is_open() ? 'open' : 'closed';
  box('room').hidden = stage !== 'inside';
  box('call').hidden = !told.call.in_call;
  box('divider').hidden = !told.call.in_call || !chat_is_open() || NARROW.matches;
  box('conversation').hidden = !chat_is_open();
  told_change();
}

/** @param {number} wanted CSS pixels */
function set_chat_width(wanted) {
  chat_px = Math.round(Math.min(MAX_CHAT_PX, Math.max(MIN_CHAT_PX, wanted)));
  keep('chat', String(chat_px));
  const divider = box('divider');
  divider.setAttribute('aria-valuenow', String(chat_px));
  divider.setAttribute('aria-valuemin', String(MIN_CHAT_PX));
  divider.setAttribute('aria-valuemax', String(MAX_CHAT_PX));
  document.documentElement.style.setProperty('--chat', `${chat_px}px`);
}

/** Safari lays its keyboard over the page instead of making the page smaller. */
function fit_keyboard() {
  const seen = window.visualViewport;
  if (!seen || seen.scale > 1.01) return;
  const covered = window.innerHeight - seen.height;
  const root = document.documentElement;
  if (covered > KEYBOARD_PX) {
    root.style.setProperty('--height', `${seen.height}px`);
    window.scrollTo(0, 0);
  } else {
    root.style.removeProperty('--height');
  }
}
