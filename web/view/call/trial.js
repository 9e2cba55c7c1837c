// Camera and microphone tried out while no call is on: seen and measured here, sent to nobody, and given back when the card is closed.

import { state } from '../../state/state.js';
import { prepare } from './effects.js';

/** @typedef {import('../../surface/call.js').DeviceTrouble} DeviceTrouble */

/** @type {MediaStream | null} */
let given = null;
/** The same, or with another background. @type {MediaStream | null} */
let tried = null;
/** @type {{source: 'microphone' | 'camera', trouble: DeviceTrouble} | null} */
let refused = null;

export const trial = () => tried;
export const trial_trouble = () => refused;

/** Both, or whichever there is. */
export async function try_devices() {
  give_trial_back();
  const audio = { deviceId: state.devices.microphone };
  const video = { deviceId: state.devices.camera, width: { ideal: 640 }, height: { ideal: 360 } };
  given = (await ask({ audio, video })) ?? (await ask({ audio })) ?? (await ask({ video }));
  tried = given;
  if (!given) return;
  state.core?.devices_changed();
  await prepare_trial();
}

/** As the others would see it. */
export async function prepare_trial() {
  const now = given;
  const [camera] = now?.getVideoTracks() ?? [];
  if (!now || !camera) return;
  const shown = await prepare('camera', camera);
  if (given === now) tried = new MediaStream([...now.getAudioTracks(), shown]);
}

/** @param {MediaStreamConstraints} wanted */
async function ask(wanted) {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    const trouble = state.core?.refusal(error instanceof Error ? error.name : '') ?? 'failed';
    refused = { source: wanted.video ? 'camera' : 'microphone', trouble };
    return null;
  }
}

export function give_trial_back() {
  for (const track of given?.getTracks() ?? []) track.stop();
  given = tried = null;
  refused = null;
}
