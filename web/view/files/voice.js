// Voice messages: the button beside the field is held while one speaks, or pressed once, and then what is said is sent or discarded.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { on_language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { clock_text } from './amounts.js';

// As browsers record them, and what the files are called.
const KINDS = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg'],
  ['audio/mp4', 'm4a'],
];
const BITS_PER_SECOND = 32_000;
// So long a press is held.
const HELD_MS = 500;
const DRAWN_EVERY_MS = 250;

/** @type {{recorder: MediaRecorder, parts: Blob[], began: number, clock: number, sends: boolean} | null} */
let running = null;
let asking = false;
/** @type {(files: File[]) => void} */
let offer = () => {};

const opener = create_button('tool', '', () => void start());
const bar = create('div');
const time = create('span', 'voice-time');
const discard = create_button('tool', '', () => finish(false));
const send = create_button('primary', '', () => finish(true));

/** @param {(files: File[]) => void} to */
export function start_voice(to) {
  if (!('MediaRecorder' in window)) return;
  offer = to;
  opener.id = 'record-voice';
  opener.append(icon('#icon-mic'));
  opener.addEventListener('pointerdown', hold);
  bar.id = 'voice';
  bar.hidden = true;
  bar.setAttribute('role', 'group');
  discard.append(icon('#icon-trash-2'));
  send.append(icon('#icon-send-horizontal'));
  time.setAttribute('role', 'timer');
  bar.append(discard, time, send);
  bar.addEventListener('keydown', event => event.key === 'Escape' && finish(false));
  const name = () => {
    opener.title = words.voice.record;
    for (const [at, called] of /** @type {const} */ ([
      [opener, words.voice.record],
      [bar, words.voice.name],
      [discard, words.voice.discard],
      [send, words.send],
    ]))
      at.setAttribute('aria-label', called);
  };
  name();
  on_language(name);
  by_id('send').before(opener);
  by_id('compose-box').append(bar);
}

/** A press that lasts ends the message where it is let go. @param {PointerEvent} event */
function hold(event) {
  if (event.button !== 0) return;
  const pressed = performance.now();
  document.addEventListener('pointerup', () => performance.now() - pressed > HELD_MS && finish(true), { once: true });
  void start();
}

async function start() {
  if (running || asking) return;
  asking = true;
  const { microphone } = state.devices;
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: microphone ? { deviceId: { ideal: microphone } } : true })
    .catch(() => null)
    .finally(() => (asking = false));
  set_text(by_id('files-note'), stream ? '' : words.voice.refused);
  if (stream) record(stream);
}

/** @param {MediaStream} stream */
function record(stream) {
  const [mimeType, ending] = KINDS.find(([kind]) => MediaRecorder.isTypeSupported(kind)) ?? ['', 'webm'];
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const now = { recorder, parts: /** @type {Blob[]} */ ([]), began: performance.now(), clock: 0, sends: false };
  now.clock = setInterval(draw, DRAWN_EVERY_MS);
  recorder.addEventListener('dataavailable', ({ data }) => now.parts.push(data));
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop();
    const type = (recorder.mimeType || mimeType).split(';')[0];
    if (now.sends) offer([new File(now.parts, `${words.voice.name}.${ending}`, { type })]);
  });
  recorder.start();
  running = now;
  draw();
  send.focus();
}

/** @param {boolean} sends */
function finish(sends) {
  if (!running) return;
  const { recorder, clock } = running;
  running.sends = sends;
  running = null;
  clearInterval(clock);
  if (recorder.state !== 'inactive') recorder.stop();
  draw();
  by_id('composer').focus();
}

function draw() {
  bar.hidden = !running;
  if (running) set_text(time, clock_text((performance.now() - running.began) / 1000));
}

/** Outside the room there is nobody to speak to. */
export function draw_voice() {
  if (state.room.stage !== 'inside') finish(false);
}
