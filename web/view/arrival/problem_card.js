// The sentence for a problem that keeps a person out, and one way on.

import { create, create_button } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {Exclude<import('./problem.js').Said, 'load_failed'>} Said */

/** @param {Said} what @param {boolean} waits  at the door @returns {HTMLElement[]} */
export function problem_parts(what, waits) {
  const { ticket } = state.room;
  const refused = waits && ticket ? [create('p', '', words.ticket_refused[ticket])] : [];
  return [...refused, create('p', '', words.problem[what]), ...way_on(what, waits)];
}

/** @param {Said} what @param {boolean} waits */
function way_on(what, waits) {
  const { way } = words;
  if (waits) return [create_button('secondary', way.stop_waiting, () => state.core?.leave_room())];
  if (what === 'broken_link') return [create_button('secondary', way.broken_link, () => state.core?.new_room())];
  if (what === 'insecure') {
    const link = create('a', 'secondary', way.insecure);
    link.href = location.href.replace(/^http:/, 'https:');
    return [link];
  }
  if (what !== 'no_webassembly' && what !== 'no_webrtc' && what !== 'no_key') return [];
  const copy = create_button('secondary', way.elsewhere, () =>
    navigator.clipboard?.writeText(location.href).then(
      () => (copy.textContent = words.copied),
      () => {},
    ),
  );
  return [copy];
}
