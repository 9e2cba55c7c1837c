// The preview on the card before the room: one's own picture, and the buttons for microphone and camera.

import { my_camera, myself, told } from '../../state/state.js';
import { box, button, part } from '../../kit/dom.js';
import { draw_source } from './bar_button.js';
import { deferred } from './deferred.js';

/**
 * @typedef {object} Card
 * @property {string} letters   the initials of the name that was typed, '' for none
 * @property {boolean} stuck    the room cannot be entered
 */

const sources = /** @type {const} */ (['microphone', 'camera']);
const video = part('preview-video', HTMLVideoElement);

/** @type {Card | null} */
let card = null;

export function start_preview() {
  for (const source of sources) button(`preview-${source}`).addEventListener('click', () => told.mind?.toggle(source));
  video.addEventListener('resize', () => draw_preview(card));
}

/** @param {Card | null} shown  null: the card is not on the screen */
export function draw_preview(shown) {
  card = shown;
  const stream = card ? my_camera() : null;
  if (video.srcObject !== stream) video.srcObject = stream;
  if (!card) return;
  const seen = told.call.camera === 'live' && stream !== null && stream.getVideoTracks().length > 0;
  box('preview').dataset.seen = String(seen);
  const face = box('preview-avatar');
  face.dataset.colour = String(myself()?.colour ?? '');
  face.dataset.letters = card.letters;
  for (const source of sources) {
    draw_source(button(`preview-${source}`), source);
    button(`preview-${source}`).disabled = !told.mind || card.stuck;
  }
  deferred?.draw_troubles(box('preview-troubles'), ['microphone', 'camera']);
}
