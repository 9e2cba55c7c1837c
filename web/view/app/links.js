// Where the page is installed, a link to a room is brought to the window that is open (manifest: launch_handler).

import { create, create_button, set_text } from '../../kit/dom.js';
import { notice_bar } from '../../kit/notice_bar.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {{setConsumer: (hear: (launch: {targetURL?: string}) => void) => void}} LaunchQueue */

const text = create('p');
const go = create_button('primary small-button', '', () => follow());
const stay = create_button('secondary small-button', '', () => {
  brought = '';
  draw_link();
});
/** From the '#' on, '' for none. */
let brought = '';
/** @type {HTMLElement} */
let bar;

export function start_links() {
  bar = notice_bar('brought-link', [text], [go, stay]);
  bar.setAttribute('role', 'alert');
  const { launchQueue } = /** @type {{launchQueue?: LaunchQueue}} */ (/** @type {unknown} */ (window));
  launchQueue?.setConsumer(({ targetURL }) => targetURL && bring(new URL(targetURL).hash));
}

/** Nobody is taken out of a room unasked. @param {string} hash */
function bring(hash) {
  if (!hash || hash === location.hash) return;
  brought = hash;
  if (state.room.stage === 'inside' || state.room.stage === 'joining') draw_link();
  else follow();
}

/** The page loads anew for it (main.js). In a call the browser asks first. */
function follow() {
  location.hash = brought;
}

export function draw_link() {
  bar.hidden = !brought;
  set_text(text, brought && words.app.link(`\u2068${name_of(brought)}\u2069`));
  set_text(go, words.app.go);
  set_text(stay, words.alerts.not_now);
}

/** @param {string} hash  '#/name/secret' */
function name_of(hash) {
  const name = hash.split('/')[1] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
