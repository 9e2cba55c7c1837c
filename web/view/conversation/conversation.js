// The conversation: messages in the order the module gives them, notices between them. They are a window of it (place.js). The scroll
// stays where the reader is; a button leads to what is new.

import { button, by_id, create, set_text } from '../../kit/dom.js';
import { kept_for } from '../../kit/keeping.js';
import { announce_message, announce_notice } from '../../kit/live_region.js';
import { name_in_text } from '../../kit/names.js';
import { schedule } from '../../kit/schedule.js';
import { counted, listed, on_language, time_mark, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { dress_line, draw_delivery, make_line, set_parts } from './line.js';
import { draw_marks } from './marks.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../surface/conversation.js').Notice} Notice */

// Nearer to the end than this counts as reading the newest.
const END_PX = 64;

const scroller = by_id('messages');
const list = by_id('lines');

/** @typedef {{line: Line, at: HTMLElement, follows: boolean, new_day: boolean}} Shown */

/** @type {Map<string, Shown>} */
const lines = new Map();
/** Of each, all that it says together. @type {Map<Element, Notice[]>} */
const notices = new Map();
/** Notices that have gone with the line before them, by its id. As the module has it (grouping.hpp). @type {Map<string, Element[]>} */
const gone = new Map();
/** Notices that stand at the end, once that is shown. @type {Element[]} */
const waiting = [];

let at_end = true;
/** Where the reader was, CSS pixels from the top. */
let place = 0;
/** @type {boolean | null} */
let looked = null;
let told_end = true;
/** @type {() => boolean} */
let shown = () => true;
/**
 * The part that is loaded later (writing.js). change: a line that is shown is another now; hold: lines are about to change, and the reader is
 * to stay in place; held: they have changed; restore: they have another size; leave: a line is about to go; scrolled: the reader is elsewhere;
 * drawn: lines came or went; cleared: another room has none of them.
 * @type {{change: (was: Shown, it: Line) => void, hold: () => void, held: () => void, restore: () => void, leave: (at: HTMLElement) => void,
 *   scrolled: () => void, drawn: () => void, cleared: () => void, mine: () => void, looks: (looking: boolean) => void, to_unread: () => boolean}}
 */
let later = {
  change: show_anew,
  hold() {},
  held() {},
  // A conversation that was folded away comes back at its top.
  restore: () => scroller.scrollTop === 0 && (scroller.scrollTop = place),
  leave() {},
  scrolled() {},
  drawn() {},
  cleared() {},
  mine() {},
  looks() {},
  to_unread: () => false,
};

/** @param {() => boolean} is_shown whether the conversation is on the screen at all */
export function start_conversation(is_shown) {
  shown = is_shown;
  scroller.addEventListener('scroll', () => scrolled(), { passive: true });
  document.addEventListener('visibilitychange', look);
  button('jump').addEventListener('click', () => {
    if (later.to_unread()) return;
    to_end();
    by_id('composer').focus({ preventScroll: true });
  });
  const settle = new ResizeObserver(() => {
    if (!scroller.clientHeight) return;
    if (at_end) to_end();
    else later.restore();
  });
  settle.observe(scroller);
  settle.observe(list);
  on_language(() => {
    draw_lines();
    for (const at of notices.keys()) draw_notice(at);
  });
}

/** @param {boolean} [jumped]  the page did it, not the reader */
export function scrolled(jumped = false) {
  if (!scroller.clientHeight) return;
  // A reader at the end leaves it by going up; messages since the last frame push the end away, not the reader.
  const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_PX;
  at_end = !state.window.later && (near || (!jumped && at_end && scroller.scrollTop >= place));
  place = scroller.scrollTop;
  look();
  later.scrolled();
}

function draw_lines() {
  for (const it of lines.values()) dress_line(it.at, it.line, it.follows, it.new_day);
}

/** @param {typeof later} parts @param {Parameters<typeof set_parts>[0]} draw  the parts that only some messages have */
export function start_parts(parts, draw) {
  later = parts;
  set_parts(draw);
  draw_lines();
}

/** @param {string} id */
export const line_of = id => lines.get(id);

/** All that are shown, in their order. */
export const shown_lines = () =>
  [...list.querySelectorAll('.line')].flatMap(at => lines.get(at instanceof HTMLElement ? (at.dataset.line ?? '') : '')?.line ?? []);

/** @param {Line} it */
export function show_line(it) {
  const was = lines.get(it.id);
  if (was) return later.change(was, it);
  later.hold();
  const { at } = place_line(it);
  at.after(...(gone.get(it.id) ?? []));
  gone.delete(it.id);
  if (it.news && it.me) {
    later.mine();
    stay_at_end();
  }
  if (it.news && !it.me && it.before === '') announce_message(it);
  draw_soon();
}

/** @param {Line} it @returns {Shown} */
export function place_line(it) {
  const at = make_line(it);
  const made = { line: it, at, follows: false, new_day: false };
  lines.set(it.id, made);
  list.insertBefore(at, lines.get(it.before)?.at ?? null);
  if (it.marks) draw_marks(at, it, is_at_end);
  return made;
}

