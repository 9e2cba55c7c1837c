// How stories are told: collected from the files, run one after the other, counted.
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';
import { House, Scene } from './scene.mjs';

// One that hangs must not stop the others. Many times what the longest takes: a story is not to fail because a machine is slow.
const LONGEST_MS = 300_000;

/** @type {{name: string, browsers: string[], tell: (scene: Scene, ...browsers: object[]) => Promise<void>}[]} */
const stories = [];

/** Thrown by a story that cannot be told here. */
export class Skipped extends Error {}

/**
 * A story of one browser, or of those named.
 * @param {string} name
 * @param {('Chromium' | 'Firefox')[]} browsers
 */
export function story(name, browsers, tell) {
  stories.push({ name: `${name} (${browsers.join(' and ')})`, browsers, tell });
}

/** A story that is the same for all pairs of browsers. */
export function story_of_pairs(name, tell) {
  for (const pair of [
    ['Chromium', 'Chromium'],
    ['Firefox', 'Firefox'],
    ['Chromium', 'Firefox'],
  ]) {
    story(name, pair, tell);
  }
}

/** The same story in each browser alone. */
export function story_of_each(name, tell) {
  for (const browser of ['Chromium', 'Firefox']) story(name, [browser], tell);
}

/**
 * Tells all whose name contains one of the words, or simply all; says how it went.
 * @param {string[]} words
 * @returns {Promise<boolean>}  whether none failed
 */
export async function tell_all(words) {
  const here = { Chromium: Chromium.find(), Firefox: Firefox.find() };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const house = await House.open();
  for (const it of stories.filter(one => !words.length || words.some(word => one.name.includes(word)))) {
    const started = Date.now();
    const missing = it.browsers.find(name => !here[name]);
    const outcome = missing ? new Skipped(`${missing} is not installed`) : await told(house, it);
    const how = outcome === null ? 'passed' : outcome instanceof Skipped ? 'skipped' : 'failed';
    counts[how] += 1;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${how === 'failed' ? 'FAILED' : how}: ${it.name}${how === 'skipped' ? `: ${outcome.message}` : ''} (${seconds} s)`);
    if (how === 'failed') console.log(`  ${outcome.stack.split('\n').slice(0, 8).join('\n  ')}`);
  }
  await house.close();
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}

/** @returns {Promise<Error | null>} */
async function told(house, { browsers, tell }) {
  const scene = new Scene(house);
  let patience;
  try {
    const all = await Promise.all(browsers.map(name => house.browser(name)));
    const too_long = new Promise((_, fail) => (patience = setTimeout(fail, LONGEST_MS, new Error(`longer than ${LONGEST_MS / 1000} s`))));
    await Promise.race([tell(scene, ...all), too_long]);
    const troubles = scene.troubles();
    if (troubles.length) throw new Error(`the pages complained:\n${troubles.join('\n')}`);
    return null;
  } catch (error) {
    if (error instanceof Skipped || !(error instanceof Error)) return error;
    const troubles = scene.troubles();
    if (troubles.length && !error.message.startsWith('the pages')) error.stack += `\n    complaints: ${troubles.join('\n    ')}`;
    return error;
  } finally {
    clearTimeout(patience);
    await scene.end();
  }
}
