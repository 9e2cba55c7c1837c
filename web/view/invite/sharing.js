// Other ways to invite, loaded with the card: a code for the camera of a phone, a mail, a meeting for a calendar.

import { encodeQR } from 'qr';
import { create, create_button, set_text } from '../../kit/dom.js';
import { counted, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { calendar_file } from './calendar.js';
import { local, next_hour } from './local_time.js';
import { draw_ticket, start_ticket } from './ticket.js';

export { ticket_text } from './ticket.js';

const SVG = 'http://www.w3.org/2000/svg';
const LENGTHS = [30, 60, 90, 120];

const code = document.createElementNS(SVG, 'svg');
const path = document.createElementNS(SVG, 'path');
const code_note = create('p', 'small quiet');
const mail = create('a', 'secondary');
const plan = create('details');
const plan_title = create('summary');
const start = create('input');
const start_label = create('label');
const minutes = create('select');
const minutes_label = create('label');
const save = create_button('secondary small-button', '', save_meeting);
/** The link as the card shows it. */
let link = '';
/** @type {typeof import('../../kit/save_file.js').save_file} */
let save_file;

/**
 * @param {Element} card  gets them at its end
 * @param {Element} actions  beside the link, get what takes one press
 * @param {typeof save_file} saves  is in a script that is here already
 * @param {(on: boolean) => void} show_ticket
 */
export function start_sharing(card, actions, saves, show_ticket) {
  save_file = saves;
  code.id = 'invite-code';
  code.setAttribute('role', 'img');
  code.append(path);
  mail.id = 'invite-mail';
  plan.id = 'invite-plan';
  start.type = 'datetime-local';
  start.id = 'meeting-start';
  start_label.htmlFor = start.id;
  minutes.id = 'meeting-minutes';
  minutes_label.htmlFor = minutes.id;
  const fields = create('p', 'field');
  fields.append(start_label, start, minutes_label, minutes);
  plan.append(plan_title, fields, save);
  plan.addEventListener('toggle', () => plan.open && !start.value && (start.value = local(next_hour())));
  actions.append(mail);
  card.append(code, code_note, plan);
  start_ticket(card, show_ticket);
}

/** @param {string} shown  link */
export function draw_sharing(shown) {
  const { name } = state.room;
  const { inviting } = words;
  if (shown && shown !== link) draw_code(shown);
  link = shown;
  draw_ticket();
  code.setAttribute('aria-label', inviting.code);
  set_text(code_note, inviting.code_note);
  set_text(mail, inviting.mail);
  mail.href = `mailto:?subject=${encodeURIComponent(inviting.subject(name))}&body=${encodeURIComponent(inviting.text(link))}`;
  set_text(plan_title, inviting.plan);
  set_text(start_label, inviting.start);
  set_text(minutes_label, inviting.minutes);
  set_text(save, inviting.save);
  const texts = LENGTHS.map(it => counted(inviting.length, it));
  if (minutes.textContent === texts.join('')) return;
  const chosen = Number(minutes.value) || 60;
  minutes.replaceChildren(...texts.map((text, at) => new Option(text, String(LENGTHS[at]), false, LENGTHS[at] === chosen)));
}

/** @param {string} text */
function draw_code(text) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 2 });
  code.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
  path.setAttribute('d', rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join(''));
}

function save_meeting() {
  const at = new Date(start.value);
  if (Number.isNaN(at.getTime())) return start.focus();
  const { name } = state.room;
  const meeting = { name, link, text: words.inviting.text(link), start: at, minutes: Number(minutes.value) };
  save_file(`${name}.ics`, [calendar_file(meeting, new Date(), crypto.randomUUID())], 'text/calendar');
}
