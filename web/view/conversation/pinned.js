// The message that was pinned last, in a quiet bar above the conversation.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { full_name } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { line_of } from './conversation.js';
import { jump_to } from './jump.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */

// Longer than what fits into the bar.
const SHOWN_CHARACTERS = 200;

/** Their ids, in the order of being pinned. @type {Set<string>} */
const pinned = new Set();
let last = '';
const label = create('span', 'pinned-name');
const text = create('span', 'pinned-text');
const bar = create_button('', '', () => jump_to(last));

export function start_pinned() {
  bar.id = 'pinned';
  text.dir = 'auto';
  bar.append(icon('#icon-pin'), label, text);
  bar.hidden = true;
  by_id('messages').before(bar);
}

/** @param {Line} it */
export function note_pin(it) {
  if (it.pinned && !it.deleted) pinned.add(it.id);
  else pinned.delete(it.id);
}

export function draw_pinned() {
  for (const id of pinned) if (!line_of(id)) pinned.delete(id);
  last = [...pinned].pop() ?? '';
  const it = line_of(last)?.line;
  bar.hidden = !it;
  if (!it) return;
  set_text(label, `${words.message.pinned} · ${full_name(it)}`);
  set_text(text, text_of(it).slice(0, SHOWN_CHARACTERS));
}
