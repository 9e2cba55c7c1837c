// A voice for tests, made in the page: syllables of three vowels with pauses between them.

/**
 * Runs in the page: puts `made_voice(seconds, rate)` there, which gives samples, and the first and last second of each pause.
 */
export function prepare_voice() {
  // The three lowest resonances of a throat, in Hz, and how wide they are.
  const vowels = [
    [730, 1090, 2440],
    [270, 2290, 3010],
    [570, 840, 2410],
  ];
  const widths = [80, 100, 140];
  const syllable_s = 0.28;
  const word_s = 1.6; // four syllables and a pause

  /** @param {Float32Array} samples @param {number} hz @param {number} width @param {number} rate */
  const resonate = (samples, hz, width, rate) => {
    const radius = Math.exp((-Math.PI * width) / rate);
    const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / rate);
    let [one, two] = [0, 0];
    for (let at = 0; at < samples.length; at += 1) {
      const now = samples[at] + turn * one - radius * radius * two;
      two = one;
      one = now;
      samples[at] = now;
    }
  };

  globalThis.made_voice = (seconds, rate) => {
    const voice = new Float32Array(seconds * rate);
    const pauses = [];
    for (let word = 0; (word + 1) * word_s <= seconds; word += 1) {
      for (let number = 0; number < 4; number += 1) {
        const from = Math.floor((word * word_s + number * syllable_s) * rate);
        const count = Math.floor((syllable_s - 0.04) * rate);
        const part = new Float32Array(count);
        for (let next = 0, at = 0; at < count; at += 1) {
          if (at < next) continue;
          part[at] = 1;
          next = at + rate / (118 + 14 * Math.sin(at / 3000 + number));
        }
        for (const [which, hz] of vowels[(word + number) % 3].entries()) resonate(part, hz, widths[which], rate);
        const loudest = part.reduce((most, it) => Math.max(most, Math.abs(it)), 0);
        part.forEach((it, at) => (voice[from + at] = (0.5 * it * Math.sin((Math.PI * at) / count)) / loudest));
      }
      pauses.push([word * word_s + 4 * syllable_s + 0.12, (word + 1) * word_s - 0.04]);
    }
    return { voice, pauses };
  };
}

/** Runs in the page, before its own scripts and after `prepare_voice`: every microphone speaks so, all the time. */
export function speak_into_microphones() {
  const really = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (!really) return; // a page that is not the server's
  navigator.mediaDevices.getUserMedia = async wanted => {
    const stream = await really(wanted);
    if (!wanted.audio) return stream;
    const context = new AudioContext({ sampleRate: 48_000 });
    const buffer = context.createBuffer(1, 48_000 * 8, 48_000);
    buffer.copyToChannel(globalThis.made_voice(8, 48_000).voice, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: true });
    const out = context.createMediaStreamDestination();
    source.connect(out);
    source.start();
    for (const track of stream.getAudioTracks()) (stream.removeTrack(track), track.stop());
    stream.addTrack(out.stream.getAudioTracks()[0]);
    return stream;
  };
}
