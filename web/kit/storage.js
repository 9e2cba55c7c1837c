// Values that the browser keeps for this person. Storage can be forbidden; then nothing is kept and nothing breaks.

import { chosen } from './embedder.js';

/**
 * @param {'localStorage' | 'sessionStorage'} where
 * @param {string} key
 */
function read(where, key) {
  try {
    return window[where].getItem(`tincan.${key}`) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {'localStorage' | 'sessionStorage'} where
 * @param {string} key
 * @param {string} value '' removes it
 */
function write(where, key, value) {
  try {
    if (value) window[where].setItem(`tincan.${key}`, value);
    else window[where].removeItem(`tincan.${key}`);
  } catch {
    // Private windows and blocked storage: the choice lives as long as the page.
  }
}

/** @param {string} key */
export const kept = key => (typeof chosen[key] === 'string' ? chosen[key] : read('localStorage', key));
/** @param {string} key @param {string} value */
export function keep(key, value) {
  delete chosen[key];
  write('localStorage', key, value);
}
/** @param {string} key */
export const kept_in_tab = key => read('sessionStorage', key);
/** @type {(key: string, value: string) => void} */
export const keep_in_tab = (key, value) => write('sessionStorage', key, value);
