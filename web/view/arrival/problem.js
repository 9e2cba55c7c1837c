// The problem that keeps a person out of the room. The browser is asked before the module is even there. That a part of the page did
// not arrive is said here; the other sentences have ways on, which are deferred (problem_card.js).

import { by_id } from '../../kit/dom.js';
import { load_again } from '../../kit/load_failure.js';
import { state } from '../../state/state.js';

/** @typedef {'' | 'insecure' | 'no_webassembly' | 'no_webrtc' | 'load_failed' | 'broken_link'} Problem */
/** @typedef {Exclude<Problem | import('../../surface/room.js').Room['trouble'], '' | 'removed' | 'elsewhere' | 'cut_off' | 'no_mail'>} Said */

/** @typedef {typeof import('./problem_card.js').problem_parts} ProblemParts */

let load_failed = false;
/** @type {ProblemParts | null} */
let problem_parts = null;
let problem_parts_failed = false;

/** The deferred script has arrived with the other sentences, or it did not arrive. @param {ProblemParts | null} parts */
export function set_problem_parts(parts) {
  problem_parts = parts;
  problem_parts_failed = !parts;
}

export function loading_failed() {
  load_failed = true;
}

/** @returns {Problem} */
export function problem() {
  if (!window.isSecureContext) return 'insecure';
  if (typeof WebAssembly !== 'object') return 'no_webassembly';
  if (typeof RTCPeerConnection !== 'function') return 'no_webrtc';
  if (load_failed) return 'load_failed';
  return state.arrival?.problem ?? '';
}

export function draw_problem() {
  const at = by_id('problem');
  const waits = waits_at_door();
  // Also while the page tries again by itself. (A member that was removed reads so on another card.)
  const said = problem() || /** @type {'' | Said} */ (state.room.trouble);
  const parts = said === 'load_failed' || (said && problem_parts_failed) ? load_again() : (said && problem_parts?.(said, waits)) || [];
  const text = parts.map(it => it.textContent).join();
  at.hidden = text === '';
  if (at.dataset.drawn === text) return;
  at.dataset.drawn = text;
  at.dataset.problem = said;
  at.replaceChildren(...parts);
}

/** The host has yet to let one in. */
export function waits_at_door() {
  return state.room.stage === 'joining' && (state.room.trouble === 'knocking' || state.room.trouble === 'locked');
}
