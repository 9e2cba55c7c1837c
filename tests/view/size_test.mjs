// A long conversation: the page stays as usable as with a short one, and what it holds is bounded.
import { Chromium } from '../browser/chromium.mjs';
import { must } from '../browser/waiting.mjs';
import { line, morning, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const COUNT = 10_000;
const MOST_NODES = 15_000;
// A machine that is busy with other things is slower.
const SLOW_MS = 1_000;

/** How long that takes until its frame is drawn, in milliseconds. */
async function takes(tab, act) {
  const started = Date.now();
  await act();
  await tab.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)))));
  return Date.now() - started;
}

const is_at_end = tab =>
  tab.until('the newest line is in view', () => {
    const at = document.getElementById('messages');
    const last = document.querySelector('#lines').lastElementChild?.dataset.line;
    return last === globalThis.core.log.lines.at(-1).id && at.scrollHeight - at.scrollTop - at.clientHeight < 4;
  });

view(
  'with ten thousand messages the page is as with a hundred',
  async open => {
    const tab = await open();
    await tab.show(room(), myself('Mina'), person('Jun'));
    await tab.evaluate(
      ([theirs, mine, count, time]) => {
        const said = number => (number % 3 ? theirs : mine);
        globalThis.core.log.keep(
          Array.from({ length: count }, (_, number) => ({
            ...said(number),
            id: `line ${number}`,
            time: time - (count - number) * 20_000,
            pieces: [{ text: `message ${number} of a long evening`, href: '' }],
          })),
        );
      },
      [line('Jun', '')[1], my_line('Mina', '')[1], COUNT, morning],
    );
    await is_at_end(tab);
    await tab.has_focus('composer');

    const typed = await takes(tab, async () => {
      for (const key of 'typing') await tab.page.key(key);
    });
    must((await tab.evaluate(() => document.getElementById('composer').value)) === 'typing', 'every key is in the field');
    must(typed < SLOW_MS, `six keys take ${typed} ms`);
    const came = await takes(tab, () => tab.show(line('Jun', 'one more')));
    must(came < SLOW_MS, `another line takes ${came} ms`);

    await tab.evaluate(() => document.querySelector('#lines .line[tabindex="0"]').focus());
    const went = await takes(tab, () => tab.page.key('Home'));
    must(went < SLOW_MS, `the way to the first line takes ${went} ms`);
    await tab.page.key('Control+f');
    await tab.page.insert('message 1');
    const first = await takes(tab, () => tab.page.insert('2'));
    must(first < SLOW_MS, `a letter of a search takes ${first} ms`);
    await tab.reads('#search-count', /^1 of 111$/);
    await tab.page.key('Escape');
    await tab.presses('#jump');
    await is_at_end(tab);

    const devtools = await tab.page.devtools();
    await devtools.send('HeapProfiler.collectGarbage');
    const { nodes } = await devtools.send('Memory.getDOMCounters');
    must(nodes < MOST_NODES, `the document stays in bounds: ${nodes} nodes`);
    console.log(`typed ${typed} came ${came} went ${went} letter ${first} nodes ${nodes}`);
  },
  { only: Chromium },
);
