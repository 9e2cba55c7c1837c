// Captions: what is said, as text. This browser recognises its own person's voice, on the device or not at all, and the core passes the
// text on; whether the others' is shown is for each to choose.

import { by_id, create, set_text } from '../../kit/dom.js';
import { name_in_text } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { my_camera, state } from '../../state/state.js';

/**
 * The part of the Web Speech API that is used (its editor's draft of 2025). Only with `processLocally` no sound leaves the device.
 * @typedef {'unavailable' | 'downloadable' | 'downloading' | 'available'} Availability
 * @typedef {{langs: string[], processLocally: boolean}} Options
 * @typedef {{readonly isFinal: boolean, readonly length: number, [at: number]: {transcript: string}}} Result
 * @typedef {{resultIndex: number, results: ArrayLike<Result>}} ResultEvent
 *
 * @typedef {object} Recogniser
 * @property {boolean} processLocally
 * @property {boolean} continuous
 * @property {boolean} interimResults
 * @property {string} lang
 * @property {((event: ResultEvent) => void) | null} onresult
 * @property {((event: {error: string}) => void) | null} onerror
 * @property {(() => void) | null} onend
 * @property {(track?: MediaStreamTrack) => void} start
 * @property {() => void} abort
 *
 * @typedef {object} RecogniserClass
 * @property {Recogniser} prototype
 * @property {(options: Options) => Promise<Availability>} available
 * @property {(options: Options) => Promise<boolean>} install
 */

/** @typedef {'' | 'preparing' | 'impossible' | 'failed'} Trouble */

const SHOWN_MS = 7_000;
const MOST_LINES = 3;
// One that ends at once, again and again, is not asked for ever.
const MOST_ENDS = 5;

export const captions = { shown: false, spoken: false, trouble: /** @type {Trouble} */ ('') };

const box = create('div', 'captions');
/** By person. @type {Map<string, {at: HTMLElement, text: HTMLElement, timer: number}>} */
const lines = new Map();
/** @type {Recogniser | null} */
let recogniser = null;
/** @type {MediaStreamTrack | null} */
let heard = null;
let ends = 0;
let redraw = () => {};

/** @param {() => void} changed  the choices, or what is to be said of them, did by themselves */
export function start_captions(changed) {
  redraw = changed;
  box.hidden = true;
  by_id('call-bar').before(box);
}

/** @returns {(new () => Recogniser) & RecogniserClass | null}  null where no browser's own recogniser keeps the sound on the device */
function recogniser_class() {
  const found = /** @type {any} */ (globalThis).SpeechRecognition ?? /** @type {any} */ (globalThis).webkitSpeechRecognition;
  return found && 'processLocally' in found.prototype && typeof found.available === 'function' ? found : null;
}

/** @param {boolean} on */
export function show_captions(on) {
  captions.shown = on;
  box.hidden = !on;
  if (!on) for (const id of lines.keys()) drop(id);
}

/** @param {boolean} on */
export async function speak_captions(on) {
  captions.spoken = on;
  captions.trouble = on ? 'preparing' : '';
  redraw();
  if (on) {
    const trouble = await prepared();
    if (!captions.spoken) return;
    captions.trouble = trouble;
    captions.spoken = !trouble;
    redraw();
  }
  draw_captions();
}

/** Gets what it takes. @returns {Promise<Trouble>} */
async function prepared() {
  const found = recogniser_class();
  const options = { langs: [document.documentElement.lang], processLocally: true };
  try {
    const there = found ? await found.available(options) : 'unavailable';
    if (!found || there === 'unavailable') return 'impossible';
    return there === 'available' || (await found.install(options)) ? '' : 'failed';
  } catch {
    return 'failed';
  }
}

/** Listens while the others hear the voice, too, and only then. */
export function draw_captions() {
  const { in_call, microphone } = state.call;
  if (!in_call && (captions.shown || captions.spoken)) {
    show_captions(false);
    captions.spoken = false;
    captions.trouble = '';
    redraw();
  }
  const ready = captions.spoken && !captions.trouble && in_call && microphone === 'live';
  const track = ready ? (my_camera()?.getAudioTracks()[0] ?? null) : null;
  if (track === heard) return;
  recogniser?.abort();
  recogniser = null;
  heard = track;
  ends = 0;
  if (track) listen(track);
}

/** @param {MediaStreamTrack} track */
function listen(track) {
  const found = recogniser_class();
  if (!found) return;
  const one = new found();
  recogniser = one;
  one.processLocally = true;
  one.continuous = true;
  one.interimResults = true;
  one.lang = document.documentElement.lang;
  one.onresult = ({ resultIndex, results }) => {
    ends = 0;
    const newest = results[results.length - 1];
    for (let at = resultIndex; at < results.length; ++at) {
      const it = results[at];
      if (it && (it.isFinal || it === newest)) state.core?.caption(it[0]?.transcript.trim() ?? '', it.isFinal);
    }
  };
  // Browsers end it in every longer silence.
  one.onend = () => {
    if (recogniser !== one) return;
    if (++ends > MOST_ENDS) fail();
    else listen(track);
  };
  one.onerror = ({ error }) => {
    if (recogniser === one && (error === 'not-allowed' || error === 'language-not-supported')) fail();
  };
  try {
    one.start(track);
  } catch {
    fail();
  }
}

function fail() {
  recogniser = null;
  captions.spoken = false;
  captions.trouble = 'failed';
  redraw();
}

/** @param {string} id  of the person @param {string} text @param {boolean} over  nothing is added to this sentence */
export function show_caption(id, text, over) {
  const person = state.people.get(id);
  if (!captions.shown || !person) return;
  const line = lines.get(id) ?? add(id);
  set_text(line.text, text);
  const name = line.at.firstElementChild;
  if (name) set_text(name, person.me ? words.yourself : name_in_text(person));
  clearTimeout(line.timer);
  line.timer = window.setTimeout(drop, over ? SHOWN_MS : 2 * SHOWN_MS, id);
}

/** @param {string} id */
function add(id) {
  const at = create('p', 'caption');
  const name = create('span', 'caption-name');
  const text = create('span');
  name.dir = text.dir = 'auto';
  at.append(name, text);
  const [oldest] = lines.keys();
  if (oldest && lines.size >= MOST_LINES) drop(oldest);
  box.append(at);
  const line = { at, text, timer: 0 };
  lines.set(id, line);
  return line;
}

/** @param {string} id */
function drop(id) {
  const line = lines.get(id);
  clearTimeout(line?.timer);
  line?.at.remove();
  lines.delete(id);
}
