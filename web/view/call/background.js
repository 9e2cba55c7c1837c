// The way of a picture through the worker that puts another background behind the person.

import loader_url from 'url_of/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js';
import wasm_url from 'url_of/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm';
import model_url from 'url_of/@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite';
import worker_url from 'url_of/view/call/background_worker.js';

/** @typedef {'no_webgl' | 'too_slow' | 'failed'} Trouble */
/** @typedef {{track: MediaStreamTrack, change: (picture: ImageBitmap | null) => void, end: () => void}} Replaced */

const FRAMES_PER_S = 20;
// A page in the background is shown no frames, and is seen all the same.
const UNSEEN_MS = 1_000;

/** @typedef {{MediaStreamTrackProcessor?: new (from: {track: MediaStreamTrack}) => {readable: ReadableStream},
 *   MediaStreamTrackGenerator?: new (of: {kind: 'video'}) => MediaStreamTrack & {writable: WritableStream}}} Breakout */
const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = /** @type {Breakout} */ (/** @type {unknown} */ (window));

/** MediaPipe takes frames by WebGL, also where it computes without. */
export const has_webgl = () => new OffscreenCanvas(1, 1).getContext('webgl2') !== null;

/**
 * Resolves when the first frame with the other background is there, and rejects where none will come.
 * @param {(url: string) => Worker} start_worker
 * @param {MediaStreamTrack} raw
 * @param {ImageBitmap | null} picture  null: a blur
 * @param {(why: Trouble) => void} trouble  afterwards
 * @returns {Promise<Replaced>}
 */
export async function replace_background(start_worker, raw, picture, trouble) {
  if (!has_webgl()) throw new Error('no_webgl');
  const worker = start_worker(worker_url);
  const way = MediaStreamTrackProcessor && MediaStreamTrackGenerator ? by_streams(raw) : by_bitmaps(raw, worker);
  const end = () => {
    worker.terminate();
    way.end();
  };
  /** @type {Promise<void>} */
  const ready = new Promise((resolve, fail) => {
    let later = false;
    const stopped = () => (later ? trouble('failed') : fail(new Error('failed')));
    worker.onerror = stopped;
    worker.addEventListener('message', ({ data: { told } }) => {
      if (told === 'ready') later = true;
      if (told === 'ready') resolve();
      if (told === 'failed') stopped();
      if (told === 'too_slow') trouble(told);
    });
  });
  const address = (/** @type {string} */ url) => new URL(url, import.meta.url).href;
  const addresses = { loader: address(loader_url), wasm: address(wasm_url), model: address(model_url) };
  worker.postMessage({ start: { ...addresses, background: { picture }, ...way.given } }, way.transferred);
  try {
    await ready;
  } catch (error) {
    end();
    throw error;
  }
  return { track: way.track, change: now => worker.postMessage({ background: { picture: now } }), end };
}

/** @param {MediaStreamTrack} raw */
function by_streams(raw) {
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) throw new Error('failed');
  const { readable } = new MediaStreamTrackProcessor({ track: raw });
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const { writable } = track;
  return { track, given: { readable, writable }, transferred: [readable, writable], end: () => track.stop() };
}

/** One frame is under way at a time, and others are left out. @param {MediaStreamTrack} raw @param {Worker} worker */
function by_bitmaps(raw, worker) {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([raw]) });
  void video.play();
  const canvas = document.createElement('canvas');
  const shown = canvas.getContext('bitmaprenderer');
  const [track] = canvas.captureStream(FRAMES_PER_S).getVideoTracks();
  if (!shown || !track) throw new Error('failed');
  let over = false;
  const send = async () => {
    const seen = new Promise(done => video.requestVideoFrameCallback(done));
    await Promise.race([seen, new Promise(done => setTimeout(done, UNSEEN_MS))]);
    if (over) return;
    const frame = await createImageBitmap(video).catch(() => null);
    if (frame) worker.postMessage({ frame }, [frame]);
    else setTimeout(send, UNSEEN_MS);
  };
  worker.addEventListener('message', ({ data: { told, frame } }) => {
    if (told === 'frame') {
      // Setting them would empty the canvas, also to what they are.
      if (canvas.width !== frame.width || canvas.height !== frame.height)
        Object.assign(canvas, { width: frame.width, height: frame.height });
      shown.transferFromImageBitmap(frame);
    }
    if (told === 'frame' || told === 'waiting') void send();
  });
  const end = () => {
    over = true;
    video.srcObject = null;
    track.stop();
  };
  return { track, given: {}, transferred: [], end };
}
