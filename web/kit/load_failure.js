// A part of the page that did not arrive: one sentence and a way on.

import { create, create_button } from './dom.js';
import { words } from './words.js';

/** Not every browser fetches again a script that failed once, so the page is loaded anew. */
export function load_again() {
  return [create('p', '', words.load_failed), create_button('secondary', words.load_failed_way, () => location.reload())];
}
