// What neither the first screen nor a chat nor a call needs is fetched as soon as the page is ready: the menu, the cards of lock,
// people and invitation, the choice of devices, levels, what keeps one out, what ails a device, and seldom notices. Whoever draws any of
// these draws nothing until it has come.

import { apply_theme, chosen, tell_relay } from './choices.js';
import { box, button, icon, make, say } from './dom.js';
import { avatar, full_name, name_in_text, name_or_you } from './names.js';
import { load_module } from './module.js';
import { fill, state_words } from './people.js';
import { close_pops, is_open } from './pop.js';
import { keep, kept } from './store.js';
import { everybody, knocking, my_camera, myself, reaching, told } from './told.js';
import { language, listed, speak, words } from './words.js';

const page = {
  apply_theme,
  avatar,
  box,
  button,
  chosen,
  close_pops,
  everybody,
  fill,
  full_name,
  icon,
  is_open,
  keep,
  kept,
  knocking,
  listed,
  load_module,
  make,
  my_camera,
  myself,
  name_in_text,
  name_or_you,
  say,
  speak,
  state_words,
  tell_relay,
  told,
  language: () => language,
  words: () => words,
};

/** @typedef {typeof page} Page  what the later part is handed: it imports nothing of the first */

// The way in comes first, for whoever is in a hurry: what has arrived is put to use this much later, and once everybody who is here has been
// reached; or when a card is opened.
const WAY_IN_MS = 500;
const WAY_IN_ENDS_MS = 4000;
// Whoever waits for a sentence waits no longer than this for the next attempt.
const AGAIN_MS = 3000;

/** @type {ReturnType<typeof import('./rest.js').rest_of> | null} */
export let rest = null;
/** It did not arrive, and is tried again. */
export let rest_failed = false;
let loading = false;
let hurry = () => {};
/** @type {Promise<void> | null} */
let behind = null;
/** On the card that was opened last, as long as what belongs there does not arrive. */
const missing = make('div', 'trouble');
/** @type {Element | null} */
let opened = null;

/** Until the way in is behind. */
export function way_in() {
  return (behind ??= new Promise(done => {
    hurry = done;
    let waited = 0;
    const ask = setInterval(() => {
      waited += WAY_IN_MS;
      if (waited < WAY_IN_ENDS_MS && reaching()) return;
      clearInterval(ask);
      done();
    }, WAY_IN_MS);
  }));
}

/** @param {() => void} draw  everything, when the rest has come, and when it is tried again */
export async function fetch_rest(draw) {
  if (rest || loading) return;
  loading = true;
  const found = await import('./rest.js').catch(() => null);
  rest_failed = !found;
  if (found) {
    if (told.mind) await way_in();
    missing.remove();
    rest = found.rest_of(page);
    draw();
  } else {
    show_missing();
    setTimeout(() => {
      loading = false;
      draw();
    }, AGAIN_MS);
  }
}

function show_missing() {
  if (!rest_failed) return;
  missing.replaceChildren(...load_again());
  opened?.prepend(missing);
}

/** One sentence and a way on: not every browser fetches again what did not arrive once. */
export function load_again() {
  const made = make('button', 'secondary', words.load_failed_way);
  made.type = 'button';
  made.addEventListener('click', () => location.reload());
  return [make('p', '', words.load_failed), made];
}

/** Whoever opens a card fetches what is on it. @param {() => void} draw */
export function watch_cards(draw) {
  // It does not bubble.
  document.addEventListener(
    'beforetoggle',
    event => {
      if (rest) return;
      opened = event.target instanceof Element ? event.target : null;
      show_missing();
      hurry();
      void fetch_rest(draw);
    },
    true,
  );
}
