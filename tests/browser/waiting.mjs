// Waiting is a condition and a deadline, never a pause.

/**
 * Asks again and again until the answer is true (or anything but false, null, undefined), and gives that answer.
 * @param {string} what  the sentence of the failure: "Mina sees the message of Jun"
 * @param {() => unknown} condition
 * @param {{within?: number, every?: number, instead?: () => unknown}} [how]  ms; `instead` says what was there instead
 */
export async function until(what, condition, { within = 10_000, every = 50, instead } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await condition();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > deadline) break;
    await new Promise(resolve => setTimeout(resolve, every));
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
