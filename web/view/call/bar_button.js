// The buttons for microphone, camera and screen, on the card and in the call: icon, word and colour say the state.

import { create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {import('../../surface/call.js').Source} Source */

const icons = {
  microphone: { on: '#icon-mic', off: '#icon-mic-off' },
  camera: { on: '#icon-video', off: '#icon-video-off' },
  screen: { on: '#icon-monitor-up', off: '#icon-monitor-up' },
};

/**
 * Draws icon, word and hint of a button; `press` names the sentence that says what a press does.
 * @param {HTMLButtonElement} at
 * @param {string} href
 * @param {string} word
 * @param {keyof import('../../kit/words.js').Words['hint']} press
 */
export function draw_bar_button(at, href, word, press) {
  const hint = words.hint[press];
  if (!at.firstChild) {
    const hinted = create('span', 'hint');
    hinted.id = `${at.id}-hint`;
    at.append(icon(href), create('span', 'bar-word'), hinted);
    at.setAttribute('aria-describedby', hinted.id);
  }
  at.querySelector('use')?.setAttribute('href', href);
  const keys = at.getAttribute('aria-keyshortcuts');
  for (const [class_name, text] of [
    ['bar-word', word],
    ['hint', keys ? `${hint} · ${keys}` : hint],
  ]) {
    const inner = at.getElementsByClassName(class_name ?? '')[0];
    if (inner) set_text(inner, text ?? '');
  }
}

/**
 * @param {HTMLButtonElement} at
 * @param {Source} source
 */
export function draw_source(at, source) {
  const now = state.call[source];
  const on = now === 'live' || (source !== 'microphone' && now === 'asking');
  const word = words[/** @type {'camera_live'} */ (`${source}_${now}`)];
  draw_bar_button(at, on ? icons[source].on : icons[source].off, word, /** @type {'camera_live'} */ (`${source}_${now}`));
  at.dataset.state = now;
  at.dataset.trouble = state.call[/** @type {'camera_trouble'} */ (`${source}_trouble`)];
}
