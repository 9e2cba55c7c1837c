// Waiting is a condition and a deadline, never a pause. The page itself waits for its own contents (person.mjs); here it is for what
// only this process can ask.

/** Nothing takes so long, unless it never comes: also where a computer is slow, or stands still for a while. */
export const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 30;
const LONGEST_PAUSE_MS = 250;

/**
 * Asks again and again until the answer is true (or anything but false, null, undefined), and gives that answer.
 * @param {string} what  the sentence of the failure: "Mina sees the message of Jun"
 * @param {() => unknown} condition
 * @param {{within?: number, instead?: () => unknown}} [how]  within: ms; instead: says what was there instead
 */
export async function until(what, condition, { within = PATIENCE_MS, instead } = {}) {
  const deadline = Date.now() + within;
  for (let pause_ms = FIRST_PAUSE_MS; ; pause_ms = Math.min(1.5 * pause_ms, LONGEST_PAUSE_MS)) {
    const answer = await condition();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > deadline) break;
    await new Promise(resolve => setTimeout(resolve, pause_ms));
  }
  const there = instead ? `\n    instead: ${JSON.stringify(await instead())}` : '';
  throw new Error(`not within ${within / 1000} s: ${what}${there}`);
}

/**
 * Fails with a sentence unless it is so.
 * @param {unknown} is_so
 * @param {string} what
 */
export function must(is_so, what) {
  if (!is_so) throw new Error(`not so: ${what}`);
}
