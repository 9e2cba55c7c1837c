// How stories are declared: each with the browsers that play it. The quick set plays a story once, the whole set in all browsers.

/**
 * Something of a real browser that a story is about. A story that needs none of it is the same in every browser.
 * @typedef {'media' | 'screen' | 'devices' | 'relay' | 'freeze' | 'page_cache' | 'storage'} Need
 *
 * @typedef {'Chromium' | 'Firefox'} BrowserName
 *
 * @typedef {object} Story
 * @property {string} name  with the browsers; no other has it
 * @property {BrowserName[]} browsers
 * @property {Need[]} needs
 * @property {(scene: import('./scene.mjs').Scene, ...browsers: object[]) => Promise<void>} tell
 */

/** Whether this is the whole set. */
export const plays_all = process.env.TINCAN_BROWSERS === 'all';

/** @type {Story[]} */
export const stories = [];

/** Thrown by a story that cannot be told here. */
export class Skipped extends Error {}

/** With or without options: what both say. */
const sorted_out = given => (given.length === 1 ? [{}, given[0]] : given);

/**
 * A story of the browsers named.
 * @param {string} name
 * @param {BrowserName[]} browsers
 * @param {[Story['tell']] | [{needs?: Need[], quick?: boolean}, Story['tell']]} given
 *   quick: false for one of which a quicker test proves the most, and which only the whole set plays
 */
export function story(name, browsers, ...given) {
  const [{ needs = [], quick = true }, tell] = sorted_out(given);
  if (quick || plays_all) stories.push({ name: `${name} (${browsers.join(' and ')})`, browsers, needs, tell });
}

/** @type {BrowserName[]} */
const each = ['Chromium', 'Firefox'];
let in_turn = 0;

/** The same story in each browser alone; in the quick set in Chromium, and where it needs something in which browsers differ, in them in turn. */
export function story_of_each(name, ...given) {
  const [{ needs = [] }, tell] = sorted_out(given);
  const once = needs.length ? each[in_turn++ % each.length] : 'Chromium';
  for (const browser of plays_all ? each : [once]) story(name, [browser], { needs }, tell);
}

const all_pairs = [
  ['Chromium', 'Chromium'],
  ['Firefox', 'Firefox'],
  ['Chromium', 'Firefox'],
];

/** Where the first must be Chromium. */
export const with_chromium = [
  ['Chromium', 'Chromium'],
  ['Chromium', 'Firefox'],
];

/**
 * The same story in pairs of browsers.
 * @param {string} name
 * @param {[Story['tell']] | [{needs?: Need[], pairs?: BrowserName[][], quick?: BrowserName[][]}, Story['tell']]} given
 *   pairs: those that can play it; quick: those that play it in the quick set
 */
export function story_of_pairs(name, ...given) {
  const [{ needs = [], pairs = all_pairs, quick = [['Chromium', 'Firefox']] }, tell] = sorted_out(given);
  for (const pair of plays_all ? pairs : quick) story(name, pair, { needs }, tell);
}
