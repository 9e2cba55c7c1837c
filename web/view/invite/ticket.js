// A link that lets past the door: for one person, or until a time. Only the host makes one; the core decides whom it lets in.

import { create, create_button, set_text } from '../../kit/dom.js';
import { language, words } from '../../kit/words.js';
import { myself, state } from '../../state/state.js';
import { local, next_hour } from './local_time.js';

const ENDS = /** @type {const} */ (['never', 'hour', 'today', 'week', 'at']);
const HOUR = 3600;

const part = create('details');
const title = create('summary');
const note = create('p', 'small quiet');
const once = create('input');
const once_word = create('span');
const ends = create('select');
const ends_label = create('label');
const when = create('input');
const make = create_button('secondary small-button', '', make_link);
const plain = create_button('secondary small-button', '', () => show(false));
/** @type {(on: boolean) => void} */
let show;
/** The link before, while another is being made. @type {string | null} */
let before = null;
let made = { once: true, ends: 0 };

/** @param {Element} card @param {typeof show} shows  the link that was made in the place of the plain one, or that again */
export function start_ticket(card, shows) {
  show = shows;
  part.id = 'invite-ticket';
  once.type = 'checkbox';
  once.id = 'ticket-once';
  once.checked = true;
  const for_one = create('label', 'ticket-once');
  for_one.append(once, once_word);
  ends.id = 'ticket-ends';
  ends_label.htmlFor = ends.id;
  when.type = 'datetime-local';
  when.id = 'ticket-when';
  ends.append(...ENDS.map(it => new Option('', it)));
  once.addEventListener('change', draw_ticket);
  ends.addEventListener('change', () => {
    if (!when.value) when.value = local(next_hour());
    draw_ticket();
  });
  const fields = create('p', 'field');
  fields.append(ends_label, ends, when);
  const actions = create('div', 'actions');
  actions.append(make, plain);
  part.append(title, note, for_one, fields, actions);
  card.append(part);
}

export function draw_ticket() {
  const { ticket } = words;
  const { door, ticket_link } = state.room;
  part.hidden = door === '' || !myself()?.host;
  set_text(title, ticket.title);
  set_text(note, door === 'open' ? `${ticket.note} ${ticket.note_open}` : ticket.note);
  set_text(once_word, ticket.once);
  set_text(ends_label, ticket.ends);
  // A link that never ends and is for everybody would be no door.
  const [never] = ends.options;
  if (never) never.disabled = !once.checked;
  if (!once.checked && ends.value === 'never') ends.value = 'today';
  for (const [at, it] of ENDS.entries()) set_text(/** @type {Element} */ (ends.options[at]), ticket[it]);
  when.hidden = ends.value !== 'at';
  when.setAttribute('aria-label', ticket.when);
  set_text(make, ticket.make);
  set_text(plain, ticket.plain);
  plain.hidden = !ticket_link;
  if (before === null || !ticket_link || ticket_link === before) return;
  before = null;
  show(true);
}

/** Whom the link that was made lets in. */
export function ticket_text() {
  const { ticket } = words;
  if (!made.ends) return ticket.for_one;
  const until = new Date(made.ends * 1000).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return made.once ? ticket.for_one_until(until) : ticket.until(until);
}

/** Seconds since 1970; 0: never. */
function chosen_end() {
  const now = Date.now() / 1000;
  if (ends.value === 'never') return 0;
  if (ends.value === 'at') return new Date(when.value).getTime() / 1000;
  return ends.value === 'today' ? new Date().setHours(24, 0, 0, 0) / 1000 : now + (ends.value === 'hour' ? HOUR : 7 * 24 * HOUR);
}

function make_link() {
  const end = Math.floor(chosen_end());
  if (Number.isNaN(end) || (end && end <= Date.now() / 1000)) return when.focus();
  made = { once: once.checked, ends: end };
  before = state.room.ticket_link;
  state.core?.make_ticket(made.once, end);
}
