// Finding what was said or missed, and taking a copy of it along.
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { again, line, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const lines = [
  line('Jun', 'When does the TRAIN leave?'),
  my_line('Mina', 'The train leaves at ten past nine'),
  line('Jun', 'Then I bring the bags'),
  my_line('Mina', '<b>기차</b> & *bags*'),
];

view('words are found by a key, the newest first, whatever their case', async open => {
  const tab = await open();
  await tab.show(two, ...lines);
  await tab.page.key('Control+f');
  await tab.page.insert('train');
  await tab.reads('#search-count', '1 of 2');
  await tab.until('the newest is shown', id => document.querySelector('.line.flash')?.dataset.line === id, lines[1][1].id);
  await tab.page.key('Enter');
  await tab.reads('#search-count', '2 of 2');
  await tab.page.key('Enter');
  await tab.reads('#search-count', '1 of 2');
  must(await tab.evaluate(() => CSS.highlights.get('found').size === 2), 'both places are highlighted');
  await pictures(tab, 'search', { axe: true });
  await tab.page.key('Escape');
  await tab.sees_no('#search');
  must(await tab.evaluate(() => !CSS.highlights.has('found')), 'nothing is highlighted any more');
  must(await tab.evaluate(() => document.activeElement?.id === 'composer'), 'the focus is where one writes');
});

view('what one person said is found by their name, and nothing by what nobody said', async open => {
  const tab = await open();
  await tab.show(two, ...lines);
  await tab.presses('#menu-button');
  await tab.presses('#find');
  await tab.page.insert('from:jun bags');
  await tab.reads('#search-count', '1 of 1');
  await tab.evaluate(() => document.getElementById('search-field').select());
  await tab.page.insert('기차');
  await tab.reads('#search-count', '1 of 1');
  await tab.evaluate(() => document.getElementById('search-field').select());
  await tab.page.insert('zebra');
  await tab.reads('#search-count', 'Nothing found');
});

view('a copy has all that is shown, as text', async open => {
  const tab = await open();
  const reacted = again(lines[0], { before: lines[1][1].id, reactions: [{ emoji: '👍', count: 1, mine: true, people: 'Mina' }] });
  await tab.show(two, ...lines, reacted);
  await tab.evaluate(() => {
    globalThis.copies = [];
    URL.createObjectURL = blob => {
      blob.text().then(text => globalThis.copies.push(text));
      return '#';
    };
  });
  await tab.presses('#menu-button');
  await tab.presses('#kept-room summary');
  for (const at of [1, 2, 3]) await tab.presses(`.copies button:nth-of-type(${at})`);
  await tab.called('copy_entries', '');
  await tab.show(['copied', ['{"first":1}'], 'feed.2']);
  await tab.called('copy_entries', 'feed.2');
  await tab.show(['copied', ['{"first":2}'], '']);
  await tab.until('there are three copies', () => globalThis.copies.length === 3);
  const [markdown, html, json] = (await tab.evaluate(() => globalThis.copies)).toSorted((a, b) => a.charCodeAt(0) - b.charCodeAt(0));
  must(markdown.includes('**Jun** ') && markdown.includes('When does the TRAIN leave?\n\n👍 1'), `Markdown: ${markdown}`);
  must(html.includes('&lt;b&gt;기차&lt;/b&gt; &amp; *bags*') && !html.includes('<b>'), `HTML: ${html}`);
  const { messages, entries } = JSON.parse(json);
  must(JSON.stringify(entries) === '[{"first":1},{"first":2}]', `the entries themselves are in it: ${json}`);
  must(messages.length === 4 && messages[0].reactions[0].emoji === '👍' && messages[3].text === '<b>기차</b> & *bags*', `JSON: ${json}`);
});

view('what came while nobody looked begins with a line, to which one is led, and which goes with an answer', async open => {
  const tab = await open();
  await tab.show(
    two,
    Array.from({ length: 40 }, (_, at) => line('Jun', `line ${at + 1}`)),
  );
  await tab.called('looking', true);
  await tab.sees_no('.unread-line');
  await tab.until('the newest is in view', () => document.getElementById('messages').scrollTop > 200);
  await tab.evaluate(() => (document.getElementById('messages').scrollTop = 100));
  await tab.called('looking', false);
  await tab.show(
    Array.from({ length: 40 }, (_, at) => line('Jun', `news ${at + 1}`)),
    ['unread', 40, 'line Jun news 1'],
  );
  await tab.presses('#jump');
  await tab.until('the first of the news is in view', () => {
    const { top } = document.querySelector('.unread-line').getBoundingClientRect();
    const scroller = document.getElementById('messages').getBoundingClientRect();
    return top > scroller.top - 2 && top < scroller.bottom - 100;
  });
  must(
    await tab.evaluate(() => document.querySelector('.unread-line').nextElementSibling.textContent.includes('news 1')),
    'the line stands above the first of them',
  );
  await pictures(tab, 'unread-line', { axe: true });
  await tab.presses('#jump');
  await tab.until('the newest is in view', () => {
    const at = document.getElementById('messages');
    return at.scrollHeight - at.scrollTop - at.clientHeight < 4;
  });
  await tab.show(my_line('Mina', 'thanks'));
  await tab.sees_no('.unread-line');
});
