// Puts another background behind a person, away from the page's own thread. A mask of the person comes from MediaPipe (Apache-2.0) with
// its model of selfies; the rest is drawn on a canvas.

import { ImageSegmenter } from '@mediapipe/tasks-vision';

/**
 * @typedef {object} Start
 * @property {string} loader   address of MediaPipe's script
 * @property {string} wasm     of its module
 * @property {string} model
 * @property {Background} background
 * @property {ReadableStream<VideoFrame>} [readable]  frames come here, and go there;
 * @property {WritableStream<VideoFrame>} [writable]  without both they come and go as messages
 *
 * @typedef {{picture: ImageBitmap | null}} Background  null: the person's own, blurred
 */

// As the model takes it.
const MASK_WIDTH = 256;
const MASK_HEIGHT = 144;
// By halves, since a step of more would leave points out: down to where nothing is known again, and up, so that it is soft.
const BLUR_STEPS = [2, 4, 8, 16, 8, 4];
// Below a few frames a second it is no picture of somebody who talks.
const SLOW_MS = 250;
const LOOKED_AT = 20;

const scope = /** @type {{import: (address: string) => Promise<unknown>} & typeof globalThis} */ (/** @type {unknown} */ (self));
// How MediaPipe loads its script where a page forbids importScripts.
scope.import = (/** @type {string} */ address) => import(address);

// MediaPipe tells the console how it is, as warnings and as errors. The page is told by messages.
for (const level of /** @type {const} */ (['log', 'info', 'warn', 'error'])) console[level] = () => {};

/** @param {number} width @param {number} height */
function canvas(width, height) {
  const made = new OffscreenCanvas(width, height).getContext('2d');
  if (!made) throw new Error('no canvas');
  made.imageSmoothingQuality = 'high';
  return made;
}

const small = canvas(MASK_WIDTH, MASK_HEIGHT);
const mask = canvas(MASK_WIDTH, MASK_HEIGHT);
const mask_pixels = mask.createImageData(MASK_WIDTH, MASK_HEIGHT);
const steps = BLUR_STEPS.map(by => canvas(MASK_WIDTH / by, MASK_HEIGHT / by));
let shown = canvas(1, 1);

/** @type {ImageSegmenter} */
let segmenter;
/** @type {Background} */
let background = { picture: null };

let frames = 0;
let spent = 0;

/** @typedef {CanvasImageSource & (VideoFrame | ImageBitmap)} Frame */

/** The frame with the other background, on `shown`. @param {Frame} frame @param {number} width @param {number} height */
function draw(frame, width, height) {
  const began = performance.now();
  if (shown.canvas.width !== width || shown.canvas.height !== height) shown = canvas(width, height);
  small.drawImage(frame, 0, 0, MASK_WIDTH, MASK_HEIGHT);
  segmenter.segmentForVideo(small.canvas, began, ({ confidenceMasks }) => take_mask(confidenceMasks?.[0]?.getAsFloat32Array()));
  shown.globalCompositeOperation = 'copy';
  shown.drawImage(mask.canvas, 0, 0, width, height);
  shown.globalCompositeOperation = 'source-in';
  shown.drawImage(frame, 0, 0, width, height);
  shown.globalCompositeOperation = 'destination-over';
  if (background.picture) cover(background.picture, width, height);
  else blur(width, height);
  look_at_pace(performance.now() - began);
}

/** @param {Float32Array | undefined} values  how surely each point is the person, 0..1 */
function take_mask(values) {
  if (!values) return;
  for (let at = 0; at < values.length; at += 1) mask_pixels.data[4 * at + 3] = 255 * (values[at] ?? 0);
  mask.putImageData(mask_pixels, 0, 0);
}

/** From the small copy of the frame that the mask is made of. @param {number} width @param {number} height */
function blur(width, height) {
  let last = small.canvas;
  for (const step of steps) {
    step.drawImage(last, 0, 0, step.canvas.width, step.canvas.height);
    last = step.canvas;
  }
  shown.drawImage(last, 0, 0, width, height);
}

/** All of the place, and as much of the picture as has its shape. @param {ImageBitmap} picture @param {number} width @param {number} height */
function cover(picture, width, height) {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [wide, high] = [picture.width * scale, picture.height * scale];
  shown.drawImage(picture, (width - wide) / 2, (height - high) / 2, wide, high);
}

/** The first frames also fill caches. @param {number} ms */
function look_at_pace(ms) {
  frames += 1;
  if (frames === 1) postMessage({ told: 'ready' });
  if (frames > 5) spent += ms;
  if (frames !== LOOKED_AT + 5) return;
  if (spent / LOOKED_AT > SLOW_MS) postMessage({ told: 'too_slow' });
  frames = 5;
  spent = 0;
}

/** @param {ReadableStream<VideoFrame>} readable @param {WritableStream<VideoFrame>} writable */
async function pass_on(readable, writable) {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    draw(frame, frame.displayWidth, frame.displayHeight);
    const made = new VideoFrame(shown.canvas, { timestamp: frame.timestamp });
    frame.close();
    await writer.write(made);
  }
}

/** @param {Start} start */
async function begin({ loader, wasm, model, background: first, readable, writable }) {
  background = first;
  segmenter = await ImageSegmenter.createFromOptions(
    { wasmLoaderPath: loader, wasmBinaryPath: wasm },
    {
      baseOptions: { modelAssetPath: model, delegate: 'CPU' },
      runningMode: 'VIDEO',
      outputConfidenceMasks: true,
      outputCategoryMask: false,
    },
  );
  if (readable && writable) return pass_on(readable, writable);
  postMessage({ told: 'waiting' });
}

/** @param {ImageBitmap} frame */
function answer(frame) {
  draw(frame, frame.width, frame.height);
  frame.close();
  const made = shown.canvas.transferToImageBitmap();
  scope.postMessage({ told: 'frame', frame: made }, { transfer: [made] });
}

scope.onmessage = async (/** @type {MessageEvent} */ { data }) => {
  try {
    if (data.start) await begin(data.start);
    if (data.background) background = data.background;
    if (data.frame) answer(data.frame);
  } catch {
    scope.postMessage({ told: 'failed' });
  }
};
