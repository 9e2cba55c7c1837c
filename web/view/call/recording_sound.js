// The sound of a recording: the voices and screens of everybody in one track, also of those who come later.

/** @param {AudioContext} context  which runs */
export function make_mix(context) {
  const out = context.createMediaStreamDestination();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('no track');
  // A recorder waits for sound before it writes anything, and where nobody has a microphone there would be none.
  const silence = new ConstantSourceNode(context, { offset: 0 });
  silence.connect(out);
  silence.start();
  /** @type {Map<MediaStreamTrack, MediaStreamAudioSourceNode>} */
  const heard = new Map();
  return {
    track,
    /** @param {MediaStream[]} streams  all that are to be heard now */
    hear(streams) {
      const now = new Set(streams.flatMap(it => it.getAudioTracks()).filter(it => it.readyState === 'live'));
      for (const [one, source] of heard) {
        if (now.has(one)) continue;
        source.disconnect();
        heard.delete(one);
      }
      for (const one of now) {
        if (heard.has(one)) continue;
        const source = context.createMediaStreamSource(new MediaStream([one]));
        source.connect(out);
        heard.set(one, source);
      }
    },
  };
}
