// Tells the core how loud everybody on the stage is.

import { watch_level } from '../../kit/audio_levels.js';
import { state } from '../../state/state.js';

/** In the round of measurements under way, by id. @type {Map<string, number>} */
const heard = new Map();

/** @param {string} id @param {MediaStream | null} stream  null: no longer */
export function watch_speaker(id, stream) {
  watch_level(`voice:${id}`, stream, (_level, loudness) => {
    if (!heard.size) queueMicrotask(tell); // when the round is over
    heard.set(id, loudness);
  });
}

function tell() {
  state.core?.levels_sampled([...heard]);
  heard.clear();
}