/** A line that has become another stands where the module says; its heading stays. @param {Shown} was @param {Line} it */
export function show_anew(was, it) {
  was.at.remove();
  const { at } = Object.assign(was, { ...place_line(it), follows: was.follows, new_day: was.new_day });
  lines.set(it.id, was);
  dress_line(at, it, was.follows, was.new_day);
  draw_soon();
}

export const is_at_end = () => at_end;

/** @param {string} id */
export function forget_line(id) {
  const at = lines.get(id)?.at;
  if (!at) return;
  later.hold();
  later.leave(at);
  const behind = [];
  for (let next = at.nextElementSibling; next && !next.matches('.line'); next = next.nextElementSibling)
    if (notices.has(next)) behind.push(next);
  if (behind.length) gone.set(id, behind);
  for (const each of [at, ...behind]) each.remove();
  lines.delete(id);
  draw_soon();
}

/** Whether there are messages before and behind those that are shown. @param {boolean} has_earlier @param {boolean} has_later */
export function show_window(has_earlier, has_later) {
  state.window = { earlier: has_earlier, later: has_later };
  later.hold();
  for (let at = list.firstElementChild; has_earlier && at && notices.has(at); at = list.firstElementChild) {
    waiting.push(at);
    at.remove();
  }
  if (has_later) at_end = false;
  else list.append(...waiting.splice(0));
  draw_soon();
}

/** @param {string} id @param {boolean} follows @param {boolean} new_day */
export function show_heading(id, follows, new_day) {
  const it = lines.get(id);
  if (!it) return;
  later.hold();
  Object.assign(it, { follows, new_day });
  dress_line(it.at, it.line, follows, new_day);
}

/**
 * @param {string} id
 * @param {import('../../surface/conversation.js').Delivery} delivery
 * @param {number} received
 * @param {number} read
 * @param {number} of
 * @param {string[]} missing
 */
export function show_delivery(id, delivery, received, read, of, missing) {
  const it = lines.get(id);
  if (!it) return;
  Object.assign(it.line, { delivery, received, read, of, missing });
  draw_delivery(it.at, it.line);
}

/** @param {Notice} it */
export function show_notice(it) {
  const before = it.together ? last_notice(it.kind) : undefined;
  const at = before ?? create('li', 'notice small');
  at.dataset.notice = it.kind;
  notices.set(at, [...(notices.get(at) ?? []), it]);
  draw_notice(at);
  later.hold();
  if (!before && state.window.later) waiting.push(at);
  else if (!before) list.append(at);
  announce_notice(notice_text([it]));
}

/** Of those at the end. @param {string} kind */
function last_notice(kind) {
  for (let at = list.lastElementChild; at instanceof HTMLElement && notices.has(at); at = at.previousElementSibling)
    if (at.dataset.notice === kind) return at;
  return undefined;
}

/** Another room: nothing of the last one stays. */
export function clear_conversation() {
  lines.clear();
  notices.clear();
  gone.clear();
  waiting.length = 0;
  list.replaceChildren();
  state.window = { earlier: false, later: false };
  state.pins = [];
  state.core?.cleared();
  later.cleared();
  at_end = true;
  draw_soon();
}

/** Tells the module whether the newest line is before somebody's eyes. */
export function look() {
  const looking = state.room.stage === 'inside' && document.visibilityState === 'visible' && at_end && shown();
  if (looking !== looked && state.core) {
    looked = looking;
    state.core.looking(looking);
    later.looks(looking);
  }
  if (at_end !== told_end && state.core) state.core.reading((told_end = at_end));
  draw_jump();
}

export function draw_conversation() {
  const alone = state.people.size < 2;
  const { by_hand } = state.room;
  by_id('empty').hidden = lines.size > 0;
  set_text(by_id('empty-title'), alone ? words.empty_title : words.first_title);
  set_text(
    by_id('empty-text'),
    !alone ? kept_for(words.first_text, state.room.kept_days) : by_hand ? words.empty_by_hand : words.empty_text,
  );
  button('empty-invite').hidden = !alone;
  button('other-passphrase').hidden = !alone || !by_hand;
  later.drawn();
  look();
}

export const draw_soon = schedule(draw_conversation);

function draw_jump() {
  button('jump').hidden = at_end || lines.size === 0;
  set_text(by_id('jump-word'), state.unread ? counted(words.new_messages, state.unread) : words.jump);
  button('jump').dataset.unread = String(state.unread);
}

/** A line that was added makes the list higher, and the observer of its size scrolls once, when the page is laid out anyway. */
function stay_at_end() {
  at_end = true;
  look();
}

/** Leads to the newest message. */
export function to_end() {
  if (state.window.later) state.core?.show_rows('newest', '');
  later.held();
  scroller.scrollTop = scroller.scrollHeight;
  place = scroller.scrollTop;
  at_end = true;
  look();
}

/** @param {Notice[]} all  of one kind */
function notice_text(all) {
  const names = [...new Set(all.map(name_in_text))];
  const before = all[0].before && name_in_text({ name: all[0].before, tag: '', stranger: false });
  return words.notice[all[0].kind](names.length > 1 ? listed(names) : names[0], names.length > 1, before);
}

/** @param {Element} at */
function draw_notice(at) {
  const all = notices.get(at) ?? [];
  at.replaceChildren(create('span', '', notice_text(all)), time_mark(all[all.length - 1].time));
}
