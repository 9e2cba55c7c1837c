// Parts of a message that only some have: whom alone it is for, the message that it answers, that it was edited, deleted or pinned, reactions and a poll. Their
// buttons stay the same while they stand for the same: a press that has begun also ends on its button, and the focus stays.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { jump_to } from './jump.js';
import { draw_poll } from './poll.js';
import { show_versions } from './versions_card.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../surface/conversation.js').Reaction} Reaction */

/** @type {(at: HTMLElement, it: Line) => void} */
let draw_file;
/** @param {typeof draw_file} draw  the file that a message offers */
export const set_draw_file = draw => void (draw_file = draw);

/** @param {HTMLElement} at @param {Line} it */
export function draw_parts(at, it) {
  const has_some = it.only_with || it.answers || it.edited || it.deleted || it.pinned || it.poll || it.file || it.reactions.length > 0;
  // Most lines have none, and there are thousands of them.
  if (!has_some && !at.dataset.parts) return;
  at.dataset.parts = 'drawn';
  at.classList.toggle('deleted', it.deleted);
  const text = at.querySelector('.text');
  if (text && it.deleted) set_text(text, words.message.deleted);
  draw_only_with(at, it);
  draw_quote(at, it);
  draw_poll(at, it);
  draw_file(at, it);
  draw_foot(at, it);
  draw_reactions(at, it);
  // The line that a Tab leads to leads on to what is in it (line_keys.js).
  for (const inner of at.querySelectorAll('.part')) if (inner instanceof HTMLElement) inner.tabIndex = at.tabIndex;
}

/** @param {HTMLElement} at @param {Line} it */
function draw_only_with(at, it) {
  if (!it.only_with) return;
  const made = at.querySelector('.only-with') ?? create('p', 'only-with small');
  const name = create('span', '', words.message.only_with(it.only_with));
  name.dir = 'auto';
  made.replaceChildren(icon('#icon-lock'), name);
  if (!made.parentElement) at.querySelector('.bubble')?.prepend(made);
}

/** @param {HTMLElement} at @param {Line} it */
function draw_quote(at, it) {
  const had = at.querySelector('.quote');
  const { answers } = it;
  if (!answers) return had?.remove();
  const made = had ?? create_button('quote part', '', () => jump_to(answers.id));
  const name = create('span', 'quote-name', answers.name);
  name.dir = 'auto';
  const text = create('span', 'quote-text', answers.text || words.message.not_here);
  text.dir = 'auto';
  made.replaceChildren(create('span', 'aside', `${words.message.in_reply} `), name, ' ', text);
  if (!had) at.querySelector('.text')?.before(made);
}

/** @param {HTMLElement} at @param {Line} it */
function draw_foot(at, it) {
  const had = at.querySelector('.foot');
  const edited = it.edited && !it.deleted;
  if (!edited && !it.pinned && !it.late) return had?.remove();
  const foot = had ?? create('div', 'foot small');
  const button = foot.querySelector('.edited') ?? create_button('edited part', '', () => show_versions(it.id));
  set_text(button, words.message.edited);
  const pin = create('span', 'pin');
  pin.append(icon('#icon-pin'), create('span', 'aside', words.message.pinned));
  const late = create('span', 'late', words.message.late);
  foot.replaceChildren(...(it.late ? [late] : []), ...(it.pinned ? [pin] : []), ...(edited ? [button] : []));
  if (!had) at.querySelector('.bubble')?.append(foot);
}

/** @param {HTMLElement} at @param {Line} it */
function draw_reactions(at, it) {
  const had = at.querySelector('.reactions');
  const row = had instanceof HTMLElement ? had : create('div', 'reactions');
  if (!it.reactions.length) return leave(row, at);
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', words.message.reactions);
  const buttons = it.reactions.map(reaction => draw_reaction(row, it.id, reaction));
  if (String(buttons.map(key_of)) !== String([...row.children].map(key_of))) {
    const focus = document.activeElement;
    const had_focus = row.contains(focus);
    row.replaceChildren(...buttons);
    if (had_focus) (focus instanceof HTMLElement && focus.isConnected ? focus : at).focus({ preventScroll: true });
  }
  if (!had) at.append(row);
}

/** @param {Element} button */
const key_of = button => (button instanceof HTMLElement ? button.dataset.emoji : '');

/** Where it had the focus, the line has it now. @param {HTMLElement} row @param {HTMLElement} at */
function leave(row, at) {
  const had_focus = row.contains(document.activeElement);
  row.remove();
  if (had_focus) at.focus({ preventScroll: true });
}

/** @param {HTMLElement} row @param {string} id  of the line @param {Reaction} it */
function draw_reaction(row, id, { emoji, count, mine, people }) {
  const had = [...row.children].find(one => key_of(one) === emoji);
  const made = had instanceof HTMLButtonElement ? had : create_button('reaction part', '', () => {});
  made.dataset.emoji = emoji;
  made.onclick = () => state.core?.react(id, emoji, !mine);
  made.setAttribute('aria-pressed', String(mine));
  made.title = people;
  made.setAttribute('aria-label', `${emoji} ${count}, ${people}`);
  if (!had) made.append(create('span', 'reaction-emoji', emoji), create('span', 'reaction-count'));
  set_text(made.children[1], String(count));
  return made;
}
