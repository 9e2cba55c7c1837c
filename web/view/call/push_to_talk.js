// Push to talk: while a key is held, the others hear me.

import { keep, kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

const USUAL = 'Space';

/** The key's place on the keyboard, '' where one talks without. */
let key = kept('talk_key');
let held = false;

export const talk_key = () => key;

/** @param {string} code '' for none */
export function choose_talk_key(code) {
  key = code;
  keep('talk_key', code);
  state.core?.push_to_talk(code !== '');
}

/** @param {boolean} on */
export const talk_by_key = on => choose_talk_key(on ? USUAL : '');

export function start_push_to_talk() {
  document.addEventListener('keydown', event => {
    if (!key || event.code !== key || !state.call.in_call || is_elsewhere(event)) return;
    // Space would also press the button that was used last.
    event.preventDefault();
    hold(true);
  });
  document.addEventListener('keyup', event => {
    if (!held || event.code !== key) return;
    event.preventDefault();
    hold(false);
  });
  // Where the page does not hear that the key is let go.
  addEventListener('blur', () => hold(false));
  document.addEventListener('visibilitychange', () => hold(false));
}

/** Where one writes or chooses, a key is a key. @param {KeyboardEvent} event */
function is_elsewhere({ target, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return true;
  return target instanceof Element && target.closest('input, textarea, select, summary, dialog, [popover]') !== null;
}

/** @param {boolean} now */
function hold(now) {
  if (held === now) return;
  held = now;
  state.core?.hold_talk(now);
}

/** As it is written on the key. @param {string} code */
export function key_name(code) {
  return code === USUAL ? words.sound.space : code.replace(/^(Key|Digit)/, '');
}
