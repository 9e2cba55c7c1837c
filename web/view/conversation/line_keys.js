// The messages by keyboard: one tab stop, from which the arrow keys lead to the others, and Enter to what can be done with one.

import { by_id } from '../../kit/dom.js';
import { state } from '../../state/state.js';
import { scrolled } from './conversation.js';
import { first_seen, line_from, show_more, show_rows } from './place.js';

const list = by_id('lines');
/** The line to which a Tab leads. @type {HTMLElement | null} */
let stop = null;

/** @param {(at: HTMLElement) => void} open_menu */
export function start_line_keys(open_menu) {
  list.addEventListener('keydown', event => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || !target.matches('.line, .part')) return;
    const at = line_at(target);
    if (!at) return;
    if (event.key === 'Escape') by_id('composer').focus();
    const is_menu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey) || (event.key === 'Enter' && target === at);
    const next = next_line(at, event.key);
    if (!is_menu && !next) return;
    event.preventDefault();
    if (is_menu) open_menu(at);
    else if (next) focus_line(next);
  });
  // The menu key of some systems comes as this alone.
  list.addEventListener('contextmenu', event => {
    if (!(event.target instanceof HTMLElement) || event.target !== document.activeElement || !event.target.matches('.line')) return;
    event.preventDefault();
    open_menu(event.target);
  });
  list.addEventListener('focusin', event => {
    const at = line_at(event.target);
    if (at) set_stop(at);
  });
}

/** @param {EventTarget | null} target  in a line @returns {HTMLElement | null} */
export const line_at = target => (target instanceof Element ? target.closest('#lines .line') : null);

/** @param {HTMLElement} at */
export function focus_line(at) {
  set_stop(at);
  at.focus();
  scrolled(true);
}

/** A line that is about to go leaves the focus to its neighbour, or, where many go, to one that is seen. @param {HTMLElement} at */
export function leave_line(at) {
  if (!at.contains(document.activeElement)) return;
  const beside = line_from(at.nextElementSibling, 'nextElementSibling') ?? line_from(at.previousElementSibling, 'previousElementSibling');
  queueMicrotask(() => {
    if (document.activeElement !== document.body) return;
    const next = beside?.isConnected ? beside : first_seen();
    set_stop(next);
    (next ?? by_id('composer')).focus({ preventScroll: true });
  });
}

/** A Tab leads to the newest line, or to the one that has the focus. */
export function draw_stop() {
  if (!stop?.isConnected || !stop.contains(document.activeElement)) set_stop(line_from(list.lastElementChild, 'previousElementSibling'));
}

/** Also one that is not shown yet. @param {HTMLElement} at @param {string} key */
function next_line(at, key) {
  if (key === 'ArrowUp') {
    const above = () => line_from(at.previousElementSibling, 'previousElementSibling');
    if (!above() && state.window.earlier) show_more('earlier');
    return above();
  }
  if (key === 'ArrowDown') {
    const below = () => line_from(at.nextElementSibling, 'nextElementSibling');
    if (!below() && state.window.later) show_more('later');
    return below();
  }
  if (key === 'Home') {
    if (state.window.earlier) show_rows('oldest');
    return line_from(list.firstElementChild, 'nextElementSibling');
  }
  if (key === 'End') {
    if (state.window.later) show_rows('newest');
    return line_from(list.lastElementChild, 'previousElementSibling');
  }
  return null;
}

/** @param {HTMLElement | null} at */
function set_stop(at) {
  // Without a line, the keys that scroll need the conversation itself.
  by_id('messages').tabIndex = at ? -1 : 0;
  if (at === stop) return;
  if (stop) set_reached(stop, false);
  stop = at;
  if (stop) set_reached(stop, true);
}

/** @param {HTMLElement} at @param {boolean} reached  a Tab leads to it and to its buttons */
function set_reached(at, reached) {
  if (reached) at.tabIndex = 0;
  else at.removeAttribute('tabindex');
  for (const inner of at.querySelectorAll('.part')) if (inner instanceof HTMLElement) inner.tabIndex = reached ? 0 : -1;
}
