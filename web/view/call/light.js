// Says on one's own picture, before the others see it, that there is too little light.

import { create, require_element, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

const EVERY_MS = 1_000;
// A camera that has just been turned on is dark at first.
const IN_A_ROW = 3;
const WIDTH = 32;
const HEIGHT = 18;

const pen = new OffscreenCanvas(WIDTH, HEIGHT).getContext('2d', { willReadFrequently: true });

/**
 * The mean of all points, 0 for black to 1 for white, each weighted as in ITU-R BT.709.
 * @param {HTMLVideoElement} video
 */
function luminance(video) {
  if (!pen) return 1;
  pen.drawImage(video, 0, 0, WIDTH, HEIGHT);
  const { data } = pen.getImageData(0, 0, WIDTH, HEIGHT);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  }
  return sum / (255 * WIDTH * HEIGHT);
}

/** Looks at that picture while it is shown; beside it stands what is wrong. Gives what ends it. @param {HTMLVideoElement} video */
export function watch_light(video) {
  const note = create('p', 'light-note');
  note.setAttribute('role', 'status');
  video.after(note);
  let dark = false;
  let found = 0;
  const look = () => {
    const seen = video.srcObject !== null && video.videoWidth > 0 && video.checkVisibility({ checkVisibilityCSS: true });
    dark = seen && (state.core?.is_too_dark(luminance(video), dark) ?? false);
    found = dark ? found + 1 : 0;
    set_text(note, found >= IN_A_ROW ? words.audio_video.dark : '');
  };
  const timer = setInterval(look, EVERY_MS);
  return () => clearInterval(timer);
}

export function start_light() {
  watch_light(require_element('preview-video', HTMLVideoElement));
}
