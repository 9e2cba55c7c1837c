// The loudspeaker at which the others are heard: chosen from a list where the browser tells one, else in the browser's own list.

import { keep, kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

/** Where nothing can be kept, this lasts as long as the page. */
const chosen = { id: kept('speaker'), label: kept('speaker_label') };

/** @param {string} id '' for the system's own @param {string} label */
export function choose_speaker(id, label) {
  chosen.id = id;
  chosen.label = label;
  keep('speaker', id);
  keep('speaker_label', label);
  for (const video of document.querySelectorAll('video')) play_at_speaker(video);
}

/** The id of the chosen one that is there: the same device may have another id today. '' for the system's own. */
export function speaker() {
  const { speakers } = state.devices;
  const found = speakers.find(it => it.id === chosen.id) ?? speakers.find(it => it.label && it.label === chosen.label);
  return found?.id ?? '';
}

/** The name of the chosen one, '' for the system's own. */
export const speaker_label = () => (speaker() ? chosen.label : '');

/** The loudspeaker that was asked for each last. @type {WeakMap<HTMLMediaElement, string>} */
const asked = new WeakMap();

/** @param {HTMLMediaElement} media */
export function play_at_speaker(media) {
  const wanted = speaker();
  if (typeof media.setSinkId !== 'function' || (asked.get(media) ?? '') === wanted) return;
  asked.set(media, wanted);
  // One that was unplugged a moment ago is refused, and the sound goes on where it was.
  media.setSinkId(wanted).catch(() => {});
}

/** @typedef {MediaDevices & {selectAudioOutput?: () => Promise<MediaDeviceInfo>}} Outputs */

/** In browsers that tell a page of no loudspeaker before the person chose it. */
export const asks_for_speaker = () => typeof (/** @type {Outputs} */ (navigator.mediaDevices)?.selectAudioOutput) === 'function';

/** Shows the browser's own list. Gives whether one was chosen. */
export async function ask_for_speaker() {
  const outputs = /** @type {Outputs} */ (navigator.mediaDevices);
  const found = (await outputs.selectAudioOutput?.().catch(() => null)) ?? null;
  if (!found) return false;
  choose_speaker(found.deviceId, found.label);
  state.core?.devices_changed();
  return true;
}

const TONE_HZ = 523;
const TONE_S = 0.8;
const TONE_LOUD = 0.2;
const SAMPLES_PER_S = 16_000;

/** As the others would be heard. Resolves when it is over. */
export async function play_test_tone() {
  const media = new Audio(URL.createObjectURL(tone()));
  play_at_speaker(media);
  const over = new Promise(done => {
    media.onended = media.onerror = done;
  });
  await media.play().catch(() => media.onended?.(new Event('ended')));
  await over;
  URL.revokeObjectURL(media.src);
}

/** A sine that swells and fades, as a WAV file of 16-bit samples. */
function tone() {
  const count = TONE_S * SAMPLES_PER_S;
  const file = new DataView(new ArrayBuffer(44 + 2 * count));
  const words = [
    0x52494646,
    36 + 2 * count,
    0x57415645,
    0x666d7420,
    16,
    0x10001,
    SAMPLES_PER_S,
    2 * SAMPLES_PER_S,
    0x100002,
    0x64617461,
    2 * count,
  ];
  const are_letters = new Set([0, 2, 3, 9]);
  words.forEach((word, at) => file.setUint32(4 * at, word, !are_letters.has(at)));
  for (let at = 0; at < count; at += 1) {
    const sample = Math.sin((2 * Math.PI * TONE_HZ * at) / SAMPLES_PER_S) * Math.sin((Math.PI * at) / count) * TONE_LOUD;
    file.setInt16(44 + 2 * at, sample * 32767, true);
  }
  return new Blob([file.buffer], { type: 'audio/wav' });
}
