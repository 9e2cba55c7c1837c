// The bar of the call: microphone with its level, camera, screen, chat, leave.

import { button, by_id } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { my_camera, state } from '../../state/state.js';
import { draw_bar_button, draw_source } from './bar_button.js';
import { deferred } from './deferred.js';

/** @typedef {import('../../surface/call.js').Source} Source */

/** The conversation beside the call. @typedef {{is_open: () => boolean, toggle: () => void}} Chat */

/** @type {Chat} */
let chat = { is_open: () => false, toggle: () => {} };

/** @param {Chat} beside */
export function start_call_bar(beside) {
  chat = beside;
  for (const source of /** @type {Source[]} */ (['microphone', 'camera', 'screen'])) {
    button(`toggle-${source}`).addEventListener('click', () => press(source));
  }
  button('toggle-chat').addEventListener('click', chat.toggle);
  button('leave-call').addEventListener('click', leave);
  // Phones have no such thing, and a button that can only fail is in the way of the others.
  button('toggle-screen').hidden = typeof navigator.mediaDevices?.getDisplayMedia !== 'function';
  document.addEventListener('keydown', shortcut);
}

/** @param {Source} source */
function press(source) {
  if (state.call[source] !== 'asking') state.core?.toggle(source);
}

function leave() {
  state.core?.leave_call();
}

/**
 * Alt and a letter: no browser uses these four, and a screen reader's own keys are others. On a Mac, Option types signs,
 * so there they are left alone while writing.
 * @param {KeyboardEvent} event
 */
function shortcut(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat || !state.call.in_call) return;
  const writing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  if (writing && /Mac|iP(hone|ad)/.test(navigator.userAgent)) return;
  /** @type {Record<string, () => void>} */
  const keys = {
    KeyM: () => press('microphone'),
    KeyC: () => press('camera'),
    KeyP: () => press('screen'),
    KeyK: chat.toggle,
    KeyL: leave,
  };
  const act = keys[event.code];
  if (!act) return;
  event.preventDefault();
  act();
}

export function draw_call_bar() {
  for (const source of /** @type {Source[]} */ (['microphone', 'camera', 'screen'])) draw_source(button(`toggle-${source}`), source);
  draw_bar_button(button('hand-button'), '#icon-hand', words.together.react, 'hand');
  draw_bar_button(button('call-more'), '#icon-ellipsis', words.stage.more_word, 'call_more');
  const chat_button = button('toggle-chat');
  const open = chat.is_open();
  draw_bar_button(chat_button, '#icon-message-square', words.chat, open ? 'chat_close' : 'chat_open');
  chat_button.dataset.unread = !open && state.unread ? String(Math.min(state.unread, 99)) : '';
  chat_button.setAttribute('aria-expanded', String(open));
  draw_bar_button(button('leave-call'), '#icon-phone-off', words.leave_call, 'leave_call');
  deferred?.draw_troubles(by_id('call-troubles'), ['microphone', 'camera', 'screen']);
  draw_meter();
}

/** One sees that one is heard: the level of the own microphone in its button, on the card too. */
export function draw_meter() {
  const stream = state.call.microphone === 'live' ? my_camera() : null;
  deferred?.watch_level('meter', stream, level => {
    for (const id of ['toggle-microphone', 'preview-microphone']) button(id).style.setProperty('--level', level.toFixed(1));
  });
}
