// The browser suite, as a file of node:test; run.mjs runs it. Stories about media, which keep a computer busy, are played one at a time,
// all others two at a time.
import { readdirSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';
import { Environment, Scene } from './scene.mjs';
import { Skipped, stories } from './declare.mjs';

// Many times what the longest takes: none is to fail because a machine is slow.
const LONGEST_MS = 600_000;
const ENDING_MS = 60_000;

// Every story may start a server, and each is ended with the run at the latest.
process.setMaxListeners(100);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const installed = { Chromium: Chromium.find(), Firefox: Firefox.find() };

for (const file of readdirSync(new URL('stories', import.meta.url)).sort()) {
  if (file.endsWith('.mjs')) await import(`./stories/${file}`);
}
const media = stories.filter(it => it.needs.includes('media'));
const chat = stories.filter(it => !media.includes(it));
play('chat', chat, 2);
play('media', media, 1);

/** @param {string} name @param {import('./declare.mjs').Story[]} all @param {number} at_once */
function play(name, all, at_once) {
  describe(name, { concurrency: at_once }, () => {
    /** Those that no story plays in now. @type {Environment[]} */
    const free = [];
    after(() => Promise.all(free.map(it => it.close())));
    for (const it of all) {
      const missing = it.browsers.find(browser => !installed[browser]);
      test(it.name, { skip: missing && `${missing} is not installed`, timeout: LONGEST_MS + 2 * ENDING_MS }, async context => {
        const environment = free.pop() ?? (await Environment.open());
        try {
          await tell(environment, it);
          free.push(environment);
        } catch (error) {
          // The remains of a failure befall no other story.
          await at_most(ENDING_MS, environment.close()).catch(() => {});
          if (!(error instanceof Skipped)) throw error;
          context.skip(error.message);
        }
      });
    }
  });
}

/** @param {Environment} environment @param {import('./declare.mjs').Story} story */
async function tell(environment, { browsers, tell }) {
  const scene = new Scene(environment);
  let failure;
  try {
    const all = await Promise.all(browsers.map(name => environment.browser(name)));
    await at_most(LONGEST_MS, tell(scene, ...all));
    const troubles = scene.troubles();
    if (troubles.length) throw new Error(`the pages complained:\n${troubles.join('\n')}`);
  } catch (error) {
    const troubles = scene.troubles();
    if (troubles.length && !error.message.startsWith('the pages')) error.stack += `\n    complaints: ${troubles.join('\n    ')}`;
    failure = error;
  }
  await at_most(ENDING_MS, scene.end()).catch(error => (failure ??= error));
  if (failure) throw failure;
}

/** Fails unless the work is done by then. @param {number} ms @param {Promise<void>} work */
async function at_most(ms, work) {
  let patience;
  const too_long = new Promise((_, fail) => (patience = setTimeout(fail, ms, new Error(`longer than ${ms / 1000} s`))));
  await Promise.race([work, too_long]).finally(() => clearTimeout(patience));
}
