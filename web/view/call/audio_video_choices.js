// The person's choices on the page of audio and video, and what holds also where that is not open.

import { keep, kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

export const is_mirrored = () => (document.documentElement.dataset.mirror ?? kept('mirror')) !== 'off';

/** One's own picture as in a mirror, or as the others see it. @param {boolean} on */
export function mirror(on) {
  document.documentElement.dataset.mirror = on ? 'on' : 'off';
  keep('mirror', on ? '' : 'off');
}

/** The browser's work on the voice, by the names under which it is kept. */
export const sound = { echo: kept('echo') !== 'off', gain: kept('gain') !== 'off', quiet: kept('quiet') !== 'off' };

/** @param {keyof typeof sound} name @param {boolean} on */
export function choose_sound(name, on) {
  sound[name] = on;
  keep(name, on ? '' : 'off');
  state.core?.choose_sound(sound.echo, sound.gain, sound.quiet);
}
