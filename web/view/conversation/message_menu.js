// The menu of a message: a row of reactions, then answering, copying and the rest. It opens at the message: by the bar on it
// (message_bar.js), by a key, or by a long press. Deleting asks once, in the menu itself.

import { forward_key } from '../../kit/direction.js';
import { by_id, create, create_button } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { is_open, place } from '../../kit/popover.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { answer, can_edit, edit, write_to } from './about.js';
import { line_of } from './conversation.js';
import { open_emoji } from './emoji.js';
import { delivery_text, text_of } from './line.js';
import { focus_line } from './line_keys.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */

export const QUICK_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🎉'];

// As .pop has it.
const WIDTH_PX = 320;

const menu = create('div', 'pop');
/** The line that it is about. */
let id = '';

export function start_message_menu() {
  menu.id = 'message-menu';
  // Not closed by the browser: where it opens under a finger that still lies there, lifting that would close it again.
  menu.popover = 'manual';
  menu.setAttribute('role', 'group');
  by_id('conversation').append(menu);
  document.addEventListener('pointerdown', event => {
    if (event.target instanceof Node && !menu.contains(event.target)) close();
  });
  menu.addEventListener('keydown', event => {
    if (event.key === 'Escape') back_to_line();
    else if (!move_focus(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  // A Tab leads out of it.
  menu.addEventListener('focusout', event => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close();
  });
}

/** @param {Line} it */
export const has_menu = it => !it.deleted;

/**
 * @param {HTMLElement} at  the line
 * @param {{quick?: boolean, items?: boolean, beside?: DOMRect}} [how]  the row of reactions, and the rest; beside: without it, the bubble
 */
export function open_message_menu(at, { quick = true, items = true, beside = at_bubble(at) } = {}) {
  id = at.dataset.line ?? '';
  const it = line_of(id)?.line;
  if (!it || !has_menu(it)) return;
  menu.setAttribute('aria-label', words.message.menu);
  menu.replaceChildren(...(quick ? [quick_row(it)] : []), ...(items ? all_items(it) : []));
  if (is_open(menu)) menu.hidePopover();
  // Its right edge stands below that of what it opens beside; others' bubbles begin at the left.
  place(menu, it.me ? beside : new DOMRect(beside.x, beside.y, Math.max(beside.width, WIDTH_PX), beside.height));
  menu.showPopover();
  focus_first();
}

export function draw_message_menu() {
  const it = line_of(id)?.line;
  if (is_open(menu) && (!it || !has_menu(it))) close();
}

function close() {
  if (is_open(menu)) menu.hidePopover();
}

function back_to_line() {
  close();
  const at = line_of(id)?.at;
  if (at) focus_line(at);
}

/** Where things open at a message: at as much of it as leaves them half of the window. @param {HTMLElement} at */
export function at_bubble(at) {
  const seen = by_id('messages').getBoundingClientRect();
  const box = (at.querySelector('.bubble') ?? at).getBoundingClientRect();
  const top = Math.min(Math.max(box.top, seen.top), seen.bottom);
  return new DOMRect(box.left, top, box.width, Math.max(0, Math.min(box.bottom, window.innerHeight / 2) - top));
}

/** @param {Line} it */
function quick_row(it) {
  const row = create('div', 'quick');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', words.message.react);
  const buttons = QUICK_EMOJI.map(emoji => {
    const made = create_button('tool', emoji, () => react(it, emoji));
    made.setAttribute('aria-pressed', String(it.reactions.some(one => one.emoji === emoji && one.mine)));
    return made;
  });
  const more = create_button('tool more-emoji', '', () => {
    const line = line_of(it.id)?.at;
    close();
    if (line) open_emoji(at_bubble(line), emoji => (emoji ? react(it, emoji) : back_to_line()));
  });
  more.append(icon('#icon-smile-plus'));
  more.title = words.emoji.more;
  more.setAttribute('aria-label', words.emoji.more);
  row.append(...buttons, more);
  return row;
}

/** Adds it, or takes one's own back. @param {Line} it @param {string} emoji */
function react(it, emoji) {
  const mine = line_of(it.id)?.line.reactions.some(one => one.emoji === emoji && one.mine) ?? false;
  state.core?.react(it.id, emoji, !mine);
  back_to_line();
}

/** @param {Line} it */
function all_items(it) {
  const { message } = words;
  const deletes = item('trash-2', message.delete, () => ask_to_delete(it));
  deletes.classList.add('danger');
  return [
    item('reply', message.reply, () => {
      close();
      answer(it);
    }),
    ...(!it.me && state.people.has(it.person)
      ? [
          item('lock', message.write_to(it.name), () => {
            close();
            write_to({ ...it, id: it.person });
          }),
        ]
      : []),
    item('copy', words.copy, () => void copy(it)),
    ...(can_edit(it)
      ? [
          item('pencil', message.edit, () => {
            close();
            edit(it);
          }),
        ]
      : []),
    item(it.pinned ? 'pin-off' : 'pin', it.pinned ? message.unpin : message.pin, () => {
      state.core?.pin(it.id, !it.pinned);
      back_to_line();
    }),
    ...(it.me ? [deletes] : []),
    ...(it.delivery ? [create('p', 'delivered small quiet', delivery_text(it))] : []),
  ];
}

/** @type {Record<string, string>} */
const icons = {
  reply: '#icon-reply',
  lock: '#icon-lock',
  copy: '#icon-copy',
  pencil: '#icon-pencil',
  pin: '#icon-pin',
  'pin-off': '#icon-pin-off',
  'trash-2': '#icon-trash-2',
};

/** @param {string} name  of its icon @param {string} word @param {() => void} act */
function item(name, word, act) {
  const made = create_button('item', '', act);
  made.append(icon(icons[name]), create('span', '', word));
  return made;
}

/** @param {Line} it */
async function copy(it) {
  back_to_line();
  await navigator.clipboard.writeText(text_of(it)).then(
    () => announce_notice(words.copied),
    () => null,
  );
}

/** @param {Line} it */
function ask_to_delete(it) {
  const question = create('p', '', words.message.delete_sure);
  const keep = create_button('secondary', words.message.keep, back_to_line);
  const sure = create_button('secondary danger', words.message.delete_now, () => {
    state.core?.delete_message(it.id);
    back_to_line();
  });
  const ways = create('div', 'actions');
  ways.append(keep, sure);
  menu.replaceChildren(question, ways);
  keep.focus();
}

function focus_first() {
  menu.querySelector('button')?.focus({ preventScroll: true });
}

/** Arrow keys lead from button to button. @param {string} key */
function move_focus(key) {
  const all = [...menu.querySelectorAll('button')];
  const at = all.findIndex(one => one === document.activeElement);
  const row = all.filter(one => one.parentElement?.matches('.quick')).length;
  const in_row = at < row;
  /** @type {Record<string, number>} */
  const steps = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: in_row ? all.length - 1 : at === row ? 0 : at - 1,
    ArrowDown: in_row ? row : at + 1,
  };
  const next = steps[forward_key(key)];
  if (next === undefined || at < 0) return false;
  all[(next + all.length) % all.length].focus();
  return true;
}
