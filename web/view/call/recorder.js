// Records the call to files on this device: one picture of the whole stage with the sound of everybody, or each person apart. WebM with
// VP8 and Opus: both engines make it, a second at a time, and a file that was cut off anywhere plays.

import worker_url from 'url_of/view/call/recording_worker.js';
import { make_picture } from './recording_picture.js';
import { make_mix } from './recording_sound.js';

/** @typedef {typeof import('../../state/state.js').state} State */
/** @typedef {import('../../surface/call.js').StageTile} StageTile */
/** @typedef {'disk' | 'failed'} Trouble   disk: nothing can be written */

/**
 * @typedef {object} Given  by the page
 * @property {string[]} folder   where the files go, in the page's own file system
 * @property {boolean} apart
 * @property {State} state
 * @property {(tile: {id: string, kind: 'camera' | 'screen'}) => string} name_of
 * @property {(text: string) => string} as_file_name
 * @property {(url: string) => Worker} start_worker
 * @property {(context: AudioContext) => Promise<void>} start_clock
 * @property {() => void} broke   nothing more can be written
 *
 * @typedef {object} Recording
 * @property {boolean} has_sound   false: this computer has no clock of sound
 * @property {(on: boolean) => void} pause
 * @property {() => Promise<void>} stop   resolves when all is on the disk
 *
 * @typedef {object} Part  one file
 * @property {(on: boolean) => void} pause
 * @property {() => Promise<void>} stop
 */

const PICTURES_PER_S = 15;
const TYPE = 'video/webm;codecs=vp8,opus';
const BITS_PER_S = { videoBitsPerSecond: 1_500_000, audioBitsPerSecond: 96_000 };
// As much is lost where the page ends in the middle of it.
const CHUNK_MS = 1_000;
// A disk that is so far behind will not catch up.
const MOST_WAITING = 64 * 1024 * 1024;

export const can_record = () => typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported(TYPE);

/** Rejects where nothing can be written or recorded. @param {Given} given @returns {Promise<Recording>} */
export async function start_recording(given) {
  let goes_on = false;
  const disk = start_disk(given, () => goes_on && given.broke());
  const made = given.apart ? start_apart(given, disk) : await start_together(given, disk);
  const stop = async () => {
    await made.stop();
    disk.end();
  };
  try {
    await disk.works();
  } catch (error) {
    await stop();
    throw error;
  }
  goes_on = true;
  disk.tick(1000 / PICTURES_PER_S, made.tick);
  return { has_sound: made.has_sound, pause: made.pause, stop };
}

/** The worker that writes. @param {Given} given @param {() => void} broke */
function start_disk({ folder, start_worker }, broke) {
  const worker = start_worker(worker_url);
  /** @type {Map<number, {done: () => void, fail: (why: Error) => void}>} */
  const asked = new Map();
  let next = 0;
  let waiting = 0;
  let broken = false;
  let tick = () => {};
  /** @param {Trouble} why */
  const fail = why => {
    if (!broken) broke();
    broken = true;
    for (const it of asked.values()) it.fail(new Error(why));
    asked.clear();
  };
  worker.onerror = () => fail('failed');
  worker.onmessage = ({ data: { told, asked: id, bytes } }) => {
    if (told === 'tick') return tick();
    if (told === 'failed') return fail('disk');
    waiting -= bytes;
    asked.get(id)?.done();
    asked.delete(id);
  };
  /** @param {object} what @param {Transferable[]} [transferred] @returns {Promise<void>} */
  const ask = (what, transferred = []) =>
    new Promise((done, refuse) => {
      if (broken) return refuse(new Error('broken'));
      next += 1;
      asked.set(next, { done, fail: refuse });
      worker.postMessage({ ...what, id: next }, transferred);
    });
  return {
    /** Resolves when all that was asked so far is done. */
    works: () => ask({}),
    /** @param {string} file */
    open: file => ask({ open: file, folder }),
    /** @param {string} file @param {ArrayBuffer} bytes */
    write(file, bytes) {
      waiting += bytes.byteLength;
      if (waiting > MOST_WAITING) fail('disk');
      return ask({ write: file, bytes }, [bytes]);
    },
    /** @param {string} file */
    close: file => ask({ close: file }),
    /** @param {number} every @param {() => void} act */
    tick(every, act) {
      tick = act;
      ask({ every }).catch(() => {});
    },
    end: () => worker.terminate(),
  };
}

