// Whether the browser's clock of sound runs.

// A browser without a loudspeaker may never start it, nor say that it does not.
const PATIENCE_MS = 2_000;

/** Rejects where it does not. @param {AudioContext} context @returns {Promise<void>} */
export function start_audio_clock(context) {
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE_MS, new Error('no clock')));
  return Promise.race([context.resume(), /** @type {Promise<never>} */ (late)]);
}
