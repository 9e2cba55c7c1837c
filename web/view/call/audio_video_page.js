// The page of audio and video: microphone, loudspeaker and camera, tried out before the call and changed in it.

import { watch_level } from '../../kit/audio_levels.js';
import { create, create_button, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { my_camera, state } from '../../state/state.js';
import { choose_sound, is_mirrored, mirror, sound } from './audio_video_choices.js';
import { check, field } from './audio_video_parts.js';
import { background_fields } from './background_fields.js';
import { draw_effects, effects, suppress_noise } from './effects.js';
import { watch_light } from './light.js';
import { choose_talk_key, key_name, talk_by_key, talk_key } from './push_to_talk.js';
import { ask_for_speaker, asks_for_speaker, choose_speaker, play_test_tone, speaker, speaker_label } from './speaker.js';
import { give_trial_back, prepare_trial, trial, trial_trouble, try_devices } from './trial.js';

/** The parts that are drawn while somebody looks at it. @type {{at: HTMLElement, draw: (() => void)[]} | null} */
let page = null;
let end_light = () => {};

/** @param {HTMLElement} at */
export function show_devices(at) {
  page = { at, draw: [] };
  at.classList.add('audio-video');
  at.replaceChildren(picture(), ...camera_fields(), ...microphone_fields(), ...speaker_fields(), ...talk_fields());
  draw_devices_page();
}

export function leave_devices() {
  page = null;
  end_light();
  watch_level('audio-video', null, () => {});
  give_trial_back();
  draw_effects();
}

export function draw_devices_page() {
  for (const draw of page?.draw ?? []) draw();
}

/** Draws it now and whenever something changed. @param {() => void} draw */
const draws = draw => void page?.draw.push(draw);

/** One's own picture: of the call, or tried out. */
const seen = () => (state.call.camera === 'live' || state.call.microphone !== 'off' ? my_camera() : trial());

function picture() {
  const at = create('div', 'av-picture');
  const video = create('video', 'mirrored');
  Object.assign(video, { autoplay: true, playsInline: true, muted: true, tabIndex: -1 });
  video.setAttribute('aria-hidden', 'true');
  const show = create_button('secondary', words.audio_video.show_me, () => void try_devices().then(draw_devices_page));
  const trouble = create('p', 'small wrong');
  trouble.setAttribute('role', 'status');
  at.append(video, show, trouble);
  end_light = watch_light(video);
  draws(() => {
    const stream = seen();
    if (video.srcObject !== stream) video.srcObject = stream;
    at.dataset.seen = String((stream?.getVideoTracks().length ?? 0) > 0);
    show.hidden = stream !== null;
    const why = trial_trouble();
    set_text(trouble, why ? words.trouble[why.source][why.trouble] : '');
  });
  return at;
}

function camera_fields() {
  const mirrored = check('mirror', () => words.audio_video.mirror, is_mirrored, mirror);
  draws(mirrored.draw);
  const background = background_fields(() => {
    if (trial()) void prepare_trial().then(draw_devices_page);
    draw_devices_page();
  });
  draws(background.draw);
  return [device_field('camera', words.choose_camera), mirrored.at, background.at];
}

function microphone_fields() {
  const level = create('div', 'av-level');
  level.setAttribute('role', 'meter');
  level.setAttribute('aria-valuenow', '0');
  level.setAttribute('aria-label', words.diagnostics.level);
  draws(() =>
    watch_level('audio-video', seen(), now => {
      level.style.setProperty('--level', now.toFixed(2));
      level.setAttribute('aria-valuenow', now.toFixed(1));
    }),
  );
  const text = () => (effects.noise_failed ? words.audio_video.no_strong : words.audio_video.strong_text);
  const parts = [
    check(
      'strong',
      () => words.audio_video.strong,
      () => effects.quiet_voice,
      suppress_noise,
      text,
    ),
    .../** @type {const} */ (['quiet', 'echo', 'gain']).map(name =>
      check(
        name,
        () => words.audio_video[name],
        () => sound[name],
        on => choose_sound(name, on),
      ),
    ),
  ];
  for (const part of parts) draws(part.draw);
  return [device_field('microphone', words.choose_microphone), level, ...parts.map(it => it.at)];
}

/** @param {'microphone' | 'camera'} source @param {string} word */
function device_field(source, word) {
  const made = field(`av-${source}`, word, chosen => {
    state.core?.choose_device(source, chosen.id, chosen.label);
    if (trial()) void try_devices().then(draw_devices_page);
  });
  draws(() => made.draw(state.devices[/** @type {'cameras'} */ (`${source}s`)], state.devices[source]));
  made.keeps(source);
  return made.at;
}

function speaker_fields() {
  const row = create('div', 'av-speaker');
  const tone = create_button('secondary small-button', words.audio_video.tone, () => {
    tone.disabled = true;
    void play_test_tone().then(() => (tone.disabled = false));
  });
  tone.dataset.do = 'tone';
  if (asks_for_speaker()) {
    const label = create('p', 'av-label', words.audio_video.speaker);
    const name = create('span', 'small quiet');
    const other = create_button('secondary small-button', words.audio_video.choose, () => void ask_for_speaker());
    draws(() => set_text(name, speaker_label() || words.device_default));
    row.append(label, name, other, tone);
    return [row];
  }
  const made = field('av-speaker', words.audio_video.speaker, chosen => choose_speaker(chosen.id, chosen.label));
  draws(() => made.draw(state.devices.speakers, speaker()));
  const can_choose = 'setSinkId' in HTMLMediaElement.prototype;
  row.append(...(can_choose ? [made.at] : []), tone);
  return [row];
}

function talk_fields() {
  const text = () => words.audio_video.talk_text(key_name(talk_key() || 'Space'));
  const talk = check(
    'talk',
    () => words.audio_video.talk,
    () => talk_key() !== '',
    on => {
      talk_by_key(on);
      draw_devices_page();
    },
    text,
  );
  const other = create_button('secondary small-button', words.audio_video.other_key, () => {
    set_text(other, words.audio_video.press_key);
    other.addEventListener('keydown', take, { once: true });
  });
  /** @param {KeyboardEvent} event */
  const take = event => {
    event.preventDefault();
    event.stopPropagation();
    set_text(other, words.audio_video.other_key);
    // Those two are for going on and for getting away.
    if (event.code && !['Tab', 'Escape'].includes(event.code)) choose_talk_key(event.code);
    draw_devices_page();
  };
  draws(() => {
    talk.draw();
    other.hidden = talk_key() === '';
  });
  return [talk.at, other];
}
