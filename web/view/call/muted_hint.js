// Says to somebody who speaks that nobody hears it.

import { watch_level } from '../../kit/audio_levels.js';
import { by_id, create, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { my_camera, state } from '../../state/state.js';
import { raw_voice } from './effects.js';
import { key_name, talk_key } from './push_to_talk.js';

// How high a meter stands at a voice, and how often in a row: what is shorter is a cough or the chair.
const VOICE = 0.45;
const IN_A_ROW = 4;
const SHOWN_MS = 8_000;

const hint = create('p', 'muted-hint');
/** Listens beside the muted track, which is silent. @type {MediaStream | null} */
let listened = null;
let loud = 0;
let timer = 0;

export function start_muted_hint() {
  hint.setAttribute('role', 'status');
  by_id('call-bar').before(hint);
}

export function draw_muted_hint() {
  const muted = state.call.in_call && state.call.microphone === 'muted';
  if (muted && !listened) listen();
  if (!muted && listened) stop();
}

function listen() {
  const track = raw_voice() ?? my_camera()?.getAudioTracks()[0];
  if (!track) return;
  const beside = track.clone();
  beside.enabled = true;
  listened = new MediaStream([beside]);
  watch_level('muted', listened, level => {
    loud = level > VOICE ? loud + 1 : 0;
    if (loud === IN_A_ROW) show();
  });
}

function stop() {
  for (const track of listened?.getTracks() ?? []) track.stop();
  listened = null;
  loud = 0;
  watch_level('muted', null, () => {});
  hide();
}

const show = () => show_hint(talk_key() ? words.sound.hold(key_name(talk_key())) : words.sound.muted);

/** One sentence above the bar of the call, for a while. @param {string} text */
export function show_hint(text) {
  set_text(hint, text);
  clearTimeout(timer);
  timer = window.setTimeout(hide, SHOWN_MS);
}

function hide() {
  clearTimeout(timer);
  set_text(hint, '');
}
