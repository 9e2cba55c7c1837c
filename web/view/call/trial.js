// Camera and microphone tried out while no call is on: seen and measured here, sent to nobody, and given back when the card is closed.

import { state } from '../../state/state.js';

/** @typedef {import('../../surface/call.js').DeviceTrouble} DeviceTrouble */

/** @type {MediaStream | null} */
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
  tried = (await ask({ audio, video })) ?? (await ask({ audio })) ?? (await ask({ video }));
  if (tried) state.core?.devices_changed();
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
  for (const track of tried?.getTracks() ?? []) track.stop();
  tried = null;
  refused = null;
}
