// Inviting: one press copies the link and says so where it was pressed; the card shows the address, and hands it to the
// system's own sharing where there is one.

import { button, by_id, create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { is_open } from '../../kit/popover.js';
import { save_file } from '../../kit/save_file.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

const CONFIRMED_MS = 2500;

const card = by_id('invite-card');
const opener = button('invite');

const said = create('p');
said.id = 'invite-said';
said.setAttribute('role', 'status');

const field = create('p', 'field');
const label = create('label');
label.htmlFor = 'invite-link';
const link = create('input');
link.id = 'invite-link';
link.readOnly = true;
field.append(label, link);

const by_hand = create('div');
by_hand.id = 'invite-by-hand';
const guessable = create('p', 'small quiet');
const spoken = create('details');
spoken.id = 'spoken';
const summary = create('summary');
const passphrase = create('p');
passphrase.id = 'spoken-passphrase';
spoken.append(summary, passphrase);
by_hand.append(guessable, spoken);

const actions = create('div', 'actions');
const [copy_button, copy_word] = press('copy-link', 'primary', '#icon-copy');
const [share_button, share_word] = press('share-link', 'secondary', '#icon-share-2');

/** '' until a press has been answered. @type {'' | 'copied' | 'by_hand'} */
let outcome = '';
let confirmed = false;
/** The card shows the link that lets past the door (ticket.js). */
let with_ticket = false;
/** @type {typeof import('./sharing.js') | null} */
let sharing = null;
let timer = 0;

export function start_invite_card() {
  actions.append(copy_button, share_button);
  card.append(said, field, by_hand, actions);
  opener.addEventListener('click', () => void (is_open(card) && copy()));
  card.addEventListener('toggle', event => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') void load_sharing();
    if (/** @type {ToggleEvent} */ (event).newState === 'open' && outcome === '') void copy();
    else if (/** @type {ToggleEvent} */ (event).newState === 'closed') {
      outcome = '';
      with_ticket = spoken.open = false;
    }
  });
  copy_button.addEventListener('click', () => void copy());
  button('empty-invite').addEventListener('click', () => opener.click());
  share_button.hidden = typeof navigator.share !== 'function';
  share_button.addEventListener('click', () => {
    // Turning the system's sheet away is an answer, not a fault.
    navigator.share({ title: state.room.name, url: address() }).catch(() => {});
  });
  spoken.addEventListener('toggle', draw_invite_card);
  link.addEventListener('focus', () => link.select());
}

/** Where it does not arrive, the link can be copied all the same. */
async function load_sharing() {
  if (sharing) return;
  const found = await import('./sharing.js').catch(() => null);
  if (!found || sharing) return;
  found.start_sharing(card, actions, save_file, show_ticket);
  sharing = found;
  draw_invite_card();
}

const ticket_link = () => (with_ticket ? state.room.ticket_link : '');
const address = () => ticket_link() || state.room.link;

/** @param {boolean} on */
function show_ticket(on) {
  with_ticket = on;
  void copy();
}

export function draw_invite_card() {
  sharing?.draw_sharing(address());
  if (link.value !== address()) link.value = address();
  const word = confirmed ? words.copied : words.invite;
  set_text(by_id('invite-word'), word);
  opener.setAttribute('aria-label', word);
  opener.querySelector('use')?.setAttribute('href', confirmed ? '#icon-check' : '#icon-link');
  copy_button.querySelector('use')?.setAttribute('href', confirmed ? '#icon-check' : '#icon-copy');
  by_hand.hidden = !state.room.by_hand;
  spoken.hidden = !state.room.passphrase;
  // It stands in the page only while somebody looks at it.
  set_text(passphrase, spoken.open ? state.room.passphrase : '');
  const { door } = state.room;
  const past_door = ticket_link() && sharing?.ticket_text();
  const closed = door === 'knock' || door === 'locked' ? ` ${words.notice[/** @type {const} */ (`door_${door}`)]('')}` : '';
  set_text(said, `${outcome === 'copied' ? words.invite_copied : words.invite_by_hand}${past_door ? ` ${past_door}` : closed}`);
  set_text(label, past_door ? words.ticket.link : words.invite_link);
  set_text(guessable, words.guessable);
  set_text(summary, words.show_passphrase);
  set_text(copy_word, words.copy);
  set_text(share_word, words.share);
}

/**
 * @param {string} id
 * @param {string} look
 * @param {string} shown
 * @returns {[HTMLButtonElement, HTMLElement]}
 */
function press(id, look, shown) {
  const made = create('button', look);
  made.id = id;
  made.type = 'button';
  const word = create('span');
  made.append(icon(shown), word);
  return [made, word];
}

async function copy() {
  try {
    await navigator.clipboard.writeText(address());
    outcome = 'copied';
  } catch {
    outcome = 'by_hand';
    link.focus();
  }
  confirmed = outcome === 'copied';
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    confirmed = false;
    draw_invite_card();
  }, CONFIRMED_MS);
  draw_invite_card();
}
