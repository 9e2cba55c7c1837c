// The card before the room. It can be used before the module is there: a name can be typed, and Enter pressed early is
// remembered until it can be honoured.

import { button, by_id, require_element, set_text } from '../../kit/dom.js';
import { kept_for } from '../../kit/keeping.js';
import { avatar, initials, name_in_text } from '../../kit/names.js';
import { keep, kept } from '../../kit/storage.js';
import { counted, language, listed, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { draw_problem, problem, waits_at_door } from './problem.js';

const name = require_element('name', HTMLInputElement);
const room_name = require_element('room-name', HTMLInputElement);
const by_hand = require_element('by-hand', HTMLInputElement);
const passphrase = require_element('passphrase', HTMLInputElement);
const kept_days = require_element('kept-days', HTMLSelectElement);

/** Enter was pressed before the module was there. */
let entered_early = false;
let name_missing = false;
let room_name_typed = false;
let proposed = '';

/** @type {(card: {letters: string, stuck: boolean} | null) => void} */
let draw_preview;

/** @param {typeof draw_preview} preview  draws one's own picture on the card, with these initials; null: the card is not shown */
export function start_arrival(preview) {
  draw_preview = preview;
  // A name that was typed while the page loaded wins over the kept one.
  if (!name.value) name.value = kept('name');
  name.addEventListener('input', () => {
    name_missing = false;
    draw_arrival();
  });
  room_name.addEventListener('input', () => (room_name_typed = true));
  room_name.addEventListener('change', tell_room_name);
  by_hand.addEventListener('change', () => state.core?.choose_address(by_hand.checked));
  kept_days.addEventListener('change', tell_kept_days);
  button('propose').addEventListener('click', () => state.core?.choose_address(true));
  require_element('enter-form', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    enter();
  });
  draw_arrival();
  // Taking the focus lays out the page, which the first frame does anyway.
  if (matchMedia('(pointer: fine)').matches)
    requestAnimationFrame(() => {
      if (!passphrase.checkVisibility()) return name.value || name.focus();
      passphrase.focus();
    });
}

/** The module has answered for the first time. */
export function arrival_ready() {
  tell_kept_days();
  if (entered_early) enter();
  else if (room_name_typed) tell_room_name();
}

function tell_kept_days() {
  if (state.arrival?.fresh && kept_days.value) state.core?.keep_messages(Number(kept_days.value));
}

function tell_room_name() {
  if (!state.core || !state.arrival?.fresh) return;
  room_name_typed = false;
  if (room_name.value !== state.arrival.room) state.core.name_room(room_name.value);
}

/** Whether a name was typed. Until the module is there to say, a field of spaces has none. */
const has_name = () => state.core?.visible(name.value) ?? name.value.trim() !== '';

function enter() {
  const typed = name.value.trim();
  name_missing = !has_name();
  if (name_missing) {
    entered_early = false;
    name.focus();
  } else if (!state.core || !state.arrival) {
    entered_early = !problem();
  } else if (state.room.stage === 'arriving' && state.arrival.problem === '') {
    entered_early = false;
    keep('name', typed);
    tell_room_name();
    state.core.enter(typed, passphrase.value);
  }
  draw_arrival();
}

export function draw_arrival() {
  const { arrival, room } = state;
  const stuck = problem() !== '';
  const joining = room.stage === 'joining' || entered_early;
  by_id('arrival').hidden = room.stage !== 'arriving' && room.stage !== 'joining';
  if (by_id('arrival').hidden) {
    draw_preview(null);
    passphrase.value = '';
    return;
  }
  // Until the module has read the address, its mere shape says which card this will be, so that nothing jumps.
  const invited = arrival ? !arrival.fresh && arrival.problem === '' : location.hash.length > 1;
  const named = arrival ? arrival.by_hand : /^#\/[^/]+$/.test(location.hash);
  set_text(by_id('arrival-eyebrow'), invited && !stuck ? words.invited_to : '');
  const stuck_title = arrival?.problem ? words.broken_title : words.stuck_title;
  set_text(by_id('arrival-title'), stuck ? stuck_title : invited ? (arrival?.room ?? '…') : words.new_room);
  by_id('room-name-field').hidden = invited || (arrival !== null && arrival.problem !== '');
  draw_kept_days(!invited && !stuck && !named);
  kept_days.disabled = joining;
  if (arrival && document.activeElement !== room_name && !room_name_typed) room_name.value = arrival.room;
  by_hand.checked = named;
  by_id('passphrase-field').hidden = !named;
  // The founder has to know it. A guest has been told the passphrase.
  button('propose').hidden = invited;
  set_text(by_id('guessable'), invited ? '' : words.guessable);
  if (arrival && arrival.proposal !== proposed) passphrase.value = proposed = arrival.proposal;
  for (const field of [room_name, passphrase]) field.disabled = joining;
  for (const field of [by_hand, button('propose')]) field.disabled = joining || !arrival;
  by_id('stretching').hidden = !arrival?.stretching;
  draw_inside(invited);
  draw_problem();

  const enter_button = button('enter');
  // Where nothing can be entered, nothing is asked: one sentence, one way on.
  by_id('arrival').dataset.stuck = String(stuck);
  enter_button.disabled = joining;
  const waiting = !state.core || !arrival;
  enter_button.hidden = waits_at_door();
  set_text(
    enter_button,
    entered_early && waiting ? words.enter_waiting : joining ? words.entering : arrival?.full ? words.try_to_enter : words.enter,
  );
  name.setAttribute('aria-invalid', String(name_missing));
  set_text(by_id('enter-note'), note());
  by_id('enter-note').classList.toggle('wrong', name_missing);
  draw_preview({ letters: has_name() ? initials(name.value) : '', stuck });
}

/** @param {boolean} shown */
function draw_kept_days(shown) {
  by_id('kept-field').hidden = !shown;
  if (!shown || kept_days.dataset.drawn === language) return;
  kept_days.dataset.drawn = language;
  set_text(by_id('kept-label'), words.keeping.label);
  const chosen = kept_days.value || '-1';
  kept_days.replaceChildren(
    ...[-1, 30, 7, 1, 0].map(days => new Option(kept_for(words.keeping, days), String(days), false, String(days) === chosen)),
  );
}

function note() {
  if (name_missing) return words.name_needed;
  if (entered_early) return words.enter_early;
  if (state.arrival?.stretching) return words.stretching;
  return state.call.microphone === 'off' && state.call.camera === 'off' ? words.enter_note : words.enter_note_call;
}

/** @param {boolean} invited */
function draw_inside(invited) {
  const at = by_id('inside');
  const { arrival } = state;
  if (!arrival || arrival.problem) {
    at.dataset.drawn = '';
    return at.replaceChildren();
  }
  const faces = arrival.inside.map(avatar);
  let text = '';
  const full = arrival.full && state.room.trouble !== 'room_full';
  if (full) text = arrival.seats ? counted(words.full_of, arrival.seats) : words.full;
  else if (!invited || arrival.full) text = arrival.seats ? counted(words.seats, arrival.seats) : '';
  else if (!arrival.known) text = arrival.by_hand ? '' : words.inside_unknown;
  else if (!arrival.inside.length) text = words.inside_nobody;
  else text = counted(words.inside_people, arrival.inside.length, listed(arrival.inside.map(name_in_text)));
  at.classList.toggle('wrong', full);
  const now = JSON.stringify([arrival.inside, text]);
  if (at.dataset.drawn === now) return;
  at.dataset.drawn = now;
  at.replaceChildren(...faces, document.createTextNode(text));
}
