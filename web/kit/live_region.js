// The live regions, which a screen reader reads out by itself: messages in one (author, then text), notices in the other. A text is
// removed after a while, so that nobody reads it twice when walking through the page.

import { by_id, create } from './dom.js';
import { first_graphemes } from './graphemes.js';
import { full_name } from './names.js';
import { counted, words } from './words.js';

const KEPT_MS = 5000;
// Older lines are history that arrives when entering: to be read, not to be announced.
const FRESH_MS = 30_000;
const SPOKEN_CHARACTERS = 300;
// Of a burst so many messages are read out, and the others counted: a reader would speak of them for minutes.
const MOST_SPOKEN = 4;
let unspoken = 0;

/** @param {import('../surface/conversation.js').Line} it */
export function announce_message(it) {
  if (Date.now() - it.time > FRESH_MS) return;
  if (by_id('live-messages').childElementCount >= MOST_SPOKEN) return count_unspoken();
  const text = it.pieces.map(piece => piece.text).join('');
  announce('live-messages', `${full_name(it)}: ${text.length > SPOKEN_CHARACTERS ? `${first_graphemes(text, SPOKEN_CHARACTERS)}…` : text}`);
}

function count_unspoken() {
  unspoken += 1;
  if (unspoken > 1) return;
  setTimeout(() => {
    announce('live-messages', counted(words.new_messages, unspoken));
    unspoken = 0;
  }, KEPT_MS);
}

/** Not again while it still stands there: of sixty hearts one is told of. @param {string} text */
export function announce_notice(text) {
  if ([...by_id('live-notices').children].every(it => it.textContent !== text)) announce('live-notices', text);
}

/**
 * @param {string} region
 * @param {string} text
 */
function announce(region, text) {
  const made = create('p', '', text);
  by_id(region).append(made);
  setTimeout(() => made.remove(), KEPT_MS);
}
