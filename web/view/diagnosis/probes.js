// The probes of the diagnostics: each asks the browser one question and always gives an answer.

/** @typedef {import('../../surface/diagnosis.js').DeviceState} Device */

import { watch_level } from '../../kit/audio_levels.js';

const PATIENCE_MS = 10_000;
const SILENCE_MS = 5_000;
const GATHERING_MS = 2_000;

/** @template T @param {Promise<T>} promise @param {number} ms @param {T} otherwise @returns {Promise<T>} */
const within = (promise, ms, otherwise) => Promise.race([promise, new Promise(done => setTimeout(done, ms, otherwise))]);

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
  return within(done, GATHERING_MS, true);
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

/**
 * @param {'microphone' | 'camera'} which
 * @param {string} id  '' for the browser's choice
 * @param {import('../../surface/surface.js').Core['refusal']} refusal
 * @returns {Promise<{stream: MediaStream | null, why: Device}>}
 */
export async function open_device(which, id, refusal) {
  const wanted = id ? { deviceId: id } : true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia(which === 'camera' ? { video: wanted } : { audio: wanted });
    return { stream, why: 'ok' };
  } catch (error) {
    const why = refusal(error instanceof Error ? error.name : '');
    return { stream: null, why: why === 'unsupported' ? 'failed' : why };
  }
}

/**
 * Listens until there is something to hear, and goes on showing the level. Where the browser has no sound at all (a computer with
 * nothing to play it on), its measure stands still and says nothing about the microphone.
 * @param {MediaStream} stream
 * @param {(level: number) => void} show
 * @param {import('../../surface/diagnosis.js').DiagnosisCore['microphone_of']} judge
 * @returns {Promise<Device>}
 */
export async function hears(stream, show, judge) {
  const [track] = stream.getAudioTracks();
  const clock = new AudioContext();
  let loudest = 0;
  const judged = () => judge(loudest, track?.enabled ?? true, clock.currentTime > 0);
  const heard = new Promise(done => {
    watch_level('diagnostics', stream, level => {
      show(level);
      loudest = Math.max(loudest, level);
      if (judged() === 'ok') done(true);
    });
  });
  await within(heard, SILENCE_MS, false);
  const outcome = judged();
  void clock.close();
  return outcome;
}

/** Waits for a first picture, and says its size; '' where none comes. @param {MediaStream} stream */
export async function sees(stream) {
  const video = document.createElement('video');
  video.muted = video.playsInline = true;
  video.srcObject = new MediaStream(stream.getVideoTracks());
  const seen = new Promise(done => (video.onloadeddata = () => done(true)));
  video.play().catch(() => {});
  const came = await within(seen, SILENCE_MS, false);
  const size = came ? `${video.videoWidth} × ${video.videoHeight}` : '';
  video.srcObject = null;
  return size;
}
