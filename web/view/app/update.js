// Another version of the page is on this device (workers/service_worker.js): a bar that leads to it, where nothing is lost by that.

import { create, create_button, set_text } from '../../kit/dom.js';
import { notice_bar } from '../../kit/notice_bar.js';
import { on_worker_message } from '../../kit/service_worker.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

const text = create('p');
const reload = create_button('primary small-button', '', () => location.reload());
const later = create_button('secondary small-button', '', () => {
  ready = '';
  draw_update();
});
/** The build that is ready, '' for none but this one. */
let ready = '';
/** @type {HTMLElement} */
let bar;

export function start_update() {
  text.id = 'update-text';
  bar = notice_bar('update', [text], [reload, later]);
  bar.setAttribute('role', 'status');
  on_worker_message(({ build }) => {
    if (!build) return;
    ready = build === document.documentElement.dataset.build ? '' : build;
    draw_update();
  });
}

/** A call, words that nobody has yet, a place at the door and files on their way are worth more than a new version. */
const loses_something = () =>
  state.call.in_call ||
  state.unsent ||
  state.room.stage === 'joining' ||
  [...state.files.values()].some(it => it.state === 'fetching' || it.takers.length > 0);

export function draw_update() {
  const shown = ready !== '' && !loses_something();
  if (bar.hidden === shown) bar.hidden = !shown;
  set_text(text, words.app.ready);
  set_text(reload, words.app.reload);
  set_text(later, words.alerts.later);
}
