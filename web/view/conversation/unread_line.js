// The line above the first message that came while nobody looked. It stays while those are read, until one answers, or turns away again.

import { by_id, create, set_text } from '../../kit/dom.js';
import { on_language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { line_of, scrolled } from './conversation.js';
import { reach_line } from './jump.js';
import { hold } from './place.js';

const line = create('li', 'unread-line');
/** The message above which it stands; '' for none. It may be far from those that are shown. */
let first = '';
/** The last one that the module named. */
let named = '';
let seen = false;
/** The reader was led to it. */
let visited = false;

export function start_unread_line() {
  const name = () => set_text(line, words.unread_line);
  name();
  on_language(name);
}

export function draw_unread_line() {
  const { first_unread } = state;
  if (first_unread !== named && first_unread) {
    first = first_unread;
    seen = visited = false;
  }
  named = first_unread;
  const at = line_of(first)?.at;
  if (at ? line.nextElementSibling === at : !line.isConnected) return;
  hold();
  if (at) at.before(line);
  else line.remove();
}

/** @param {boolean} looking */
export function note_look(looking) {
  if (looking) seen = true;
  else if (seen) drop_unread_line();
}

/** One has answered. */
export function drop_unread_line() {
  first = '';
  line.remove();
}

/** Leads to it, once. False where there is none, or it is in view already. */
export function to_unread() {
  if (!first || visited || !reach_line(first)) return false;
  visited = true;
  draw_unread_line();
  const view = by_id('messages').getBoundingClientRect();
  const { top } = line.getBoundingClientRect();
  if (top > view.top && top < view.bottom) return false;
  line.scrollIntoView({ block: 'start' });
  scrolled(true);
  return true;
}
