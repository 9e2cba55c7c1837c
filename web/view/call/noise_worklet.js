// Takes the noise out of a voice, on the audio thread: RNNoise (BSD-3-Clause), as @jitsi/rnnoise-wasm (Apache-2.0) compiled it. It stays
// in the sound's way for as long as the microphone is on: a switch takes effect within one frame, and nothing is left out meanwhile.

// RNNoise works on frames of 10 ms at 48 kHz, on the scale of 16-bit samples.
const FRAME = 480;
const FULL_SCALE = 32768;

/**
 * The module's names are those of version 0.2.1.
 * @typedef {object} RNNoise
 * @property {WebAssembly.Memory} c
 * @property {() => void} d                                              its constructors
 * @property {(model: number) => number} f                               makes a state
 * @property {(bytes: number) => number} g                               allocates
 * @property {(state: number, out: number, input: number) => number} j   gives the probability that there is a voice
 */

/** @param {WebAssembly.Module} module @returns {RNNoise} */
function start(module) {
  /** @type {RNNoise} */
  let made;
  const instance = new WebAssembly.Instance(module, {
    a: {
      // It asks for a larger heap, which it never needs.
      a: () => 0,
      b: (/** @type {number} */ to, /** @type {number} */ from, /** @type {number} */ count) =>
        new Uint8Array(made.c.buffer).copyWithin(to, from, from + count),
    },
  });
  made = /** @type {RNNoise} */ (/** @type {unknown} */ (instance.exports));
  made.d();
  return made;
}

class Denoiser extends AudioWorkletProcessor {
  /** @param {{processorOptions: {module: WebAssembly.Module, on: boolean}}} options */
  constructor({ processorOptions: { module, on } }) {
    super();
    this.on = on;
    this.share = Number(on);
    this.wasm = start(module);
    this.state = this.wasm.f(0);
    this.input = this.wasm.g(4 * FRAME);
    this.output = this.wasm.g(4 * FRAME);
    this.heard = new Float32Array(FRAME);
    // RNNoise gives each frame one later. So does the way around it, that a switch leaps neither forward nor back.
    this.before = new Float32Array(FRAME);
    this.played = new Float32Array(FRAME);
    this.at = 0;
    this.port.onmessage = ({ data }) => {
      this.on = data.on;
    };
  }

  /** @param {Float32Array[][]} inputs @param {Float32Array[][]} outputs */
  process([input], [output]) {
    const [to] = output ?? [];
    if (!to) return true;
    const from = input?.[0];
    for (let i = 0; i < to.length; i += 1) {
      to[i] = this.played[this.at] ?? 0;
      this.heard[this.at] = from?.[i] ?? 0;
      this.at += 1;
      if (this.at === FRAME) this.frame();
    }
    return true;
  }

  frame() {
    this.at = 0;
    const wanted = Number(this.on);
    if (wanted || this.share) this.denoise(wanted);
    else this.played.set(this.before);
    this.before.set(this.heard);
  }

  /** From one share of the suppressed sound to another within the frame, that nothing clicks. @param {number} wanted */
  denoise(wanted) {
    const samples = new Float32Array(this.wasm.c.buffer);
    for (let i = 0; i < FRAME; i += 1) samples[this.input / 4 + i] = (this.heard[i] ?? 0) * FULL_SCALE;
    this.wasm.j(this.state, this.output, this.input);
    for (let i = 0; i < FRAME; i += 1) {
      const share = this.share + ((wanted - this.share) * i) / FRAME;
      const clean = (samples[this.output / 4 + i] ?? 0) / FULL_SCALE;
      this.played[i] = share * clean + (1 - share) * (this.before[i] ?? 0);
    }
    this.share = wanted;
  }
}

registerProcessor('denoiser', Denoiser);
