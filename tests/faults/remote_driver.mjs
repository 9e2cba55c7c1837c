// Runs inside a network namespace, with a browser there: does what the other end of the pipe says.
//   remote_driver.mjs Chromium|Firefox ORIGIN FOLDER
import { Chromium } from '../browser/chromium.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { Person } from '../browser/person.mjs';
import { descendants, signal } from '../browser/processes.mjs';
import { watch } from './watch.mjs';

const [kind, origin, folder] = process.argv.slice(2);
const how = { origin, folder };
const start = () => ({ Chromium, Firefox })[kind].start('usual', how);
let browser = await start();
/** @type {Person} */
let person;
let debugging;

const pids = all => all.map(({ pid }) => pid);
// A page's own, in both browsers.
const of_pages = () => pids(descendants(process.pid).filter(({ command }) => /--type=renderer|-isForBrowser/.test(command)));

const own = {
  is_ready: () => true,

  /** Opens the page, with a browser that was killed starting again. */
  async opens(name, address) {
    browser ??= await start();
    person = new Person(name, await browser.page({ before: watch, whole_camera: true }));
    await person.opens(address);
  },
  /** The link of the room is the answer. */
  async enters() {
    await person.enters();
    return person.link;
  },

  /** Asks what watches in the page. */
  watcher: (what, ...given) => person.page.evaluate(([name, all]) => globalThis.watcher[name](...all), [what, given]),

  /** All of it in one moment, with no goodbye. */
  is_killed() {
    browser = undefined;
    signal('SIGKILL', pids(descendants(process.pid)));
  },

  /** The processes that pages run in do nothing at all, as where a telephone's system freezes them. */
  is_frozen: () => signal('SIGSTOP', of_pages()),
  thaws: () => signal('SIGCONT', of_pages()),

  /** The page's scripts stand still, its connections do not: what a browser does to a tab in the background. */
  async scripts_stop() {
    debugging = await person.page.devtools();
    await debugging.send('Debugger.enable');
    await debugging.send('Debugger.pause');
  },
  async scripts_go_on() {
    await debugging.send('Debugger.resume');
    await debugging.detach();
  },

  goes: () => person.page.end(),
  ends: () => browser?.close(),
};

process.on('message', async ({ number, what, given }) => {
  try {
    const answer = await (own[what] ?? person[what].bind(person))(...given);
    process.send({ number, answer });
  } catch (error) {
    process.send({ number, error: `${person?.name ?? kind}: ${error.message}` });
  }
});
process.on('disconnect', () => process.exit());
