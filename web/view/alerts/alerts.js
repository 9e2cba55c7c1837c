// Calls back the person who has turned away: a mark on the icon of the tab and of the app, a sound, and a notification where that is
// allowed. The module decides what calls (client/conversation/attention.hpp); the title of the tab is the header's.

import { join_tabs } from '../../kit/room_tabs.js';
import { on_worker_message } from '../../kit/service_worker.js';
import { knocking, state } from '../../state/state.js';
import { choose_level_of, draw_alert_settings, is_aloud, start_alert_settings } from './alert_settings.js';
import { close_notification, show_notification } from './notification.js';
import { draw_offer, offer, start_offer } from './offer.js';
import { play } from './sound.js';

/** @typedef {import('../../surface/conversation.js').Alert} Alert */

/** @type {{draw_favicon: (marked: boolean) => void, show_newest: () => void, join_call: () => void}} */
let page;
let room = '';
/** @type {ReturnType<typeof join_tabs> | null} */
let tabs = null;

/** @param {typeof page} it  draw_favicon: the icon of the tab; show_newest: leads to the newest message; join_call: as the big button does */
export function start_alerts(it) {
  page = it;
  start_offer(draw_alert_settings);
  start_alert_settings();
  page.draw_favicon(false);
  on_worker_message(({ clicked }) => clicked && answer(clicked));
  document.addEventListener('visibilitychange', attend);
  for (const event of ['focus', 'blur']) addEventListener(event, attend);
  addEventListener('pagehide', close_notification);
}

/** Tells the module and the other tabs whether the person looks at the page. */
function attend() {
  if (!state.core) return;
  const presence = document.visibilityState !== 'visible' ? 'hidden' : document.hasFocus() ? 'here' : 'beside';
  state.core.attend(presence);
  tabs?.look(presence === 'here');
}

export function draw_alerts() {
  const now = state.room.stage === 'inside' ? state.room.id : '';
  if (now !== room) enter(now);
  draw_offer();
  draw_alert_settings();
}

/** @param {string} now  '' outside */
function enter(now) {
  tabs?.leave();
  tabs = now ? join_tabs(now, take_back) : null;
  if (now) choose_level_of(now, room);
  room = now;
  if (!now) take_back();
  attend();
}

/** @param {Alert | null} it  null: the person is back */
export async function show_alert(it) {
  if (!it) return take_back();
  page.draw_favicon(true);
  if (!(await tabs?.calls())) return;
  // Meanwhile the person may have come back, or more may have been said.
  if (!state.alert) return;
  if (it.aloud && is_aloud()) play(it.about, state.call.in_call);
  if (state.alert !== it) return;
  mark_app(it.messages);
  if (it.hidden) offer();
  show_notification(it, state.room, page.show_newest);
}

/** A notification was pressed, or one of its buttons (notification.js). @param {string} action */
function answer(action) {
  const at_door = knocking();
  const [first] = at_door;
  if (action === 'join') page.join_call();
  else if (action === 'dismiss') state.core?.dismiss_ring();
  // Where several wait, one looks who that is.
  else if ((action === 'let_in' || action === 'turn_away') && first && at_door.length === 1)
    state.core?.answer_knock(first.id, action === 'let_in');
  else page.show_newest();
  close_notification();
}

function take_back() {
  page.draw_favicon(false);
  close_notification();
  void navigator.clearAppBadge?.().catch(() => {});
}

/** On the icon of the app, where the page is installed as one. @param {number} messages  0: a mark without a number */
function mark_app(messages) {
  void navigator.setAppBadge?.(...(messages ? [messages] : [])).catch(() => {});
}
