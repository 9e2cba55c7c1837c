// The notification of the system: one for the room, of plain text. (The browser takes title and body as text, never as markup.) The service
// worker shows it, with what can be answered right there; where there is none, the page does.

import { full_name, name_in_text } from '../../kit/names.js';
import { has_worker, post_to_worker } from '../../kit/service_worker.js';
import { counted, language, words } from '../../kit/words.js';

/** @typedef {import('../../surface/conversation.js').Alert} Alert */

const MOST_SIGNS = 120;
// One sign can be made of thousands of code points; none that somebody means is.
const MOST_UNITS = 1000;

/** @typedef {'open' | 'join' | 'dismiss' | 'let_in' | 'turn_away'} Action */

/** @type {Notification | null} */
let shown = null;
/** Of what the service worker shows, '' for nothing. */
let tag = '';

/** 'none': this browser has no notifications, or none that a page may make. @returns {NotificationPermission | 'none'} */
export function permission() {
  if (!('Notification' in window)) return 'none';
  if (Notification.permission !== 'default') return Notification.permission;
  return has_worker() || can_make() ? 'default' : 'none';
}

/** @type {boolean | null} */
let made = null;

/** On phones only service workers may make one, which is said by nothing but an exception; before it is allowed, none is shown. */
function can_make() {
  try {
    made ??= Boolean(new Notification(''));
  } catch {
    made = false;
  }
  return made;
}

/** Asks the browser, which asks the person. */
export async function ask_permission() {
  await Notification.requestPermission().catch(() => {});
}

/**
 * Shows this in the place of what is shown of the room.
 * @param {Alert} it
 * @param {{id: string, name: string, link: string}} room
 * @param {() => void} open  it was pressed
 */
export function show_notification(it, room, open) {
  if (permission() !== 'granted') return;
  const { about, messages } = it;
  const author = messages > 1 ? `${full_name(about)} · ${counted(words.new_messages, messages)}` : full_name(about);
  const [title, body] =
    'kind' in about
      ? [room.name, words.notice[about.kind](name_in_text(about))]
      : [author, beginning(about.pieces.map(({ text }) => text).join(''))];
  // The page has its own sound.
  const options = { body, tag: `tincan.${room.id}`, lang: language, silent: true };
  if (post_to_worker({ show: { title, options: { ...options, actions: actions('kind' in about ? about.kind : '') }, link: room.link } })) {
    tag = options.tag;
    return;
  }
  try {
    shown = new Notification(title, options);
  } catch {
    return;
  }
  shown.addEventListener('click', () => {
    window.focus();
    close_notification();
    open();
  });
}

/** The answers that the notification offers. @param {string} kind  of a notice, '' of a message @returns {{action: Action, title: string}[]} */
function actions(kind) {
  const { alerts, host_tools, join_call, message } = words;
  if (kind === 'knocks')
    return [
      { action: 'let_in', title: host_tools.let_in },
      { action: 'turn_away', title: host_tools.turn_away },
    ];
  if (kind === 'call_started')
    return [
      { action: 'join', title: join_call },
      { action: 'dismiss', title: alerts.not_now },
    ];
  return [{ action: 'open', title: message.reply }];
}

export function close_notification() {
  shown?.close();
  shown = null;
  if (tag) post_to_worker({ close: tag });
  tag = '';
}

/** The beginning of a text in one line, cut between two signs as a person sees them. @param {string} text */
function beginning(text) {
  const line = text.replace(/\s+/gu, ' ').trim();
  let kept = '';
  let count = 0;
  for (const sign of signs_of(line)) {
    count += 1;
    if (count > MOST_SIGNS || kept.length + sign.length > MOST_UNITS) return `${kept}…`;
    kept += sign;
  }
  return kept;
}

/** @param {string} line */
function* signs_of(line) {
  if (!('Segmenter' in Intl)) return yield* line;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line)) yield segment;
}
