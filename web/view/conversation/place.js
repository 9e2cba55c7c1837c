// The reader's place. The lines are a window of the conversation: more are asked for well before an edge of them is reached, and those that
// are far away at the other side go. The lines that are seen stay exactly where they are meanwhile. (Browsers hold a place in ways that differ.)

import { by_id } from '../../kit/dom.js';
import { state } from '../../state/state.js';
import { is_at_end, line_of } from './conversation.js';
import { line_at } from './line_keys.js';

// In heights of what is seen. Nearer to an edge than SOON, more is asked for once the scrolling rests, since a place that is set ends a
// scroll which the browser animates; nearer than NOW, at once. So much as KEPT stays at the other side: more than SOON, or what has gone
// would be asked for again.
const SOON = 3;
const NOW = 0.5;
const KEPT = 4;
const REST_MS = 120;
// If the first of those that are seen goes, the next one holds the place.
const ANCHORS = 3;

const scroller = by_id('messages');
const list = by_id('lines');

/** The lines that hold the place, each with its distance from the upper edge. @type {{id: string, top: number}[]} */
let anchors = [];
let holding = false;
let timer = 0;

export function start_place() {
  // A line that a person unfolds, wherever it begins, grows downwards.
  list.addEventListener(
    'click',
    event => {
      const at = line_at(event.target);
      if (at && event.isTrusted) anchors = [anchor(at), ...anchors];
    },
    true,
  );
}

/** @param {HTMLElement} at */
const anchor = at => ({ id: at.dataset.line ?? '', top: at.getBoundingClientRect().top - scroller.getBoundingClientRect().top });

/** Lines are about to change. */
export function hold() {
  // A reader at the end is held there by the observer of the list's size.
  if (holding || is_at_end() || !scroller.clientHeight) return;
  holding = true;
  note_place();
  queueMicrotask(held);
}

/** They have changed: before anything is drawn, or measured. */
export function held() {
  if (!holding) return;
  holding = false;
  restore();
}

export function restore() {
  for (const { id, top } of anchors) {
    const at = line_of(id)?.at;
    if (!at) continue;
    const moved = anchor(at).top - top;
    if (moved) scroller.scrollTop += moved;
    return;
  }
}

function note_place() {
  anchors = [];
  for (let at = first_seen(); at && anchors.length < ANCHORS; at = line_from(at.nextElementSibling, 'nextElementSibling'))
    anchors.push(anchor(at));
}

/** The first line that can be seen from its beginning. */
export const first_seen = () => line_from(list.children[index_at(scroller.getBoundingClientRect().top)] ?? null, 'nextElementSibling');

/** Of the first line or notice that begins there or below. @param {number} top */
function index_at(top) {
  const all = list.children;
  let from = 0;
  let to = all.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all[middle].getBoundingClientRect().top < top) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The reader is elsewhere. */
export function note_scroll() {
  note_place();
  ask_soon();
  if (nearest() < NOW) ask();
}

export function ask_soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS);
}

const above = () => (state.window.earlier ? scroller.scrollTop / scroller.clientHeight : Infinity);
const below = () => (state.window.later ? (scroller.scrollHeight - scroller.scrollTop) / scroller.clientHeight - 1 : Infinity);
const nearest = () => Math.min(above(), below());

function ask() {
  if (!scroller.clientHeight || nearest() >= SOON) return;
  show_more(above() <= below() ? 'earlier' : 'later');
}

/** @param {'earlier' | 'later'} which */
export function show_more(which) {
  const { top, bottom } = scroller.getBoundingClientRect();
  const far = KEPT * scroller.clientHeight;
  const needed =
    which === 'earlier'
      ? line_from(list.children[Math.max(0, index_at(bottom + far) - 1)], 'previousElementSibling')
      : line_from(list.children[index_at(top - far)], 'nextElementSibling');
  show_rows(which, needed?.dataset.line);
  ask_soon();
}

/** @param {Parameters<import('../../surface/conversation.js').ConversationCore['show_rows']>[0]} which @param {string} [id] */
export function show_rows(which, id = '') {
  state.core?.show_rows(which, id);
  held();
}

/** The first line from there on. @param {Element | null} from @param {'previousElementSibling' | 'nextElementSibling'} way @returns {HTMLElement | null} */
export function line_from(from, way) {
  let at = from;
  while (at && !at.matches('.line')) at = at[way];
  return at instanceof HTMLElement ? at : null;
}