/** @typedef {ReturnType<typeof start_disk>} Disk */

/** Firefox waits for all that the type names. @param {MediaStream} stream */
function type_of(stream) {
  if (!stream.getVideoTracks().length) return 'audio/webm;codecs=opus';
  return stream.getAudioTracks().length ? TYPE : 'video/webm;codecs=vp8';
}

/** One file. @param {MediaStream} stream @param {string} file @param {Disk} disk @returns {Part} */
function start_part(stream, file, disk) {
  const recorder = new MediaRecorder(stream, { mimeType: type_of(stream), ...BITS_PER_S });
  let written = disk.open(file);
  // The disk itself tells of it.
  const told = () => {};
  written.catch(told);
  recorder.ondataavailable = ({ data }) => {
    if (!data.size) return;
    written = written.then(async () => disk.write(file, await data.arrayBuffer()));
    written.catch(told);
  };
  const stopped = new Promise(done => (recorder.onstop = done));
  recorder.start(CHUNK_MS);
  return {
    pause: on => recorder.state !== 'inactive' && (on ? recorder.pause() : recorder.resume()),
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      await written.then(() => disk.close(file)).catch(told);
    },
  };
}

/** All that is played here, and my own. @param {State} state */
const streams_of = state => [...state.playing.values()].flatMap(it => [it.camera, it.screen].filter(one => one !== null));

/** @param {Given} given @param {Disk} disk */
async function start_together({ state, name_of, start_clock }, disk) {
  const picture = make_picture();
  const context = new AudioContext();
  const has_sound = await start_clock(context).then(
    () => true,
    () => false,
  );
  const mix = has_sound ? make_mix(context) : null;
  const draw = () => picture.draw(state.stage.tiles, name_of);
  draw();
  const [seen] = picture.canvas.captureStream(PICTURES_PER_S).getVideoTracks();
  if (!seen) throw new Error('no track');
  mix?.hear(streams_of(state));
  const part = start_part(new MediaStream(mix ? [seen, mix.track] : [seen]), 'call.webm', disk);
  let drawn = 0;
  return {
    has_sound,
    pause: part.pause,
    tick() {
      // Ticks that waited for a busy page come all at once.
      const now = performance.now();
      if (now - drawn < 500 / PICTURES_PER_S) return;
      drawn = now;
      mix?.hear(streams_of(state));
      draw();
    },
    async stop() {
      await part.stop();
      seen.stop();
      // Where its clock never ran, this never ends.
      void context.close();
    },
  };
}

/**
 * A file for what each person sends, and the next one where that becomes another: a recorder takes no other tracks.
 * @param {Given} given
 * @param {Disk} disk
 */
function start_apart({ state, name_of, as_file_name }, disk) {
  /** @type {Map<string, {made_of: string, part: Part}>} */
  const parts = new Map();
  /** @type {Promise<void>[]} */
  const ending = [];
  let count = 0;
  let paused = false;
  /** @param {string} key @param {MediaStreamTrack[]} tracks @param {string} name */
  const follow = (key, tracks, name) => {
    const made_of = tracks.map(it => it.id).join(' ');
    const had = parts.get(key);
    if (had?.made_of === made_of) return;
    if (had) ending.push(had.part.stop());
    parts.delete(key);
    if (!made_of) return;
    count += 1;
    const part = start_part(new MediaStream(tracks), `${String(count).padStart(2, '0')} ${as_file_name(name)}.webm`, disk);
    if (paused) part.pause(true);
    parts.set(key, { made_of, part });
  };
  const tick = () => {
    /** @type {Set<string>} */
    const there = new Set();
    for (const [id, playing] of state.playing) {
      for (const kind of /** @type {const} */ (['camera', 'screen'])) {
        const key = `${kind}:${id}`;
        there.add(key);
        const seen = kind === 'screen' || state.people.get(id)?.camera;
        const tracks = (playing[kind]?.getTracks() ?? []).filter(it => it.readyState === 'live' && (seen || it.kind === 'audio'));
        follow(key, tracks, name_of({ id, kind }));
      }
    }
    for (const key of parts.keys()) if (!there.has(key)) follow(key, [], '');
  };
  tick();
  return {
    has_sound: true,
    tick,
    pause: (/** @type {boolean} */ on) => {
      paused = on;
      for (const { part } of parts.values()) part.pause(on);
    },
    async stop() {
      await Promise.all([...ending, ...[...parts.values()].map(it => it.part.stop())]);
    },
  };
}
