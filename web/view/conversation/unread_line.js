// The line above the first message that came while nobody looked. It stays while those are read, until one answers, or turns away again.

import { by_id, create, set_text } from '../../kit/dom.js';
import { on_language, words } from '../../kit/words.js';

const line = create('li', 'unread-line');
let seen = false;
/** Before that, all is history. */
let has_looked = false;

export function start_unread_line() {
  const name = () => set_text(line, words.unread_line);
  name();
  on_language(name);
}

/** A message has come at the end. @param {HTMLElement} at  its line @param {boolean} me @param {boolean} looking  somebody sees it */
export function note_news(at, me, looking) {
  if (me) line.remove();
  else if (has_looked && !looking && !line.isConnected) {
    seen = false;
    at.before(line);
  }
}

/** @param {boolean} looking */
export function note_look(looking) {
  has_looked ||= looking;
  if (looking) seen = true;
  else if (seen) line.remove();
}

/** Leads to it. False where it is not there, or in view already. */
export function to_unread() {
  if (!line.isConnected) return false;
  const view = by_id('messages').getBoundingClientRect();
  const { top } = line.getBoundingClientRect();
  // Where it was led to, it may be a part of a pixel higher.
  if (top > view.top - 2 && top < view.bottom) return false;
  line.scrollIntoView({ block: 'start' });
  return true;
}
