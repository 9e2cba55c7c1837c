// How a person is shown: the name, the mark that tells namesakes apart, the portrait or the initials on the person's colour.

import { create } from './dom.js';
import { first_graphemes } from './graphemes.js';
import { words } from './words.js';

/** @typedef {{name: string, tag: string, colour: number, stranger: boolean, face?: string}} Named */

/** The portraits that are here and decoded, by their faces. @type {Map<string, ImageBitmap>} */
export const portraits = new Map();

/** @param {{name: string, tag: string, stranger: boolean}} it */
export function full_name(it) {
  const name = it.tag ? `${it.name} · ${it.tag}` : it.name;
  return it.stranger ? `⚠ ${name}` : name;
}

/**
 * A name within a sentence: one that is written from the right must not turn the sentence around (Unicode UAX #9, isolates).
 * @param {{name: string, tag: string, stranger: boolean}} it
 */
export function name_in_text(it) {
  const name = full_name(it);
  return document.dir === 'rtl' || /[\u0590-\u08ff\ufb1d-\ufefc]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** @param {{name: string, tag: string, stranger: boolean, me: boolean}} it */
export function name_or_you(it) {
  return it.me ? `${full_name(it)} (${words.you})` : full_name(it);
}

// A letter or digit that nothing behind it can be part of: no mark, no joiner, no piece of a Hangul syllable.
const LONE_LETTER = /^(?![\u1100-\u11ff])[\p{L}\p{N}](?![\p{M}\u200d\u1100-\u11ff])/u;

/** The first sign of a word as a person sees it: an emoji or a Hangul syllable is one. @param {string} word */
function first_sign(word) {
  const letter = LONE_LETTER.exec(word);
  return letter ? letter[0] : first_graphemes(word);
}

/** @param {string} name */
export function initials(name) {
  const all = name.trim().split(/\s+/u).filter(Boolean);
  const first = first_sign(all[0] ?? '?').toLocaleUpperCase();
  const last = all.length > 1 ? first_sign(all[all.length - 1] ?? '').toLocaleUpperCase() : '';
  return /^\p{L}$/u.test(first) && /^\p{L}$/u.test(last) ? first + last : first;
}

/** @param {Named} it */
export function avatar(it) {
  const made = create('span', 'avatar');
  // Drawn by the style sheet: decoration that should not be found, copied or read aloud as text.
  made.dataset.letters = initials(it.name);
  made.dataset.colour = String(it.colour);
  made.setAttribute('aria-hidden', 'true');
  put_portrait(made, it.face);
  return made;
}

/** Puts that portrait over the initials, or waits until it is there (portraits.js). @param {HTMLElement} at @param {string} [face] */
export function put_portrait(at, face = '') {
  at.dataset.face = face;
  at.querySelector('canvas')?.remove();
  const portrait = portraits.get(face);
  if (!portrait) return;
  const made = create('canvas');
  made.width = made.height = portrait.width;
  made.getContext('2d')?.drawImage(portrait, 0, 0);
  at.append(made);
}
