// Ten thousand messages: the page stays usable, and what it holds is bounded.
import { Chromium } from '../browser/chromium.mjs';
import { must } from '../browser/waiting.mjs';
import { line, morning, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const COUNT = 10_000;
// Three times of what it is.
const MOST_MEMORY = 150_000_000;
const MOST_NODES = 200_000;
// A machine that is busy with other things is slower, and a page that works off ten thousand lines for each key is slower still.
const SLOW_MS = 2_000;

const said = Array.from({ length: COUNT }, (_, number) => {
  const how = { number, id: `line ${number}`, time: morning - (COUNT - number) * 20_000 };
  return number % 3 ? line('Jun', `message ${number} of a long evening`, how) : my_line('Mina', `answer ${number}`, how);
});

/** How long that takes until its frame is drawn, in milliseconds. */
async function takes(tab, act) {
  const started = Date.now();
  await act();
  await tab.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)))));
  return Date.now() - started;
}

view(
  'with ten thousand messages the page stays usable',
  async open => {
    const tab = await open();
    await tab.show(room(), myself('Mina'), person('Jun'));
    for (let at = 0; at < COUNT; at += 1_000) await tab.show(said.slice(at, at + 1_000));
    await tab.until('the newest line is in view', () => {
      const at = document.getElementById('messages');
      return document.querySelectorAll('#lines .line').length === 10_000 && at.scrollHeight - at.scrollTop - at.clientHeight < 4;
    });
    await tab.has_focus('composer');

    const typed = await takes(tab, async () => {
      for (const key of 'typing') await tab.page.key(key);
    });
    must((await tab.evaluate(() => document.getElementById('composer').value)) === 'typing', 'every key is in the field');
    must(typed < SLOW_MS, `six keys take ${typed} ms`);
    const came = await takes(tab, () => tab.show(line('Jun', 'one more')));
    must(came < SLOW_MS, `another line takes ${came} ms`);

    // To an old line and back. A line that comes meanwhile does not move the reader.
    const scrolled = await takes(tab, () => tab.evaluate(() => document.querySelector('[data-line="line 100"]').scrollIntoView()));
    must(scrolled < SLOW_MS, `scrolling to an old line takes ${scrolled} ms`);
    const is_seen = () => {
      const at = document.querySelector('[data-line="line 100"]').getBoundingClientRect();
      return at.top >= 0 && at.bottom <= innerHeight;
    };
    await tab.until('the old line is in view', is_seen);
    await tab.show(line('Jun', 'and another'), ['unread', 1]);
    await tab.reads('#jump', '1 new message');
    must(await tab.evaluate(is_seen), 'the reader stays in place');
    await tab.presses('#jump');
    await tab.until('the newest line is in view', () => {
      const at = document.getElementById('messages');
      return at.scrollHeight - at.scrollTop - at.clientHeight < 4;
    });

    const devtools = await tab.page.devtools();
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
    const { nodes } = await devtools.send('Memory.getDOMCounters');
    must(usedSize + backingStorageSize < MOST_MEMORY, `memory stays in bounds: ${usedSize + backingStorageSize} bytes`);
    must(nodes < MOST_NODES, `the document stays in bounds: ${nodes} nodes`);

    // The page forgets the lines that the core forgets.
    await tab.show(said.slice(0, COUNT - 100).map(([, { id }]) => ['line_gone', id]));
    await devtools.send('HeapProfiler.collectGarbage');
    const { nodes: left } = await devtools.send('Memory.getDOMCounters');
    must(left < nodes / 10, `forgotten lines leave nothing behind: ${left} nodes of ${nodes}`);
    console.log(`typed ${typed} came ${came} scrolled ${scrolled} memory ${usedSize} ${backingStorageSize} nodes ${nodes} ${left}`);
  },
  { only: Chromium },
);
