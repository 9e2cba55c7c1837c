// Plays what was recorded: a voice message or a song with its waveform, a film with the browser's own controls. One plays at a time.

import { create, create_button } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { words } from '../../kit/words.js';
import { clock_text } from './amounts.js';

const BARS = 40;
// Longer ones are not decoded for their waveform.
const MOST_DRAWN_BYTES = 4 * 1024 * 1024;
const DRAWN_RATE = 8000;
const MOST_PLAYED_BYTES = 512 * 1024 * 1024;
const SPEEDS = [1, 1.5, 2];
const STEPS = 1000;

/** @type {HTMLMediaElement | null} */
let playing = null;

/** @param {{type: string, size: number}} file @returns {'audio' | 'video' | ''} */
export function kind_of(file) {
  if (file.size > MOST_PLAYED_BYTES) return '';
  const [kind] = file.type.split('/');
  return kind === 'audio' || kind === 'video' ? kind : '';
}

/** @param {HTMLMediaElement} media @param {Blob} blob */
function plays(media, blob) {
  media.preload = 'metadata';
  media.src = URL.createObjectURL(blob);
  media.addEventListener('play', () => {
    if (playing !== media) playing?.pause();
    playing = media;
  });
  // A recording does not say how long it is: browsers find out where it is to go behind its end.
  const find_end = () => {
    if (media.duration !== Infinity) return;
    media.addEventListener('durationchange', () => (media.currentTime = 0), { once: true });
    media.currentTime = 1e7;
  };
  media.addEventListener('loadedmetadata', find_end, { once: true });
}

/** @param {Blob} blob @param {string} name */
export function film_of(blob, name) {
  const at = create('video', 'file-player');
  Object.assign(at, { controls: true, playsInline: true });
  at.setAttribute('aria-label', name);
  plays(at, blob);
  return at;
}

/** How loud each part is, 0 to 1. @param {Blob} blob @returns {Promise<number[]>} */
async function waveform(blob) {
  if (blob.size > MOST_DRAWN_BYTES) return [];
  const sound = await new OfflineAudioContext(1, 1, DRAWN_RATE).decodeAudioData(await blob.arrayBuffer());
  const samples = sound.getChannelData(0);
  const each = Math.max(1, Math.floor(samples.length / BARS));
  const parts = Array.from({ length: BARS }, (_, at) => samples.subarray(at * each, (at + 1) * each));
  const levels = parts.map(part => Math.sqrt(part.reduce((sum, it) => sum + it * it, 0) / Math.max(1, part.length)));
  const loudest = Math.max(...levels, 0.01);
  return levels.map(it => it / loudest);
}

/** @param {Blob} blob @param {string} name */
export function sound_of(blob, name) {
  const at = create('div', 'file-player');
  at.setAttribute('role', 'group');
  at.setAttribute('aria-label', name);
  const audio = new Audio();
  plays(audio, blob);
  const play = create_button('tool', '', () => void (audio.paused ? audio.play().catch(() => {}) : audio.pause()));
  const mark = icon('#icon-play');
  play.append(mark);
  const wave = create('span', 'wave');
  const bars = Array.from({ length: BARS }, () => create('i'));
  const seek = create('input');
  Object.assign(seek, { type: 'range', min: 0, max: STEPS, value: 0 });
  seek.setAttribute('aria-label', words.voice.position);
  wave.append(...bars, seek);
  const time = create('span', 'small wave-time');
  const speed = create_button('tool small', '1×', () => {
    audio.playbackRate = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
    draw();
  });
  const draw = () => {
    const long = Number.isFinite(audio.duration) ? audio.duration : 0;
    const part = long ? audio.currentTime / long : 0;
    bars.forEach((it, bar) => it.classList.toggle('played', bar < part * BARS));
    seek.value = String(Math.round(part * STEPS));
    const text = clock_text(audio.currentTime || long);
    time.textContent = text;
    seek.setAttribute('aria-valuetext', text);
    speed.textContent = `${audio.playbackRate}×`;
    speed.setAttribute('aria-label', `${words.voice.speed}: ${audio.playbackRate}×`);
    mark.querySelector('use')?.setAttribute('href', audio.paused ? '#icon-play' : '#icon-pause');
    play.setAttribute('aria-label', audio.paused ? words.voice.play : words.files.act.pause);
  };
  for (const event of ['play', 'pause', 'timeupdate', 'durationchange', 'ratechange']) audio.addEventListener(event, draw);
  seek.addEventListener('input', () => {
    if (Number.isFinite(audio.duration)) audio.currentTime = (audio.duration * Number(seek.value)) / STEPS;
  });
  void waveform(blob).then(
    levels => levels.forEach((it, bar) => (bars[bar].style.height = `${Math.round(Math.max(0.12, it) * 100)}%`)),
    () => {}, // the browser cannot decode it
  );
  at.append(play, wave, time, speed);
  draw();
  return at;
}
