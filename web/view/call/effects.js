// Between a device and the others: the sound without noise, the picture with another background. Each part is loaded when it is wanted.

import { keep, kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

/** @typedef {import('./noise.js').Denoised} Denoised */

/** Where nothing can be kept, this lasts as long as the page. */
export const effects = {
  quiet_voice: kept('noise') !== '',
  /** Why the voice goes out as it is although it should not. */
  noise_failed: false,
};

/** @type {{raw: MediaStreamTrack, denoised: Denoised | null} | null} */
let voice = null;

/**
 * Gives the track that is to be sent: the same, or what is made of it.
 * @param {'microphone' | 'camera'} source
 * @param {MediaStreamTrack} track
 */
export async function prepare(source, track) {
  return source === 'microphone' ? prepare_voice(track) : track;
}

/** @param {MediaStreamTrack} raw */
async function prepare_voice(raw) {
  if (voice?.raw !== raw) {
    voice?.denoised?.end();
    voice = { raw, denoised: null };
  }
  const now = voice;
  if (!now.denoised && effects.quiet_voice) {
    const made = await import('./noise.js').then(it => it.denoise(raw, effects.quiet_voice)).catch(() => null);
    if (voice === now && !now.denoised) now.denoised = made;
    else made?.end();
    effects.noise_failed = !made;
  }
  return now.denoised?.track ?? raw;
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

/** Of a microphone that was given back nothing is left running. */
export function draw_effects() {
  if (voice?.raw.readyState !== 'ended') return;
  voice.denoised?.end();
  voice = null;
}
