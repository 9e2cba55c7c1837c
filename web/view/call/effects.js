// Between a device and the others: the sound without noise, the picture with another background. Each part is loaded when it is wanted.

import { start_audio_clock } from '../../kit/audio_clock.js';
import { keep, kept } from '../../kit/storage.js';
import { start_worker } from '../../kit/workers.js';
import { state } from '../../state/state.js';

/** @typedef {import('./noise.js').Denoised} Denoised */
/** @typedef {import('./background.js').Replaced} Replaced */
/** @typedef {import('./background.js').Trouble} Trouble */
/** @typedef {'' | 'blur' | 'picture'} Background */

/** Where nothing can be kept, this lasts as long as the page. */
export const effects = {
  quiet_voice: kept('noise') !== '',
  /** Why the voice goes out as it is although it should not. */
  noise_failed: false,
  background: /** @type {Background} */ (kept('background')),
  /** The chosen picture, as an address that holds all of it. */
  picture: kept('background_picture'),
  /** Why the background was turned off. */
  trouble: /** @type {'' | Trouble} */ (''),
  preparing: false,
};

/** @type {{raw: MediaStreamTrack, denoised: Denoised | null} | null} */
let voice = null;
/** @type {{raw: MediaStreamTrack, replaced: Replaced | null} | null} */
let seen = null;
let tell = () => {};

/** @param {() => void} changed  something about the background did, by itself */
export function watch_effects(changed) {
  tell = changed;
}

/**
 * Gives the track that is to be sent: the same, or what is made of it.
 * @param {'microphone' | 'camera'} source
 * @param {MediaStreamTrack} track
 */
export async function prepare(source, track) {
  return source === 'microphone' ? prepare_voice(track) : prepare_picture(track);
}

/** @param {MediaStreamTrack} raw */
async function prepare_voice(raw) {
  if (voice?.raw !== raw) {
    voice?.denoised?.end();
    voice = { raw, denoised: null };
  }
  const now = voice;
  if (!now.denoised && effects.quiet_voice) {
    const made = await import('./noise.js').then(it => it.denoise(raw, effects.quiet_voice, start_audio_clock)).catch(() => null);
    if (voice === now && !now.denoised) now.denoised = made;
    else made?.end();
    effects.noise_failed = !made;
  }
  return now.denoised?.track ?? raw;
}

/** @param {MediaStreamTrack} raw */
async function prepare_picture(raw) {
  if (seen?.raw !== raw) {
    seen?.replaced?.end();
    seen = { raw, replaced: null };
  }
  const now = seen;
  if (effects.background && !now.replaced) await replace(now);
  if (!effects.background) {
    now.replaced?.end();
    now.replaced = null;
  }
  return now.replaced?.track ?? raw;
}

/** @param {{raw: MediaStreamTrack, replaced: Replaced | null}} now */
async function replace(now) {
  effects.preparing = true;
  tell();
  try {
    const [{ replace_background }, picture] = await Promise.all([import('./background.js'), chosen_picture()]);
    const made = await replace_background(start_worker, now.raw, picture, give_up);
    if (seen === now && !now.replaced) now.replaced = made;
    else made.end();
  } catch (error) {
    turn_off(error instanceof Error && error.message === 'no_webgl' ? 'no_webgl' : 'failed');
  }
  effects.preparing = false;
  tell();
}

/** @param {Trouble} why */
function turn_off(why) {
  effects.background = '';
  effects.trouble = why;
  keep('background', '');
}

/** @param {Trouble} why */
function give_up(why) {
  turn_off(why);
  state.core?.choose_effects('camera');
  tell();
}

/** Null for a blur, which is also behind somebody whose picture is damaged. */
async function chosen_picture() {
  if (effects.background !== 'picture' || !effects.picture) return null;
  const image = new Image();
  image.src = effects.picture;
  return image.decode().then(
    () => createImageBitmap(image),
    () => null,
  );
}

/** @param {Background} background */
export async function choose_background(background) {
  effects.background = background;
  effects.trouble = '';
  keep('background', background);
  if (background && seen?.replaced) seen.replaced.change(await chosen_picture());
  else state.core?.choose_effects('camera');
}

const PICTURE_WIDTH = 1280;
const PICTURE_QUALITY = 0.8;

/** Kept as small as it is seen. Rejects where that is no picture. @param {File} file */
export async function take_picture(file) {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, PICTURE_WIDTH / image.width);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  effects.picture = canvas.toDataURL('image/jpeg', PICTURE_QUALITY);
  keep('background_picture', effects.picture);
  await choose_background('picture');
}

/** Once it is in the sound's way it stays there: taking it out would be heard. @param {boolean} on */
export function suppress_noise(on) {
  effects.quiet_voice = on;
  effects.noise_failed = false;
  keep('noise', on ? 'suppressed' : '');
  if (voice?.denoised) voice.denoised.switch_to(on);
  else state.core?.choose_effects('microphone');
}

/** The voice before it is muted or changed, while the microphone is on. */
export const raw_voice = () => voice?.raw ?? null;

/** Of a device that was given back nothing is left running. */
export function draw_effects() {
  if (voice?.raw.readyState === 'ended') {
    voice.denoised?.end();
    voice = null;
  }
  if (seen?.raw.readyState === 'ended') {
    seen.replaced?.end();
    seen = null;
  }
}
