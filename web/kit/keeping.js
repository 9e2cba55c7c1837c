// For how long a room keeps messages, in words.

import { counted } from './words.js';

/**
 * @param {{always: string, days: import('./words.js').Words['too_long'], never: string}} sentences
 * @param {number} days  -1: until each person forgets them; 0: not at all
 */
export const kept_for = (sentences, days) => (days < 0 ? sentences.always : days ? counted(sentences.days, days) : sentences.never);
