// Measures how loud a stream is, ten times a second. Looking only: nothing here reaches the loudspeakers.

const EVERY_MS = 100;
// 43 ms at 48 kHz: short enough to be cheap ten times a second, long enough not to look between two syllables only.
const SAMPLES = 2048;

/** @typedef {(level: number, loudness: number) => void} Show  level: how high a meter stands, 0..1; loudness: root mean square of the samples */
/** @typedef {{stream: MediaStream, track: MediaStreamTrack | null, source: MediaStreamAudioSourceNode | null, analyser: AnalyserNode | null, show: Show}} Watch */

/** @type {Map<string, Watch>} */
const watches = new Map();
/** @type {AudioContext | null} */
let context = null;
let timer = 0;
/** @type {(loudness: number) => number} */
let meter_level = () => 0;

/** @param {typeof meter_level} scale  of all meters */
export function set_meter_scale(scale) {
  meter_level = scale;
}

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
    had.show(0, 0);
  }
  if (stream) watches.set(key, { stream, track: null, source: null, analyser: null, show });
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
  for (const it of watches.values()) {
    listen(it, context);
    let loudness = 0;
    if (it.analyser && it.track?.enabled) {
      it.analyser.getFloatTimeDomainData(samples);
      loudness = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / SAMPLES);
    }
    it.show(meter_level(loudness), loudness);
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
