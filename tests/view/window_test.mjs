// A long conversation: its lines are a window, which a reader leads anywhere without a jump.
import { must } from '../browser/waiting.mjs';
import { line, morning, myself, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const COUNT = 1_000;
const MOST_LINES = 260;
// The browser itself puts a line at a whole pixel of its screen.
const EXACT_PX = 1;

/** A page whose core has so many messages, of one to five rows each. */
async function open_long(open, count = COUNT) {
  const tab = await open();
  await tab.show(two);
  await tab.evaluate(
    ([one, all, time]) => {
      const said = number => `message ${number} ${'and a few words more. '.repeat(3 * (number % 5))}`;
      globalThis.core.log.keep(
        Array.from({ length: all }, (_, number) => ({
          ...one,
          id: `line ${number}`,
          time: time - (all - number) * 20_000,
          pieces: [{ text: number === 77 ? 'the needle' : said(number), href: '' }],
        })),
      );
    },
    [line('Jun', '')[1], count, morning],
  );
  await tab.until('the newest line is in view', it => document.querySelector(`[data-line="line ${it}"]`) !== null, count - 1);
  return tab;
}

/** Runs in the page: scrolls step by step as far as it goes, and says how far any line moved that stayed in view while others came and went. */
async function wander(by) {
  const scroller = document.getElementById('messages');
  const frame = () => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const places = () => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const all = [...document.querySelectorAll('#lines .line')].map(it => [it.dataset.line, it.getBoundingClientRect()]);
    return new Map(all.filter(([, box]) => box.bottom > top && box.top < bottom).map(([id, box]) => [id, box.top]));
  };
  let worst = 0;
  let most = 0;
  const seen = new Set(places().keys());
  for (let was = -1; was !== scroller.scrollTop;) {
    was = scroller.scrollTop;
    scroller.scrollTop += by;
    const before = places();
    // More is asked for at rest.
    await new Promise(rested => setTimeout(rested, 150));
    await frame();
    for (const [id, top] of places()) {
      seen.add(id);
      if (before.has(id)) worst = Math.max(worst, Math.abs(top - before.get(id)));
    }
    most = Math.max(most, document.querySelectorAll('#lines .line').length);
  }
  return { worst, most, seen: seen.size };
}

const shows = (tab, number) =>
  tab.until(
    `message ${number} is in view`,
    it => {
      const box = document.querySelector(`[data-line="line ${it}"]`)?.getBoundingClientRect();
      const { top, bottom } = document.getElementById('messages').getBoundingClientRect();
      return box && box.bottom > top && box.top < bottom;
    },
    number,
  );

view('a reader who scrolls to the first message and back sees each one, where it belongs', async open => {
  const tab = await open_long(open, 400);
  await tab.called('looking', true);
  for (const [by, end] of [
    [-500, 0],
    [500, 399],
  ]) {
    const { worst, most, seen } = await tab.evaluate(wander, by);
    must(worst < EXACT_PX, `no line moves while others come and go: ${worst} px`);
    must(most <= MOST_LINES, `the page stays small: ${most} lines`);
    must(seen === 400, `all were seen: ${seen}`);
    await shows(tab, end);
  }
  await tab.called('reading', true);
});

view('by keyboard: the arrow keys lead to messages that were not shown, Home to the first of all and End to the last', async open => {
  const tab = await open_long(open);
  await tab.evaluate(() => document.querySelector('#lines .line[tabindex="0"]').focus());
  const focused = () => tab.evaluate(() => document.activeElement.dataset.line);
  must((await focused()) === 'line 999', `a Tab leads to the newest: ${await focused()}`);
  for (let number = 998; number > 860; number -= 1) await tab.page.key('ArrowUp');
  must((await focused()) === 'line 861', `each key leads to the next one: ${await focused()}`);
  await shows(tab, 861);
  await tab.page.key('Home');
  must((await focused()) === 'line 0', `the first of all: ${await focused()}`);
  await shows(tab, 0);
  for (let number = 0; number < 120; number += 1) await tab.page.key('ArrowDown');
  must((await focused()) === 'line 120', `and down again: ${await focused()}`);
  await tab.page.key('End');
  must((await focused()) === 'line 999', `the last one: ${await focused()}`);
  await shows(tab, 999);
  must((await tab.evaluate(() => document.querySelectorAll('#lines .line').length)) <= MOST_LINES, 'the page stays small');
});

view('a search finds what was said long ago, and the button leads back', async open => {
  const tab = await open_long(open, 5_000);
  await tab.page.key('Control+f');
  await tab.page.insert('NEEDLE');
  await tab.reads('#search-count', '1 of 1');
  await shows(tab, 77);
  must(await tab.evaluate(() => CSS.highlights.get('found').size === 1), 'the word is highlighted');
  await tab.evaluate(() => document.getElementById('search-field').select());
  await tab.page.insert('message 4');
  await tab.reads('#search-count', /^1 of 1[,.]?\d+$/);
  await tab.evaluate(() => document.getElementById('search-field').select());
  await tab.page.insert('from:jun needle');
  await shows(tab, 77);
  await tab.page.key('Escape');
  await tab.presses('#jump');
  await shows(tab, 4_999);
  await tab.sees_no('#jump');
});

view('what comes while the reader is far away moves nothing, and the button leads to the first of it', async open => {
  const tab = await open_long(open);
  await tab.called('looking', true);
  await tab.evaluate(() => document.querySelector('[data-line="line 999"]').focus());
  await tab.page.key('Home');
  await tab.called('reading', false);
  await shows(tab, 0);
  const place = () => tab.evaluate(() => document.querySelector('[data-line="line 3"]').getBoundingClientRect().top);
  const was = await place();
  await tab.evaluate(one => {
    for (let number = 1_000; number < 1_300; number += 1)
      globalThis.core.log.comes({ ...one, id: `line ${number}`, pieces: [{ text: `news ${number}`, href: '' }] });
  }, line('Jun', '')[1]);
  await tab.show(['unread', 300, 'line 1000'], notice('joined', 'Ada'));
  await tab.reads('#jump', '300 new messages');
  must((await place()) === was, 'the reader stays in place');
  must((await tab.evaluate(() => document.querySelectorAll('.notice').length)) === 0, 'a notice waits for the end');
  await tab.presses('#jump');
  await shows(tab, 1_000);
  await tab.until(
    'a line stands above the first of them',
    () => document.querySelector('.unread-line')?.nextElementSibling.dataset.line === 'line 1000',
  );
  await tab.presses('#jump');
  await shows(tab, 1_299);
  must(await tab.evaluate(() => document.querySelector('#lines').lastElementChild.matches('.notice')), 'and there the notice stands');
});

view('a quote leads to a message that is not shown, and a row that goes gives the focus to its neighbour', async open => {
  const tab = await open_long(open);
  const quote = { id: 'line 40', name: 'Jun', text: 'message 40' };
  await tab.show(line('Jun', 'as I said', { answers: quote }));
  await tab.presses('.quote');
  await shows(tab, 40);
  must((await tab.evaluate(() => document.activeElement.dataset.line)) === 'line 40', 'it has the focus');
  await tab.show(['line_gone', 'line 40']);
  must((await tab.evaluate(() => document.activeElement.dataset.line)) === 'line 41', 'the next one has it');
});
