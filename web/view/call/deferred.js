// The parts of the call that arrive with the deferred script (web/deferred.js): levels, volumes, device troubles and the bars of tiles. Until then they are null, and
// nothing of that is drawn.

/**
 * @typedef {object} Deferred
 * @property {typeof import('./device_troubles.js').draw_troubles} draw_troubles
 * @property {typeof import('../../kit/audio_levels.js').watch_level} watch_level
 * @property {typeof import('./speakers.js').watch_speaker} watch_speaker
 * @property {typeof import('./tile_bar.js').draw_tile_bar} draw_tile_bar
 * @property {typeof import('./gestures.js').draw_hand} draw_hand
 * @property {typeof import('./volume.js').tune} tune
 */

/** @type {Deferred | null} */
export let deferred = null;

/** @param {Deferred} parts */
export function set_call_deferred(parts) {
  deferred = parts;
}
