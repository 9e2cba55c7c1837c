// The signs that a reader takes for one character (Unicode UAX #29, extended grapheme clusters): an emoji of several signs or a Hangul syllable
// is one,
// however it is written.

/** @type {Intl.Segmenter | null} */
let segmenter = null;

/** @param {string} text @returns {Iterable<{segment: string}>} */
function segments(text) {
  // Making one loads tables for a tenth of the page's loading time, so not before it is needed. Firefox has none before 125.
  if ('Segmenter' in Intl) segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter ? segmenter.segment(text) : [...text].map(segment => ({ segment }));
}

/** @param {string} text @param {number} [count] */
export function first_graphemes(text, count = 1) {
  let first = '';
  let left = count;
  for (const { segment } of segments(text)) {
    if (left === 0) break;
    first += segment;
    left -= 1;
  }
  return first;
}

/** @param {string} text */
export function count_graphemes(text) {
  let count = 0;
  for (const _ of segments(text)) count += 1;
  return count;
}
