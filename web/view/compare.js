// Opens the card on which safety codes are compared. It is loaded when somebody wants it, and handed what it needs of the page.

import { box, button, icon, make, say } from './dom.js';
import { told } from './told.js';
import { language, words } from './words.js';

/** @typedef {import('../surface.js').Safety} Safety */

/** @type {((it: Safety) => void) | null} */
let draw = null;

/** @param {Safety} it */
export function show_safety(it) {
  draw?.(it);
}

/**
 * @param {string} person  '' for everybody in the room
 * @param {string} name
 * @param {HTMLElement} opener
 */
export async function compare(person, name, opener) {
  const mind = told.mind;
  if (!mind) return;
  try {
    const { open_safety } = await import('./safety.js');
    draw = open_safety({ make, icon, language, mind, person, name, closed });
  } catch {
    return say(opener, words.load_failed);
  }
  mind.compare(person);
}

function closed() {
  draw = null;
  told.mind?.stop_comparing();
  // The list from which it was opened has closed meanwhile.
  button('people-button').focus();
}

export function start_compare() {
  const everybody = box('compare-room');
  everybody.addEventListener('click', () => void compare('', '', everybody));
}
