// Raised hands and reactions: the card behind the hand of the call bar, the mark on a tile, what floats over it, and what asks one to mute.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { name_in_text } from '../../kit/names.js';
import { close_popovers } from '../../kit/popover.js';
import { words } from '../../kit/words.js';
import { everybody, myself, state } from '../../state/state.js';

/** @typedef {import('../../surface/call.js').Gesture} Gesture */

/** @type {Record<Gesture, string>} */
const signs = { thumbs_up: '👍', clap: '👏', heart: '❤️', laugh: '😂', surprise: '😮', party: '🎉' };
// As long as its animation.
const FLOATS_MS = 3000;
// A crowd that claps is not to slow the page.
const MOST_FLOATING = 24;

const raise = create_button('item', '', () => {
  state.core?.toggle_hand();
  close_popovers();
});
const raise_word = create('span');
const row = create('div', 'gestures');
const asked = create('div', 'trouble mute-asked');
const question = create('p');
const mute = create_button('primary small-button', '', () => {
  if (state.call.microphone === 'live') state.core?.toggle('microphone');
  asked.hidden = true;
});
const keep_on = create_button('secondary small-button', '', () => (asked.hidden = true));

export function start_gestures() {
  raise.id = 'raise-hand';
  raise.append(icon('#icon-hand'), raise_word);
  row.setAttribute('role', 'group');
  for (const [sign, emoji] of /** @type {[Gesture, string][]} */ (Object.entries(signs))) {
    const made = create_button('tool', emoji, () => state.core?.send_gesture(sign));
    made.dataset.sign = sign;
    row.append(made);
  }
  by_id('hand-card').append(raise, row);
  asked.hidden = true;
  asked.setAttribute('role', 'alert');
  const actions = create('div', 'actions');
  actions.append(mute, keep_on);
  asked.append(question, actions);
  by_id('call-troubles').before(asked);
}

export function draw_gestures() {
  const up = Boolean(myself()?.hand);
  set_text(raise_word, up ? words.together.lower : words.together.raise);
  raise.setAttribute('aria-pressed', String(up));
  by_id('hand-button').dataset.state = up ? 'live' : '';
  row.setAttribute('aria-label', words.together.reactions);
  for (const made of row.querySelectorAll('button')) {
    const word = words.together[/** @type {Gesture} */ (made.dataset.sign)];
    made.title = word;
    made.setAttribute('aria-label', word);
  }
  set_text(mute, words.together.mute);
  set_text(keep_on, words.together.not_now);
  if (state.call.microphone !== 'live') asked.hidden = true;
  announce_hands();
}

/** Those whose hand was up when it was last looked. @type {Set<string>} */
let seen = new Set();

function announce_hands() {
  const now = everybody().filter(it => it.hand && it.in_call);
  for (const it of now) if (!it.me && !seen.has(it.id)) announce_notice(words.together.raised(name_in_text(it)));
  seen = new Set(now.map(it => it.id));
}

/** Of those whose hands are up, the place of that person; 0: the hand is not up. @param {string} id */
export function place_in_queue(id) {
  const queue = everybody().filter(it => it.hand && it.in_call);
  queue.sort((a, b) => a.hand - b.hand || (a.id < b.id ? -1 : 1));
  return queue.findIndex(it => it.id === id) + 1;
}

/** The hand on a tile. @param {import('./tile.js').Tile} tile */
export function draw_hand({ at, id, kind }) {
  const place = kind === 'camera' ? place_in_queue(id) : 0;
  const had = at.querySelector('.hand');
  if (!place) return had?.remove();
  const mark = had ?? create('span', 'hand');
  if (!had) mark.append(icon('#icon-hand'), create('span'), create('span', 'aside'));
  const [, number, word] = mark.children;
  if (number) set_text(number, String(place));
  if (word) set_text(word, words.together.hand_up);
  if (!had) at.append(mark);
}

/** @param {string} id  of the person @param {Gesture} sign */
export function show_gesture(id, sign) {
  const tile = document.querySelector(`#tiles .tile[data-kind="camera"][data-person="${CSS.escape(id)}"]`);
  const person = state.people.get(id);
  if (!tile || !person || !(sign in signs)) return;
  if (document.getElementsByClassName('floating').length >= MOST_FLOATING) return;
  const made = create('span', 'floating', signs[sign]);
  made.setAttribute('aria-hidden', 'true');
  made.style.setProperty('--from', `${20 + Math.random() * 60}%`);
  tile.append(made);
  setTimeout(() => made.remove(), FLOATS_MS);
  if (!person.me) announce_notice(`${name_in_text(person)}: ${words.together[sign]}`);
}

/** @param {string} id  of the person who asks */
export function show_mute_asked(id) {
  const person = state.people.get(id);
  if (!person || state.call.microphone !== 'live') return;
  set_text(question, words.together.asks_to_mute(name_in_text(person)));
  asked.hidden = false;
}
