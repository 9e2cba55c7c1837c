// Inviting: one press copies the link and says so where it was pressed; the card shows the address, and hands it to the
// system's own sharing where there is one.

import { box, button, part, say } from './dom.js';
import { is_open } from './pop.js';
import { told } from './told.js';
import { on_language, words } from './words.js';

const CONFIRMED_MS = 2500;
const link = part('invite-link', HTMLInputElement);
const spoken = part('spoken', HTMLDetailsElement);

/** '' until a press has been answered. @type {'' | 'copied' | 'by_hand'} */
let outcome = '';
let confirmed = false;
let timer = 0;

export function start_invite() {
  button('invite').addEventListener('click', () => void (is_open(box('invite-card')) ? copy() : undefined));
  box('invite-card').addEventListener('toggle', event => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open' && outcome === '') void copy();
    else if (/** @type {ToggleEvent} */ (event).newState === 'closed') {
      outcome = '';
      spoken.open = false;
    }
  });
  button('copy-link').addEventListener('click', () => void copy());
  button('empty-invite').addEventListener('click', () => button('invite').click());
  button('share-link').hidden = typeof navigator.share !== 'function';
  button('share-link').addEventListener('click', () => {
    // Turning the system's sheet away is an answer, not a fault.
    navigator.share({ title: told.room.name, url: told.room.link }).catch(() => {});
  });
  spoken.addEventListener('toggle', draw_invite);
  link.addEventListener('focus', () => link.select());
  on_language(draw_invite);
  draw_invite();
}

async function copy() {
  try {
    await navigator.clipboard.writeText(told.room.link);
    outcome = 'copied';
  } catch {
    outcome = 'by_hand';
    link.focus();
  }
  confirmed = outcome === 'copied';
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    confirmed = false;
    draw_invite();
  }, CONFIRMED_MS);
  draw_invite();
}

export function draw_invite() {
  if (link.value !== told.room.link) link.value = told.room.link;
  say(box('invite-word'), confirmed ? words.copied : words.invite);
  button('invite').setAttribute('aria-label', confirmed ? words.copied : words.invite);
  button('invite').querySelector('use')?.setAttribute('href', confirmed ? '#icon-check' : '#icon-link');
  button('copy-link').querySelector('use')?.setAttribute('href', confirmed ? '#icon-check' : '#icon-copy');
  const { by_hand, passphrase } = told.room;
  box('invite-by-hand').hidden = !by_hand;
  spoken.hidden = !passphrase;
  // It stands in the page only while somebody looks at it.
  say(box('spoken-passphrase'), spoken.open ? passphrase : '');
  say(box('invite-said'), outcome === 'copied' ? words.invite_copied : words.invite_by_hand);
}
