// The preview on the card before the room: one's own picture, and the buttons for microphone and camera.

import { button, by_id, require_element } from '../../kit/dom.js';
import { my_camera, myself, state } from '../../state/state.js';
import { draw_source } from './bar_button.js';
import { deferred } from './deferred.js';

/**
 * @typedef {object} Card
 * @property {string} letters   the initials of the name that was typed, '' for none
 * @property {boolean} stuck    the room cannot be entered
 */

const sources = /** @type {const} */ (['microphone', 'camera']);
const video = require_element('preview-video', HTMLVideoElement);

/** @type {Card | null} */
let card = null;

export function start_preview() {
  for (const source of sources) button(`preview-${source}`).addEventListener('click', () => state.core?.toggle(source));
  video.addEventListener('resize', () => draw_preview(card));
}

/** @param {Card | null} shown  null: the card is not on the screen */
export function draw_preview(shown) {
  card = shown;
  const stream = card ? my_camera() : null;
  if (video.srcObject !== stream) video.srcObject = stream;
  if (!card) return;
  const seen = state.call.camera === 'live' && stream !== null && stream.getVideoTracks().length > 0;
  by_id('preview').dataset.seen = String(seen);
  const face = by_id('preview-avatar');
  face.dataset.colour = String(myself()?.colour ?? '');
  face.dataset.letters = card.letters;
  for (const source of sources) {
    draw_source(button(`preview-${source}`), source);
    button(`preview-${source}`).disabled = !state.core || card.stuck;
  }
  deferred?.draw_troubles(by_id('preview-troubles'), ['microphone', 'camera']);
}
