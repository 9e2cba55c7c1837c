// Messages with marks of Markdown. They are plain text at first; what draws the marks (markdown.js) is fetched for the first of them.

import { create } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { link, text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {typeof given} Given */

const AGAIN_MS = 3000;

/** Parts of the first load that the drawing needs. */
const given = {
  create,
  link,
  text_of,
  state,
  words_of: () => words,
};

/** @type {typeof import('./markdown.js') | null} */
let markdown = null;
/** Lines that are still plain text, in the order of their coming. @type {[HTMLElement, Line][]} */
const waiting = [];

/** Draws the marks of a line: at once, or when that can be done. @param {HTMLElement} at @param {Line} it @param {() => boolean} at_end */
export function draw_marks(at, it, at_end) {
  if (markdown) markdown.draw_markdown(at, it);
  else if (waiting.push([at, it]) === 1) void fetch_markdown(at_end);
}

/** @param {() => boolean} at_end */
async function fetch_markdown(at_end) {
  try {
    const found = await import('./markdown.js');
    found.start_markdown(given, waiting, at_end);
    markdown = found;
  } catch {
    setTimeout(fetch_markdown, AGAIN_MS, at_end);
  }
}
