// The sentence for a problem that keeps a person out, and one way on.

import { create } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {Exclude<import('./problem.js').Said, 'load_failed'>} Said */

/** @param {Said} what @param {boolean} waits  at the door @returns {HTMLElement[]} */
export function problem_parts(what, waits) {
  return [create('p', '', words.problem[what]), ...way_on(what, waits)];
}

/** @param {Said} what @param {boolean} waits */
function way_on(what, waits) {
  const { way } = words;
  if (waits) return [press(way.stop_waiting, () => state.mind?.leave_room())];
  if (what === 'broken_link') return [press(way.broken_link, () => state.mind?.new_room())];
  if (what === 'insecure') {
    const link = create('a', 'secondary', way.insecure);
    link.href = location.href.replace(/^http:/, 'https:');
    return [link];
  }
  if (what !== 'no_webassembly' && what !== 'no_webrtc' && what !== 'no_key') return [];
  return [
    press(way.elsewhere, made =>
      navigator.clipboard?.writeText(location.href).then(
        () => (made.textContent = words.copied),
        () => {},
      ),
    ),
  ];
}

/** @param {string} text @param {(made: HTMLButtonElement) => void} act */
function press(text, act) {
  const made = create('button', 'secondary', text);
  made.type = 'button';
  made.addEventListener('click', () => act(made));
  return made;
}
