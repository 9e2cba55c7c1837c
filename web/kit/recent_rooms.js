// The rooms that this browser has been in: the last ones, and those with a star for as long as they have it. They are kept on this device
// alone, and only as long as the person wants that.

import { keep, kept } from './storage.js';

const MOST = 8;
const MOST_STARRED = 24;
const LONGEST = 500;

/**
 * @typedef {object} RecentRoom
 * @property {string} id     what the server knows the room by
 * @property {string} name
 * @property {string} link   its address from the '#' on
 * @property {number} at     when it was entered last, ms since 1970
 * @property {boolean} starred
 */

/** Those with a star first, then the newest. What is stored may be of another version, or not ours. @returns {RecentRoom[]} */
export function recent_rooms() {
  try {
    const all = JSON.parse(kept('rooms') || '[]');
    return Array.isArray(all) ? all.filter(is_recent).slice(0, MOST + MOST_STARRED) : [];
  } catch {
    return [];
  }
}

/** @param {unknown} it @returns {it is RecentRoom} */
function is_recent(it) {
  if (typeof it !== 'object' || it === null) return false;
  const { id, name, link, at, starred } = /** @type {Record<string, unknown>} */ (it);
  const texts = [id, name, link].every(text => typeof text === 'string' && text !== '' && text.length <= LONGEST);
  const is_time = typeof at === 'number' && Math.abs(at) < 8.64e15;
  return texts && String(link).startsWith('#/') && is_time && typeof starred === 'boolean';
}

/** @type {() => void} */
let changed = () => {};

/** @param {() => void} draw  what is listed has changed, here or in another tab */
export function on_recent_rooms(draw) {
  changed = draw;
  addEventListener('storage', event => event.key === 'tincan.rooms' && draw());
}

/** @param {RecentRoom[]} all */
function store(all) {
  const sorted = [...all].sort((a, b) => b.at - a.at);
  const starred = sorted.filter(it => it.starred).slice(0, MOST_STARRED);
  const others = sorted.filter(it => !it.starred).slice(0, MOST);
  keep('rooms', starred.length + others.length ? JSON.stringify([...starred, ...others]) : '');
  changed();
}

export const remembers_rooms = () => kept('remember_rooms') !== 'no';

/** @param {boolean} on  off: those that are remembered are forgotten */
export function set_remembers_rooms(on) {
  keep('remember_rooms', on ? '' : 'no');
  if (!on) store([]);
}

/**
 * A room was entered.
 * @param {{id: string, name: string, link: string}} room  link: the whole address
 * @param {string} former  the id that it had, where it goes on under another link; else ''
 */
export function note_room({ id, name, link }, former) {
  if (!remembers_rooms()) return;
  const all = recent_rooms();
  const same = all.filter(it => it.id === id || it.id === former);
  const starred = same.some(it => it.starred);
  store([...all.filter(it => !same.includes(it)), { id, name, link: new URL(link).hash, at: Date.now(), starred }]);
}

/** @param {string} id */
export const forget_recent_room = id => store(recent_rooms().filter(it => it.id !== id));

/** @param {string} id @param {boolean} starred */
export const star_room = (id, starred) => store(recent_rooms().map(it => (it.id === id ? { ...it, starred } : it)));
