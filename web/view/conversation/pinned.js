// The message that was pinned last, in a quiet bar above the conversation. Where there are several, the bar opens a list of them.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { full_name } from '../../kit/names.js';
import { close_popovers, is_open, place } from '../../kit/popover.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { counted, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { jump_to } from './jump.js';

/** @typedef {import('../../surface/conversation.js').Pin} Pin */

// As .pop has it.
const WIDTH_PX = 320;

const label = create('span', 'pinned-name');
label.dir = 'auto';
const text = create('span', 'pinned-text');
const bar = create_button('', '', () => {
  const [it, ...more] = state.pins;
  if (it && !more.length) jump_to(it.id);
});
const card = create('div', 'pop');
const list = create('ul', 'pins');

export function start_pinned() {
  bar.id = 'pinned';
  text.dir = 'auto';
  bar.append(icon('#icon-pin'), label, text);
  bar.hidden = true;
  card.id = 'pinned-list';
  card.popover = 'auto';
  card.append(list);
  card.addEventListener('beforetoggle', event => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    draw_list();
    const { x, y, height } = bar.getBoundingClientRect();
    place(card, new DOMRect(x, y, WIDTH_PX, height));
  });
  card.addEventListener('toggle', () => is_open(card) && list.querySelector('button')?.focus({ preventScroll: true }));
  by_id('messages').before(bar);
  by_id('conversation').append(card);
}

export function draw_pinned() {
  const { pins } = state;
  const [it] = pins;
  bar.hidden = !it;
  if (pins.length < 2 && is_open(card)) card.hidePopover();
  if (!it) return;
  set_text(label, `${pins.length > 1 ? counted(words.message.pins, pins.length) : words.message.pinned} · ${full_name(it)}`);
  set_text(text, it.text);
  bar.popoverTargetElement = pins.length > 1 ? card : null;
  if (is_open(card)) draw_list();
}

/** @type {Pin[]} */
let drawn = [];

/** Where the focus was on an entry that has gone, the next one has it. */
function draw_list() {
  if (drawn === state.pins && list.childElementCount) return;
  drawn = state.pins;
  list.setAttribute('aria-label', words.message.pinned);
  const had = [...list.children].findIndex(each => each.contains(document.activeElement));
  list.replaceChildren(...state.pins.map(entry));
  if (had >= 0) list.children[Math.min(had, list.childElementCount - 1)]?.querySelector('button')?.focus();
}

/** @param {Pin} it */
function entry(it) {
  const made = create('li');
  const leads = create_button('item', '', () => {
    close_popovers();
    jump_to(it.id);
  });
  const said = create('span', 'pinned-text', it.text);
  said.dir = 'auto';
  const name = create('span', 'pinned-name', full_name(it));
  name.dir = 'auto';
  leads.append(name, said);
  const unpin = tool_button('#icon-pin-off', () => state.core?.pin(it.id, false));
  name_tool(unpin, words.message.unpin);
  made.append(leads, unpin);
  return made;
}
