// The people whose files are accepted unasked, up to a size: this browser keeps who they are.

import { keep, kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

/** @typedef {{author: string, name: string}} Welcome   author: what stands for the person's key */

/** @returns {Welcome[]} */
function read() {
  try {
    const all = JSON.parse(kept('files.welcome') || '[]');
    return Array.isArray(all) ? all.filter(it => typeof it?.author === 'string' && typeof it.name === 'string') : [];
  } catch {
    return [];
  }
}

let all = read();

export const welcome_people = () => all;

/** @param {Welcome[]} now */
function change(now) {
  all = now;
  keep('files.welcome', now.length ? JSON.stringify(now) : '');
}

/** @param {Welcome} it */
export function welcome(it) {
  change([...all.filter(({ author }) => author !== it.author), it]);
  state.core?.welcome_sender(it.author, true);
}

/** @param {string} author */
export function welcome_no_longer(author) {
  change(all.filter(it => it.author !== author));
  state.core?.welcome_sender(author, false);
}

/** Once the module is there. */
export function tell_welcome() {
  for (const { author } of all) state.core?.welcome_sender(author, true);
}
