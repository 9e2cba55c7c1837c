// The bar on the message under the pointer. It lies over the conversation, not in it: a line holds nothing that sticks out. A finger has
// no place to hover: a long press opens the menu.

import { from_right } from '../../kit/direction.js';
import { by_id, create } from '../../kit/dom.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { on_language, words } from '../../kit/words.js';
import { answer } from './about.js';
import { line_of } from './conversation.js';
import { line_at } from './line_keys.js';
import { at_bubble, has_menu, open_message_menu } from './message_menu.js';

const GAP = 4;
// So far it lies over the bubble above which it stands, so that the pointer does not leave both on its way.
const OVERLAP_PX = 6;
// Beside one's own bubble stands whether it has arrived.
const DELIVERY_PX = 24;
const LONG_PRESS_MS = 450;
// A finger that moves farther scrolls.
const STILL_PX = 10;

const bar = create('div');
/** The line on which it is. @type {HTMLElement | null} */
let on = null;

export function start_message_bar() {
  bar.id = 'message-bar';
  bar.hidden = true;
  bar.setAttribute('role', 'toolbar');
  const react = tool_button('#icon-smile-plus', () => on && open_message_menu(on, { items: false, beside: bar.getBoundingClientRect() }));
  const reply = tool_button('#icon-reply', () => {
    const it = line_of(on?.dataset.line ?? '')?.line;
    hide();
    if (it) answer(it);
  });
  const more = tool_button('#icon-ellipsis', () => on && open_message_menu(on, { quick: false, beside: bar.getBoundingClientRect() }));
  bar.append(react, reply, more);
  const name = () => {
    bar.setAttribute('aria-label', words.message.menu);
    name_tool(react, words.message.react);
    name_tool(reply, words.message.reply);
    name_tool(more, words.message.more);
  };
  name();
  on_language(name);

  const conversation = by_id('conversation');
  conversation.append(bar);
  conversation.addEventListener('pointermove', event => {
    if (event.pointerType === 'touch' || (event.target instanceof Node && bar.contains(event.target))) return;
    const at = line_at(event.target);
    if (at) show(at);
    else hide();
  });
  conversation.addEventListener('pointerleave', hide);
  by_id('messages').addEventListener('scroll', hide, { passive: true });
  watch_long_press();
}

/** @param {HTMLElement} at */
function show(at) {
  const it = line_of(at.dataset.line ?? '')?.line;
  if (!it || !has_menu(it)) return hide();
  if (on === at && !bar.hidden) return;
  on = at;
  bar.hidden = false;
  const outer = by_id('conversation').getBoundingClientRect();
  const seen = by_id('lines').getBoundingClientRect();
  const bubble = at_bubble(at);
  // Beside the bubble where there is room, else over its upper corner.
  const left =
    it.me !== from_right()
      ? Math.max(bubble.left - bar.offsetWidth - DELIVERY_PX, seen.left)
      : Math.min(bubble.right + GAP, seen.right - bar.offsetWidth);
  const over = left + bar.offsetWidth > bubble.left && left < bubble.right;
  const top = over ? bubble.top - bar.offsetHeight + OVERLAP_PX : bubble.top;
  bar.style.setProperty('left', `${left - outer.left}px`);
  bar.style.setProperty('top', `${Math.max(0, top - outer.top)}px`);
}

function hide() {
  bar.hidden = true;
}

/** The line on which it was may be gone. */
export function draw_message_bar() {
  if (!on?.isConnected) hide();
}

function watch_long_press() {
  const list = by_id('lines');
  let timer = 0;
  let from = { x: 0, y: 0 };
  let opened = false;
  const give_up = () => clearTimeout(timer);
  list.addEventListener('pointerdown', event => {
    give_up();
    opened = false;
    const at = line_at(event.target);
    // A link has a menu of the browser's.
    if (event.pointerType !== 'touch' || !at || (event.target instanceof Element && event.target.closest('a'))) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      open_message_menu(at);
      opened = true;
    }, LONG_PRESS_MS);
  });
  list.addEventListener('pointermove', event => {
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) give_up();
  });
  for (const name of /** @type {const} */ (['pointerup', 'pointercancel'])) list.addEventListener(name, give_up);
  // Lifted, the finger presses nothing and takes the focus nowhere.
  list.addEventListener('touchend', event => opened && event.preventDefault());
  list.addEventListener('contextmenu', event => {
    const by_touch = /** @type {PointerEvent} */ (event).pointerType === 'touch';
    if (by_touch && line_at(event.target) && !(event.target instanceof Element && event.target.closest('a'))) event.preventDefault();
  });
}
