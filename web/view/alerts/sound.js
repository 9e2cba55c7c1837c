// A short soft sound, made of sine waves.

/** In Hz, one after the other. */
const notes = { message: [659], mention: [659, 880], knocks: [440, 440], call_started: [523, 659, 784] };
const EVERY_S = 0.16;
const RISE_S = 0.02;
const FADE_S = 0.5;
const LOUD = 0.12;
// Beside voices.
const QUIET = 0.03;
// More at once are noise, and browsers end sounds with an error where there are too many.
const MOST_AT_ONCE = 4;
const OVER_MS = 2000;
let sounding = 0;

/** @param {import('../../surface/conversation.js').Alert['about']} about @param {boolean} quiet  in a call */
export function play(about, quiet) {
  sound(notes_of(about), quiet ? QUIET : LOUD);
}

/** @param {number[]} all @param {number} volume */
function sound(all, volume) {
  // Browsers want a gesture first; without one there is no sound, and no warning in the console.
  if (navigator.userActivation?.hasBeenActive === false || sounding >= MOST_AT_ONCE) return;
  try {
    const context = new AudioContext();
    all.forEach((hz, at) => play_note(context, hz, context.currentTime + at * EVERY_S, volume));
    // Once more than the longest is over; one that the browser holds back would never end by itself.
    sounding += 1;
    setTimeout(() => {
      sounding -= 1;
      void context.close();
    }, OVER_MS);
  } catch {
    // A computer without sound.
  }
}

/** Two calls of a soft telephone. */
export function play_ring() {
  sound([523, 659, 523, 659], LOUD);
}

/** @param {import('../../surface/conversation.js').Alert['about']} about */
function notes_of(about) {
  if ('kind' in about) return about.kind === 'knocks' ? notes.knocks : notes.call_started;
  return about.mention ? notes.mention : notes.message;
}

/** @param {AudioContext} context @param {number} hz @param {number} start @param {number} volume */
function play_note(context, hz, start, volume) {
  const tone = context.createOscillator();
  const envelope = context.createGain();
  tone.frequency.value = hz;
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(volume, start + RISE_S);
  envelope.gain.exponentialRampToValueAtTime(0.0001, start + FADE_S);
  tone.connect(envelope).connect(context.destination);
  tone.start(start);
  tone.stop(start + FADE_S);
}
