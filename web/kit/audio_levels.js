// How loud a stream is, ten times a second, for the speaking ring and the meter in the microphone button. Looking only:
// nothing here reaches the loudspeakers.

const EVERY_MS = 100;
// 43 ms at 48 kHz: short enough to be cheap ten times a second, long enough not to look between two syllables only.
const SAMPLES = 2048;
// A ring that goes out between two words would flicker.
const HOLD_MS = 700;
// Root mean square of a quiet voice at an ordinary microphone; the hiss of a room is below it.
const SPEAKING = 0.02;

/** @typedef {(level: number, speaking: boolean) => void} Show  level 0..1 */
/** @typedef {{stream: MediaStream, track: MediaStreamTrack | null, source: MediaStreamAudioSourceNode | null, analyser: AnalyserNode | null, show: Show, until: number}} Watch */

/** @type {Map<string, Watch>} */
const watches = new Map();
/** @type {AudioContext | null} */
let context = null;
let timer = 0;

/**
 * @param {string} key    one watch for each key; a new stream takes the place of the old one
 * @param {MediaStream | null} stream  null: stop watching
 * @param {Show} show
 */
export function watch_level(key, stream, show) {
  const had = watches.get(key);
  if (had?.stream === stream) return void (had.show = show);
  if (had) {
    had.source?.disconnect();
    watches.delete(key);
    had.show(0, false);
  }
  if (stream) watches.set(key, { stream, track: null, source: null, analyser: null, show, until: 0 });
  if (watches.size && !timer) timer = window.setInterval(measure, EVERY_MS);
  if (!watches.size && timer) {
    clearInterval(timer);
    timer = 0;
    void context?.suspend();
  }
}

const samples = new Float32Array(SAMPLES);

function measure() {
  // Browsers want a gesture first; without one there is no context and no warning in the console.
  if (!context && navigator.userActivation?.hasBeenActive !== false) context = new AudioContext({ latencyHint: 'playback' });
  if (!context) return;
  if (context.state === 'suspended') void context.resume();
  const now = performance.now();
  for (const it of watches.values()) {
    listen(it, context);
    let level = 0;
    if (it.analyser && it.track?.enabled) {
      it.analyser.getFloatTimeDomainData(samples);
      level = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / SAMPLES);
    }
    if (level > SPEAKING) it.until = now + HOLD_MS;
    // Loudness is heard by ratios, so the meter shows decibels: -50 dB is empty, 0 dB is full.
    it.show(level > 0 ? Math.min(1, Math.max(0, 1 + Math.log10(level) / 2.5)) : 0, now < it.until);
  }
}

/**
 * A stream keeps its identity while its tracks change, but a source node keeps the first track it saw.
 * @param {Watch} it
 * @param {AudioContext} on
 */
function listen(it, on) {
  const track = it.stream.getAudioTracks().find(one => one.readyState === 'live') ?? null;
  if (track === it.track) return;
  it.source?.disconnect();
  it.track = track;
  it.source = null;
  it.analyser = null;
  if (!track) return;
  it.source = on.createMediaStreamSource(new MediaStream([track]));
  it.analyser = on.createAnalyser();
  it.analyser.fftSize = SAMPLES;
  it.source.connect(it.analyser);
}
