// One's own picture: in which corner it stands in a call of two, whether it is shown at all, and how it is moved.

import { by_id } from '../../kit/dom.js';
import { keep, kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

// A finger or pointer that moves less means a press.
const STILL_PX = 6;

/** As `kept` has it: h for hidden, t for top, l for left. Where nothing can be kept, it lasts as long as the page. */
let wish = { hidden: kept('self').includes('h'), top: kept('self').includes('t'), left: kept('self').includes('l') };

/** @param {Partial<typeof wish>} wanted */
export function choose_self_view(wanted) {
  wish = { ...wish, ...wanted };
  keep('self', (wish.hidden ? 'h' : '') + (wish.top ? 't' : '') + (wish.left ? 'l' : ''));
  tell_self_view();
}

export function tell_self_view() {
  state.core?.choose_self_view(wish.hidden, wish.left, wish.top);
}

/** Clockwise. */
export function next_corner() {
  choose_self_view({ top: wish.left, left: !wish.top });
}

export function start_self_view() {
  by_id('tiles').addEventListener('pointerdown', event => {
    const at = event.target instanceof Element ? event.target.closest('.tile') : null;
    const on_button = event.target instanceof Element && event.target.closest('button');
    if (!(at instanceof HTMLElement) || on_button || at.dataset.me !== 'true' || state.stage.layout !== 'pair' || event.button) return;
    drag(at, event);
  });
}

/** @param {HTMLElement} at @param {PointerEvent} from */
function drag(at, from) {
  let moved = false;
  const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const [x, y] = [clientX - from.clientX, clientY - from.clientY];
    moved ||= Math.hypot(x, y) > STILL_PX;
    if (!moved) return;
    at.dataset.dragged = 'true';
    at.style.setProperty('--drag-x', `${x}px`);
    at.style.setProperty('--drag-y', `${y}px`);
  };
  const end = () => {
    removeEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel']) removeEventListener(name, end);
    if (moved) drop(at);
  };
  addEventListener('pointermove', move);
  for (const name of ['pointerup', 'pointercancel']) addEventListener(name, end);
}

/** Into the nearest corner. @param {HTMLElement} at */
function drop(at) {
  const stage = by_id('tiles').getBoundingClientRect();
  const { left, top, width, height } = at.getBoundingClientRect();
  delete at.dataset.dragged;
  choose_self_view({
    left: left + width / 2 < stage.left + stage.width / 2,
    top: top + height / 2 < stage.top + stage.height / 2,
  });
}
