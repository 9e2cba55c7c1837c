// The bar that offers notifications, at the first message that came while nothing of the page could be seen. The browser is asked by its
// button alone, and who has said no is not asked again.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { notice_bar } from '../../kit/notice_bar.js';
import { keep, kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { ask_permission, permission } from './notification.js';

const question = create('p');
const allow = create_button('primary small-button', '', () => {
  void ask_permission().finally(answered);
});
const later = create_button('secondary small-button', '', answered);

/** @type {HTMLElement} */
let bar;
let offered = false;
/** Where nothing can be kept, this lasts as long as the page. */
let refused = kept('notifications') === 'no';
/** @type {() => void} */
let told_change = () => {};

/** @param {() => void} changed  the person has answered */
export function start_offer(changed) {
  told_change = changed;
  question.id = 'offer-question';
  bar = notice_bar('offer', [question], [allow, later]);
  bar.setAttribute('aria-labelledby', question.id);
}

export function offer() {
  offered ||= !refused && permission() === 'default';
  draw_offer();
}

export function draw_offer() {
  bar.hidden = !offered || state.room.stage !== 'inside';
  set_text(question, words.alerts.offer);
  set_text(allow, words.alerts.allow);
  set_text(later, words.alerts.later);
}

/** After any answer; the settings have another way to it. */
function answered() {
  offered = false;
  refused = true;
  keep('notifications', 'no');
  draw_offer();
  told_change();
  by_id(matchMedia('(pointer: fine)').matches ? 'composer' : 'title').focus();
}
