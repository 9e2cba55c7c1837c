// The way of a voice through the worklet that takes noise out of it.

import module_url from 'url_of/@jitsi/rnnoise-wasm/dist/rnnoise.wasm';
import worklet_url from 'url_of/view/call/noise_worklet.js';

// RNNoise knows no other.
const SAMPLE_RATE = 48_000;

/** @typedef {{track: MediaStreamTrack, switch_to: (on: boolean) => void, end: () => void}} Denoised */

/**
 * @param {MediaStreamTrack} track
 * @param {boolean} on
 * @param {(context: AudioContext) => Promise<void>} start_clock
 * @returns {Promise<Denoised>}
 */
export async function denoise(track, on, start_clock) {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  try {
    const [module] = await Promise.all([
      WebAssembly.compileStreaming(fetch(module_url)),
      context.audioWorklet.addModule(worklet_url),
      start_clock(context),
    ]);
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const node = new AudioWorkletNode(context, 'denoiser', {
      channelCount: 1,
      channelCountMode: 'explicit',
      outputChannelCount: [1],
      processorOptions: { module, on },
    });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(node).connect(out);
    const [sent] = out.stream.getAudioTracks();
    if (!sent) throw new Error('no track');
    return { track: sent, switch_to: now => node.port.postMessage({ on: now }), end: () => void context.close() };
  } catch (error) {
    void context.close();
    throw error;
  }
}
