// What keeps a person out of the room: one sentence and one way on. Asked of the browser before the module is even there.

import { box, make } from './dom.js';
import { told } from './told.js';
import { words } from './words.js';

/** @typedef {'' | 'insecure' | 'no_webassembly' | 'no_webrtc' | 'load_failed' | 'broken_link'} Problem */

let load_failed = false;

export function loading_failed() {
  load_failed = true;
}

/** @returns {Problem} */
export function problem() {
  if (!window.isSecureContext) return 'insecure';
  if (typeof WebAssembly !== 'object') return 'no_webassembly';
  if (typeof RTCPeerConnection !== 'function') return 'no_webrtc';
  if (load_failed) return 'load_failed';
  return told.arrival?.problem ?? '';
}

export function draw_problem() {
  const at = box('problem');
  const what = problem();
  const { stage } = told.room;
  const trouble = what === '' && (stage === 'arriving' || waits_at_door()) ? told.room.trouble : '';
  const text = what ? words[what] : trouble ? words[trouble] : '';
  at.hidden = text === '';
  if (at.dataset.drawn === text) return;
  at.dataset.drawn = text;
  at.dataset.problem = what || trouble;
  at.replaceChildren(...(text ? [make('p', '', text)] : []), ...(waits_at_door() ? [no_more_waiting()] : way_on(what)));
}

/** The host has yet to let one in. */
export function waits_at_door() {
  return told.room.stage === 'joining' && (told.room.trouble === 'knocking' || told.room.trouble === 'locked');
}

function no_more_waiting() {
  const made = make('button', 'secondary', words.stop_waiting);
  made.type = 'button';
  made.addEventListener('click', () => told.mind?.leave_room());
  return made;
}

/**
 * @param {Problem} what
 * @returns {HTMLElement[]}
 */
function way_on(what) {
  if (what === '') return [];
  if (what === 'insecure') {
    const link = make('a', 'secondary', words.insecure_way);
    link.href = location.href.replace(/^http:/, 'https:');
    return [link];
  }
  const made = make('button', 'secondary');
  made.type = 'button';
  if (what === 'load_failed') {
    made.textContent = words.load_failed_way;
    made.addEventListener('click', () => location.reload());
  } else if (what === 'broken_link') {
    made.textContent = words.broken_link_way;
    made.addEventListener('click', () => told.mind?.new_room());
  } else {
    made.textContent = words.elsewhere_way;
    made.addEventListener('click', () => {
      navigator.clipboard?.writeText(location.href).then(() => (made.textContent = words.copied), () => {});
    });
  }
  return [made];
}
