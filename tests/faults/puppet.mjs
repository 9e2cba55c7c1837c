// Runs inside a network namespace, with a browser there: does what the other end of the pipe says.
//   puppet.mjs Chromium|Firefox ORIGIN
import { Chromium } from '../browser/chromium.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { Person } from '../browser/person.mjs';
import { watch } from './watch.mjs';

const [kind, origin] = process.argv.slice(2);
const browser = await { Chromium, Firefox }[kind].start('usual', { origin });
/** @type {Person} */
let person;

const own = {
  is_ready: () => true,

  /** Opens the page and goes in; the link of the room is the answer. */
  async arrives(name, address) {
    person = new Person(name, await browser.page({ before: watch }));
    await person.opens(address);
    await person.enters();
    return person.link;
  },

  /** Asks what watches in the page. */
  watcher: (what, ...given) => person.page.evaluate(([name, all]) => globalThis.watcher[name](...all), [what, given]),

  goes: () => person.page.end(),
  ends: () => browser.close(),
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
