// Which part of the window is whose: card, conversation alone, stage beside conversation (foldable; divider.js), and on a
// narrow window the conversation sliding over the stage.

import { button, by_id } from '../../kit/dom.js';
import { state } from '../../state/state.js';

const NARROW = matchMedia('(max-width: 839px)');

let wide_open = true;
let narrow_open = false;

/** @type {() => void} */
let told_change = () => {};

/** @param {() => void} changed called when the conversation was shown or hidden */
export function start_layout(changed) {
  told_change = changed;
  NARROW.addEventListener('change', change_layout);
  button('close-chat').addEventListener('click', () => {
    toggle_chat();
    button('toggle-chat').focus();
  });
}

/** Whether the conversation can be seen. */
export function chat_is_open() {
  return !state.call.in_call || (NARROW.matches ? narrow_open : wide_open);
}

export function toggle_chat() {
  if (NARROW.matches) narrow_open = !narrow_open;
  else wide_open = !wide_open;
  change_layout();
  if (chat_is_open()) by_id('composer').focus();
}

/** Opens the conversation where it is folded away. */
export function open_chat() {
  if (!chat_is_open()) toggle_chat();
}

/** A call begins with the stage in full view on a phone. */
export function call_began() {
  narrow_open = false;
}

export function draw_layout() {
  const { stage } = state.room;
  document.body.dataset.stage = stage;
  document.body.dataset.call = state.call.in_call ? 'in' : 'out';
  document.body.dataset.chat = chat_is_open() ? 'open' : 'closed';
  by_id('room').hidden = stage !== 'inside';
  by_id('call').hidden = !state.call.in_call;
  by_id('divider').hidden = !state.call.in_call || !chat_is_open() || NARROW.matches;
  by_id('conversation').hidden = !chat_is_open();
}

function change_layout() {
  draw_layout();
  told_change();
}
