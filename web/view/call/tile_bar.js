// The bar of a tile: pin, full screen, more. It shows under the pointer, with the focus, and after a long press.

import { forward_key } from '../../kit/direction.js';
import { create, create_button } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { full_name } from '../../kit/names.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { open_tile_card } from './tile_card.js';

/** @typedef {import('./tile.js').Tile} Tile */
/** @typedef {import('../../surface/people.js').Person} Person */

const LONG_PRESS_MS = 450;
// A finger that moves farther means something else.
const STILL_PX = 10;

/** @param {Tile} tile @param {Person} person */
export function draw_tile_bar(tile, person) {
  const bar = tile.at.querySelector('.tile-bar') ?? make_bar(tile);
  const pinned = is_pinned(tile);
  const name = tile.kind === 'screen' ? words.screen_of(full_name(person)) : person.me ? words.yourself : full_name(person);
  bar.setAttribute('aria-label', name);
  const [pin, whole, more] = bar.children;
  if (!(pin instanceof HTMLElement && whole instanceof HTMLElement && more instanceof HTMLElement)) return;
  pin.setAttribute('aria-pressed', String(pinned));
  pin.querySelector('use')?.setAttribute('href', pinned ? '#icon-pin-off' : '#icon-pin');
  name_tool(pin, pinned ? words.stage.unpin : words.stage.pin);
  name_tool(whole, words.full_screen);
  name_tool(more, words.stage.more);
  draw_pin_mark(tile, pinned);
}

/** @param {Tile} tile */
export const is_pinned = ({ id, kind }) => state.stage.tiles.some(it => it.id === id && it.kind === kind && it.pinned);

/** @param {Tile} tile */
export function toggle_pin(tile) {
  state.core?.pin_tile(tile.id, tile.kind, !is_pinned(tile));
}

/** On the plate, since colours and sizes alone are seen by few. @param {Tile} tile @param {boolean} pinned */
function draw_pin_mark({ at }, pinned) {
  const had = at.querySelector('.pin-mark');
  if (!pinned) return had?.remove();
  if (had) return;
  const mark = create('span', 'pin-mark');
  mark.append(icon('#icon-pin'), create('span', 'aside', words.stage.pinned));
  at.querySelector('.plate')?.append(mark);
}

/** @param {Tile} tile */
function make_bar(tile) {
  const { at } = tile;
  const bar = create('div', 'tile-bar');
  bar.setAttribute('role', 'toolbar');
  const pin = tool_button('#icon-pin', () => toggle_pin(tile));
  const whole = tool_button('#icon-maximize', () => full_screen(at));
  const more = create_button('tool', '', () => open_tile_card(tile, more));
  more.append(icon('#icon-ellipsis'));
  more.setAttribute('aria-haspopup', 'menu');
  pin.dataset.do = 'pin';
  whole.dataset.do = 'full-screen';
  more.dataset.do = 'more';
  whole.hidden = !document.fullscreenEnabled;
  bar.append(pin, whole, more);
  // One stop for Tab, and the arrows within.
  for (const one of [whole, more]) one.tabIndex = -1;
  bar.addEventListener('keydown', event => walk(event, [pin, whole, more]));
  at.append(bar);
  at.addEventListener('dblclick', event => {
    if (event.target instanceof Node && !bar.contains(event.target)) toggle_pin(tile);
  });
  watch_long_press(tile);
  return bar;
}

/** @param {KeyboardEvent} event @param {HTMLElement[]} all */
function walk(event, all) {
  const key = forward_key(event.key);
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const there = all.filter(it => !it.hidden);
  const at = there.findIndex(it => it === document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  there[(at + step + there.length) % there.length]?.focus();
}

/** @param {HTMLElement} at */
export function full_screen(at) {
  void (document.fullscreenElement === at ? document.exitFullscreen() : at.requestFullscreen()).catch(() => {});
}

/** A finger has no place to hover. @param {Tile} tile */
function watch_long_press({ at }) {
  let timer = 0;
  let from = { x: 0, y: 0 };
  const give_up = () => clearTimeout(timer);
  at.addEventListener('pointerdown', event => {
    give_up();
    if (event.pointerType !== 'touch') return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => show_bar(at), LONG_PRESS_MS);
  });
  at.addEventListener('pointermove', event => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) give_up();
  });
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) at.addEventListener(name, give_up);
  at.addEventListener('contextmenu', event => {
    if (/** @type {PointerEvent} */ (event).pointerType === 'touch') event.preventDefault();
  });
}

/** Until something else is touched. @param {HTMLElement} at */
function show_bar(at) {
  at.dataset.bar = 'shown';
  const end = (/** @type {Event} */ event) => {
    if (event.target instanceof Node && at.contains(event.target)) return;
    delete at.dataset.bar;
    removeEventListener('pointerdown', end, true);
  };
  addEventListener('pointerdown', end, true);
}
