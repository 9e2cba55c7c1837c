// The text in the field, as the module judges it. The browser counts: it knows what a person takes for one character.

import { count_graphemes } from '../../kit/graphemes.js';
import { state } from '../../state/state.js';

// Of a text with fewer code units nobody is told how much is left, and counting takes time.
const SHORT = 9000;
// Of a longer text only the beginning is looked at: however it is counted, it is far too long.
const LONG = 250_000;

/** @param {string} text @returns {import('../../surface/conversation.js').Draft} */
export function judged(text) {
  const sent = text.trim();
  const characters = sent.length < SHORT || sent.length > LONG ? sent.length : count_graphemes(sent);
  return state.core?.judge(sent.slice(0, LONG), characters) ?? { left: 0, why: 'empty' };
}
