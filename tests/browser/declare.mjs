// How stories are declared: each with the browsers that play it. The quick set plays a story once unless it needs something in which
// browsers differ; the whole set plays it in all browsers.

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

const plays_all = process.env.TINCAN_BROWSERS === 'all';

/** @type {Story[]} */
export const stories = [];

/** Thrown by a story that cannot be told here. */
export class Skipped extends Error {}

/** With or without options: what both say. */
const sorted_out = given => (given.length === 1 ? [{}, given[0]] : given);

/**
 * A story of the browsers named, in every set.
 * @param {string} name
 * @param {BrowserName[]} browsers
 * @param {[Story['tell']] | [{needs?: Need[]}, Story['tell']]} given
 */
export function story(name, browsers, ...given) {
  const [{ needs = [] }, tell] = sorted_out(given);
  stories.push({ name: `${name} (${browsers.join(' and ')})`, browsers, needs, tell });
}

/** The same story in each browser alone; in the quick set in Chromium, and in Firefox where it needs something. */
export function story_of_each(name, ...given) {
  const [{ needs = [] }, tell] = sorted_out(given);
  for (const browser of plays_all || needs.length ? ['Chromium', 'Firefox'] : ['Chromium']) story(name, [browser], { needs }, tell);
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
