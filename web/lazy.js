// Loads the deferred script (deferred.js): everything that neither the first screen nor a chat nor a call needs, such as the menu, the
// cards, levels and device troubles. It is fetched as soon as the module has started; until it is there, nothing of that is drawn.

import { create } from './kit/dom.js';
import { load_again } from './kit/load_failure.js';
import { set_problem_parts } from './view/arrival/problem.js';

// A person who waits for a sentence waits no longer than this for the next attempt.
const AGAIN_MS = 3000;

/** @type {typeof import('./deferred.js') | null} */
export let deferred = null;
/** It did not arrive, and is tried again. */
let failed = false;
let asked = false;
/** On the card that was opened last, as long as what belongs there does not arrive. */
const missing = create('div', 'trouble');
/** @type {Element | null} */
let opened = null;

/** Fetches it once, until it comes. @param {() => void} draw  everything, when it has come and when it did not */
export function load_deferred(draw) {
  if (asked) return;
  asked = true;
  void attempt(draw);
}

/** @param {() => void} draw */
async function attempt(draw) {
  const found = await import('./deferred.js').catch(() => null);
  failed = !found;
  set_problem_parts(found?.problem_parts ?? null);
  if (found) {
    missing.remove();
    found.start_deferred();
    deferred = found;
  } else {
    show_missing();
    setTimeout(attempt, AGAIN_MS, draw);
  }
  draw();
}

function show_missing() {
  if (!failed) return;
  missing.replaceChildren(...load_again());
  opened?.prepend(missing);
}

/** A card that is opened fetches what is on it. @param {() => void} draw */
export function watch_cards(draw) {
  // It does not bubble.
  document.addEventListener(
    'beforetoggle',
    event => {
      if (deferred) return;
      opened = event.target instanceof Element ? event.target : null;
      show_missing();
      load_deferred(draw);
    },
    true,
  );
}
