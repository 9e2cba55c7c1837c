// The buttons for microphone, camera and screen, on the card and in the call: icon, word and colour say the state.

import { icon, make, say } from '../../kit/dom.js';
import { told } from '../../state/state.js';
import { words } from '../../kit/words.js';

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
    const hinted = make('span', 'hint');
    hinted.id = `${at.id}-hint`;
    at.append(icon(href), make('span', 'bar-word'), hinted);
    at.setAttribute('aria-describedby', hinted.id);
  }
  at.querySelector('use')?.setAttribute('href', href);
  const keys = at.getAttribute('aria-keyshortcuts');
  for (const [class_name, text] of [
    ['bar-word', word],
    ['hint', keys ? `${hint} · ${keys}` : hint],
  ]) {
    const inner = at.getElementsByClassName(class_name ?? '')[0];
    if (inner) say(inner, text ?? '');
  }
}

/**
 * @param {HTMLButtonElement} at
 * @param {Source} source
 */
export function draw_source(at, source) {
  const state = told.call[source];
  const on = state === 'live' || (source !== 'microphone' && state === 'asking');
  const word = words[/** @type {'camera_live'} */ (`${source}_${state}`)];
  draw_bar_button(at, on ? icons[source].on : icons[source].off, word, /** @type {'camera_live'} */ (`${source}_${state}`));
  at.dataset.state = state;
  at.dataset.trouble = told.call[/** @type {'camera_trouble'} */ (`${source}_trouble`)];
}
