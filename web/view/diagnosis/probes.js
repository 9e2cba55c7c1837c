// The probes of the diagnostics: each asks the browser one question and always gives an answer.

/** @typedef {import('../../surface/diagnosis.js').DeviceState} Device */

import { watch_level } from '../../kit/audio_levels.js';
import { ANSWERED_MS, within } from './ice_probe.js';

const PATIENCE_MS = 10_000;
const SILENCE_MS = 5_000;
// A voice is far above this; the noise of an open microphone is not (kit/audio_levels.js).
const HEARD = 0.1;

/** Whether two ends on this page reach each other: extensions and policies can keep a browser from that. */
export async function webrtc_works() {
  /** @type {RTCPeerConnection[]} */
  const ends = [];
  try {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    ends.push(one, other);
    const open = new Promise(done => (one.createDataChannel('').onopen = () => done(true)));
    await one.setLocalDescription();
    await gathered(one);
    await other.setRemoteDescription(/** @type {RTCSessionDescription} */ (one.localDescription));
    await other.setLocalDescription();
    await gathered(other);
    await one.setRemoteDescription(/** @type {RTCSessionDescription} */ (other.localDescription));
    return (await within(open, PATIENCE_MS, false)) === true;
  } catch {
    return false;
  } finally {
    for (const end of ends) end.close();
  }
}

/** @param {RTCPeerConnection} connection */
function gathered(connection) {
  const done = new Promise(resolve => {
    const look = () => connection.iceGatheringState === 'complete' && resolve(true);
    connection.onicegatheringstatechange = look;
    look();
  });
  return within(done, ANSWERED_MS, true);
}

/**
 * How long the server takes to say who is in a room that there is not.
 * @returns {Promise<{server: 'ok' | 'away' | 'foreign', ms: number}>}
 */
export async function ask_server() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  const room = btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  const ask = async () => {
    const from = performance.now();
    const how = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ room }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    };
    const answer = await fetch('api/look', { ...how, cache: 'no-store', credentials: 'omit' });
    const said = await answer.json().catch(() => null);
    return { known: typeof said?.seats === 'number' || typeof said?.error === 'string', ms: performance.now() - from };
  };
  try {
    // The first may have had to make a connection.
    const [first, second] = [await ask(), await ask()];
    return { server: first.known && second.known ? 'ok' : 'foreign', ms: second.ms };
  } catch {
    return { server: 'away', ms: 0 };
  }
}

/** Whether the device can be asked for without a question to the person. @param {'microphone' | 'camera'} name */
export async function is_allowed(name) {
  try {
    const { state } = await navigator.permissions.query({ name: /** @type {PermissionName} */ (name) });
    return state === 'granted';
  } catch {
    return false;
  }
}

/** @type {Record<string, Device>} */
const refusals = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/**
 * @param {'microphone' | 'camera'} which
 * @param {string} id  '' for the browser's choice
 * @returns {Promise<{stream: MediaStream | null, why: Device}>}
 */
export async function open_device(which, id) {
  const wanted = id ? { deviceId: id } : true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia(which === 'camera' ? { video: wanted } : { audio: wanted });
    return { stream, why: 'ok' };
  } catch (error) {
    return { stream: null, why: refusals[error instanceof DOMException ? error.name : ''] ?? 'failed' };
  }
}

/**
 * Listens until there is something to hear, and goes on showing the level. Where the browser has no sound at all (a computer with
 * nothing to play it on), its measure stands still and says nothing about the microphone.
 * @param {MediaStream} stream
 * @param {(level: number) => void} show
 * @returns {Promise<Device>}
 */
export async function hears(stream, show) {
  const [track] = stream.getAudioTracks();
  const clock = new AudioContext();
  const heard = new Promise(done => {
    watch_level('diagnostics', stream, level => {
      show(level);
      if (level > HEARD) done(true);
    });
  });
  const came = await within(heard, SILENCE_MS, false);
  const listened = clock.currentTime > 0;
  void clock.close();
  return came ? 'ok' : track && !track.enabled ? 'muted' : listened ? 'silent' : 'unknown';
}

/** Waits for a first picture. @param {MediaStream} stream @returns {Promise<{camera: Device, size: string}>} */
export async function sees(stream) {
  const video = document.createElement('video');
  video.muted = video.playsInline = true;
  video.srcObject = new MediaStream(stream.getVideoTracks());
  const seen = new Promise(done => (video.onloadeddata = () => done(true)));
  video.play().catch(() => {});
  const came = await within(seen, SILENCE_MS, false);
  const size = `${video.videoWidth} × ${video.videoHeight}`;
  video.srcObject = null;
  return { camera: came ? 'ok' : 'silent', size };
}
