// Recording the call: its state in this tab, the bar that says to everybody in the room that and by whom the call is recorded, and the offer
// of recordings that this browser keeps. Recording itself is loaded when it is wanted (recorder.js).

import { start_audio_clock } from '../../kit/audio_clock.js';
import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { full_name, name_in_text } from '../../kit/names.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { listed, words } from '../../kit/words.js';
import { start_worker } from '../../kit/workers.js';
import { everybody, state } from '../../state/state.js';
import { show_hint } from './muted_hint.js';
import { open_recordings } from './recording_card.js';
import { as_file_name, keeps_files, kept_recordings, new_recording } from './recording_files.js';

/** @typedef {import('./recorder.js').Recording} Recording */
/** @typedef {import('./recording_card.js').Refusal} Refusal */

/** Mine, while it goes on. @type {{made: Recording, ended: () => Promise<void>, paused: boolean, seconds: number} | null} */
let running = null;
let timer = 0;

const bar = create('section');
const who = create('p');
const time = create('span', 'recording-time');
const pause = tool_button('#icon-pause', () => toggle_pause());
const stop = tool_button('#icon-square', () => void stop_recording());

const offer = create('section');
const question = create('p');
const show = create_button('primary small-button', '', () => {
  offer.hidden = true;
  open_card();
});
const later = create_button('secondary small-button', '', () => (offer.hidden = true));

export function start_recording_bar() {
  bar.id = 'recording';
  offer.id = 'recording-offer';
  for (const [at, text] of /** @type {const} */ ([
    [bar, who],
    [offer, question],
  ])) {
    at.hidden = true;
    at.dataset.bar = 'room';
    text.id = `${at.id}-text`;
    at.setAttribute('aria-labelledby', text.id);
  }
  const [actions, answers] = [create('span', 'actions'), create('span', 'actions')];
  time.setAttribute('aria-hidden', 'true');
  pause.id = 'recording-pause';
  stop.id = 'recording-stop';
  show.id = 'recording-show';
  actions.append(pause, stop);
  answers.append(show, later);
  bar.append(icon('#icon-circle-dot'), who, time, actions);
  offer.append(icon('#icon-circle-dot'), question, answers);
  by_id('knocks').before(bar, offer);
  void kept_recordings().then(all => (offer.hidden = !all.length));
}

export const is_recording = () => running !== null;

/** From the call's card: records, or stops. */
export const record_or_stop = () => (running ? void stop_recording() : open_card());

const open_card = () => void open_recordings(state.call.in_call && !running ? { start, refusal } : null);

/** @returns {Promise<Refusal | ''>} */
async function refusal() {
  if (typeof MediaRecorder !== 'function') return 'no_recorder';
  return (await keeps_files()) ? '' : 'no_files';
}

/** @param {boolean} apart @returns {Promise<Refusal | ''>} */
async function start(apart) {
  const { folder, ended } = new_recording(state.room.name);
  // Before, since then the layout of its picture is known.
  state.core?.recording_changed(true);
  try {
    const { can_record, start_recording } = await import('./recorder.js');
    if (!can_record()) throw new Error('no_recorder');
    const given = { folder, apart, state, name_of, as_file_name, start_worker, start_clock: start_audio_clock, broke };
    const made = await start_recording(given);
    running = { made, ended, paused: false, seconds: 0 };
  } catch (error) {
    state.core?.recording_changed(false);
    await ended();
    const why = error instanceof Error ? error.message : '';
    return why === 'disk' || why === 'no_recorder' ? why : 'failed';
  }
  timer = window.setInterval(count, 1000);
  if (!running.made.has_sound) show_hint(words.recording.silent);
  draw_recording();
  return '';
}

/** @param {{id: string, kind: 'camera' | 'screen'}} tile */
function name_of({ id, kind }) {
  const person = state.people.get(id);
  const name = person ? full_name(person) : '';
  return kind === 'screen' ? words.screen_of(name) : name;
}

async function stop_recording() {
  const had = running;
  if (!had) return;
  running = null;
  clearInterval(timer);
  state.core?.recording_changed(false);
  draw_recording();
  await had.made.stop();
  await had.ended();
  void open_recordings(null);
}

function broke() {
  show_hint(words.recording.broke);
  void stop_recording();
}

function toggle_pause() {
  if (!running) return;
  running.paused = !running.paused;
  running.made.pause(running.paused);
  draw_recording();
}

function count() {
  if (running && !running.paused) running.seconds += 1;
  draw_time();
}

function draw_time() {
  const seconds = running?.seconds ?? 0;
  const two = (/** @type {number} */ it) => String(it).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const text = `${hours ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  set_text(time, running ? text : '');
}

/** Those who recorded when it was last looked. @type {Set<string>} */
let seen = new Set();

export function draw_recording() {
  if (running && !state.call.in_call) void stop_recording();
  const others = everybody().filter(it => !it.me && it.in_call && it.recording);
  for (const it of others) if (!seen.has(it.id)) announce_notice(words.recording.by(name_in_text(it)));
  seen = new Set(others.map(it => it.id));
  bar.hidden = state.room.stage !== 'inside' || !(running || others.length);
  bar.dataset.paused = String(running?.paused ?? false);
  set_text(who, sentence(others.map(name_in_text)));
  pause.hidden = stop.hidden = !running;
  pause.querySelector('use')?.setAttribute('href', running?.paused ? '#icon-play' : '#icon-pause');
  name_tool(pause, running?.paused ? words.recording.go_on : words.recording.pause);
  name_tool(stop, words.recording.stop_item);
  set_text(question, words.recording.offer);
  set_text(show, words.recording.show);
  set_text(later, words.recording.later);
  draw_time();
}

/** @param {string[]} others */
function sentence(others) {
  if (!running) return others.length ? words.recording.by(listed(others)) : '';
  if (others.length) return words.recording.by_me_and(listed(others));
  return running.paused ? words.recording.paused : words.recording.by_me;
}
