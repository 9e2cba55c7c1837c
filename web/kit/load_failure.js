// A part of the page that did not arrive: one sentence and a way on.

import { create } from './dom.js';
import { words } from './words.js';

/** Not every browser fetches again a script that failed once, so the page is loaded anew. */
export function load_again() {
  const made = create('button', 'secondary', words.load_failed_way);
  made.type = 'button';
  made.addEventListener('click', () => location.reload());
  return [create('p', '', words.load_failed), made];
}
