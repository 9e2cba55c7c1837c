// The entries themselves as their authors signed them: in a copy of the conversation, and back out of it.

import { state } from '../../state/state.js';

// As many at a time as keep the page busy for a few milliseconds.
const RANGES = 8;
// More than a page holds in memory, as a text.
const MOST_BYTES = 400_000_000;

/** @type {{ranges: string[], done: (ranges: string[]) => void} | null} */
let asked = null;
/** @type {((it: {taken: number, refused: number}) => void) | null} */
let read = null;

/** All that is here: ranges as they travel (docs/protocol.md, "The log"). @returns {Promise<string[]>} */
export function all_entries() {
  return new Promise(done => {
    asked = { ranges: [], done };
    state.core?.copy_entries('');
  });
}

/** @param {string[]} ranges @param {string} next */
export function copied(ranges, next) {
  if (!asked) return;
  asked.ranges.push(...ranges);
  if (next) setTimeout(() => state.core?.copy_entries(next));
  else asked.done(asked.ranges);
}

/** @param {number} taken @param {number} refused */
export const copy_read = (taken, refused) => read?.({ taken, refused });

/**
 * Reads a copy back.
 * @param {File} file
 * @returns {Promise<{taken: number, refused: number} | null>}  how many entries were not here yet, and how many ranges were refused; null: it
 *   is no copy
 */
export async function read_back(file) {
  const ranges = file.size <= MOST_BYTES ? ranges_in(await file.text()) : null;
  if (!ranges) return null;
  const sum = { taken: 0, refused: 0 };
  for (let at = 0; at < ranges.length; at += RANGES) {
    const some = ranges.slice(at, at + RANGES).map(it => JSON.stringify(it));
    const result = new Promise(done => (read = done));
    sum.refused += some.length - (state.core?.read_copy(some) ?? 0);
    const { taken, refused } = await result;
    sum.taken += taken;
    sum.refused += refused;
    await new Promise(done => setTimeout(done));
  }
  return sum;
}

/** @param {string} text @returns {unknown[] | null} */
function ranges_in(text) {
  try {
    const { entries } = JSON.parse(text);
    return Array.isArray(entries) ? entries : null;
  } catch {
    return null;
  }
}
