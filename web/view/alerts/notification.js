// The notification of the system: one for the room, of plain text. (The browser takes title and body as text, never as markup.)

import { full_name, name_in_text } from '../../kit/names.js';
import { counted, language, words } from '../../kit/words.js';

/** @typedef {import('../../surface/conversation.js').Alert} Alert */

const MOST_SIGNS = 120;
// One sign can be made of thousands of code points; none that somebody means is.
const MOST_UNITS = 1000;

/** @type {Notification | null} */
let shown = null;

/** 'none': this browser has no notifications, or none that a page may make. @returns {NotificationPermission | 'none'} */
export function permission() {
  if (!('Notification' in window)) return 'none';
  if (Notification.permission !== 'default') return Notification.permission;
  return can_make() ? 'default' : 'none';
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

/** Shows this in the place of what is shown of the room. @param {Alert} it @param {{id: string, name: string}} room @param {() => void} open */
export function show_notification(it, room, open) {
  if (permission() !== 'granted') return;
  const { about, messages } = it;
  const author = messages > 1 ? `${full_name(about)} · ${counted(words.new_messages, messages)}` : full_name(about);
  const [title, body] =
    'kind' in about
      ? [room.name, words.notice[about.kind](name_in_text(about))]
      : [author, beginning(about.pieces.map(({ text }) => text).join(''))];
  try {
    // The page has its own sound.
    shown = new Notification(title, { body, tag: `tincan.${room.id}`, lang: language, silent: true });
  } catch {
    return;
  }
  shown.addEventListener('click', () => {
    window.focus();
    close_notification();
    open();
  });
}

export function close_notification() {
  shown?.close();
  shown = null;
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
