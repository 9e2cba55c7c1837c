// A call rings: a bar under the header, and a sound every few seconds. (The title of the tab, the mark on its icon and the notification
// are those of every alert.) The module decides for how long.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { name_in_text } from '../../kit/names.js';
import { notice_bar } from '../../kit/notice_bar.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { is_aloud } from './alert_settings.js';
import { play_ring } from './sound.js';

const EVERY_MS = 3000;

const who = create('p');
const join = create_button('primary small-button', '', () => come());
const dismiss = create_button('secondary small-button', '', () => state.core?.dismiss_ring());
/** @type {HTMLElement} */
let bar;
let timer = 0;
let come = () => {};

/** @param {() => void} join_call  as the big button does */
export function start_ring(join_call) {
  come = join_call;
  join.id = 'ring-join';
  dismiss.id = 'ring-dismiss';
  bar = notice_bar('ring', [icon('#icon-phone-incoming'), who], [join, dismiss]);
  bar.setAttribute('role', 'alert');
}

export function draw_ring() {
  const { caller, aloud } = state.ring;
  const person = state.people.get(caller);
  const rings = Boolean(person) && state.room.stage === 'inside' && !state.call.in_call;
  if (bar.hidden === rings) bar.hidden = !rings;
  set_text(who, person ? words.alerts.rings(name_in_text(person)) : '');
  set_text(join, words.join_call);
  set_text(dismiss, words.alerts.not_now);
  if (rings && aloud && !timer) {
    ring();
    timer = window.setInterval(ring, EVERY_MS);
  }
  if (!(rings && aloud)) {
    clearInterval(timer);
    timer = 0;
  }
}

function ring() {
  if (is_aloud()) play_ring();
}
