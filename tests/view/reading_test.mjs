// The conversation as it is read: where the reader is, what was missed, and texts of all kinds.
import { Chromium } from '../browser/chromium.mjs';
import { picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { inside_are, arrival, calling, i_call, line, morning, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const top_of = tab => tab.evaluate(() => Math.round(document.getElementById('messages').scrollTop));
const is_at_end = tab =>
  tab.until('the newest line is in view', () => {
    const at = document.getElementById('messages');
    return at.scrollHeight - at.scrollTop - at.clientHeight < 4;
  });
const unread = count => ['unread', count];
const title_is = (tab, begins) => tab.until(`the title begins with ${begins}`, it => document.title.startsWith(it), begins);

view('the scroll stays where the reader is, and what is new is counted', async open => {
  const tab = await open();
  await tab.show(
    two,
    Array.from({ length: 60 }, (_, at) => line('Jun', `line ${at + 1}`)),
  );
  await is_at_end(tab);
  await tab.called('looking', true);
  await tab.evaluate(() => (document.getElementById('messages').scrollTop = 200));
  await tab.reads('#jump', 'Newest messages');
  await tab.called('looking', false);
  const place = await top_of(tab);
  await tab.show(line('Jun', 'you have not seen this'), unread(1));
  await tab.reads('#jump', /^1 new message$/);
  await tab.show(line('Jun', 'nor this'), unread(2));
  await tab.reads('#jump', '2 new messages');
  await title_is(tab, '(2) quiet-amber-otter');
  must((await top_of(tab)) === place, 'the reader stays in place');
  await picture(tab, 'new-messages');
  await tab.presses('#jump');
  await is_at_end(tab);
  must(String((await tab.calls('looking')).map(it => it[1]).slice(-3)) === 'true,false,true', 'the core knows when the reader looks');
  await tab.show(unread(0));
  await title_is(tab, 'quiet-amber-otter');
  await tab.sees_no('#jump');
  await tab.show(line('Jun', 'now you see it'));
  await is_at_end(tab);
  await tab.sees_no('#jump');
});

view(
  'a long conversation looks right',
  async open => {
    const tab = await open();
    const words = [
      'Good morning!',
      'Did the boxes arrive?',
      'Two of three. The small one is still on its way, they say by noon.',
      'Then I call them.',
    ];
    const said = Array.from({ length: 40 }, (_, at) => {
      const how = { number: at, time: morning + Math.floor(at / 3) * 60_000 };
      return at % 4 < 2 ? line('Jun', `${words[at % 4]}`, how) : my_line('Mina', words[at % 4], how);
    });
    await tab.show(two, said);
    await is_at_end(tab);
    await pictures(tab, 'long-conversation', { axe: true });
  },
  { only: Chromium },
);

view('a hidden tab counts in its title', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.called('looking', true);
  // Automation keeps all tabs visible, so the page is told.
  await tab.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await tab.called('looking', false);
  await tab.show(line('Jun', 'psst'), unread(1));
  await title_is(tab, '(1) ');
});

const texts = [
  'two\nlines\n\nand a gap',
  'a'.repeat(300),
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇷 👍🏽',
  'مرحبا بالعالم',
  '<img src=x onerror="globalThis.broken_in=1"><script>globalThis.broken_in=2</script> &amp; <b>not bold</b>',
  '끝말잇기 – 漢字 – ελληνικά',
];

view('texts of all kinds are shown as they were written', async open => {
  const tab = await open();
  const links = [
    { text: 'see ', href: '' },
    { text: 'https://example.org/a?b=c&d=%20e#f', href: 'https://example.org/a?b=c&d=%20e#f' },
    { text: ' or javascript:alert(1)', href: '' },
  ];
  await tab.show(
    two,
    texts.map(it => line('Jun', it)),
    line('Jun', links),
  );
  const shown = await tab.evaluate(() =>
    [...document.querySelectorAll('#lines .text')].map(it => ({
      text: it.textContent,
      direction: getComputedStyle(it).direction,
      lang: it.lang,
    })),
  );
  must(JSON.stringify(shown.slice(0, -1).map(it => it.text)) === JSON.stringify(texts), `every text is whole: ${JSON.stringify(shown)}`);
  must(shown[3].direction === 'rtl' && shown[0].direction === 'ltr', 'what is written from the right begins there');
  must(shown[5].lang === 'ko' && shown[3].lang === '', 'a reader aloud knows Korean');
  must(
    await tab.evaluate(() => !document.querySelector('#lines img, #lines script, #lines b') && globalThis.broken_in === undefined),
    'markup stays text',
  );
  const made = await tab.evaluate(() =>
    [...document.querySelectorAll('#lines .text a')].map(it => [it.textContent, it.href, it.target, it.rel]),
  );
  must(
    JSON.stringify(made) === JSON.stringify([[links[1].text, links[1].href, '_blank', 'noopener noreferrer']]),
    `what the core calls a link is one, opens elsewhere and tells nothing: ${JSON.stringify(made)}`,
  );
  must(!(await tab.ask('overflow')).length, 'a long word does not make the page wider');
  must(
    await tab.evaluate(() => [...document.querySelectorAll('#lines .text')].every(it => it.scrollWidth <= it.clientWidth)),
    'nor does it stick out of its message',
  );
});

view(
  'texts of all kinds look right',
  async open => {
    const tab = await open();
    await tab.show(
      two,
      texts.map(it => line('Jun', it)),
      my_line('Mina', 'one more line\n'.repeat(40)),
      my_line('Mina', 'short', { delivery: 'waiting' }),
    );
    await pictures(tab, 'texts', { axe: true });
    // A long message is folded, and unfolds.
    const height = () =>
      tab.evaluate(
        () => document.querySelector('.folded, .unfolded')?.clientHeight ?? document.querySelectorAll('#lines .text')[6].clientHeight,
      );
    const folded = await height();
    await tab.presses('[data-do="unfold"]');
    await tab.reads('[data-do="unfold"]', 'Show less');
    must((await height()) > folded, 'it is higher when it is unfolded');
  },
  { only: Chromium },
);

view('typed text goes to the core as it is, and too much does not', async open => {
  const tab = await open({ first: [arrival(inside_are('Jun'))] });
  await tab.show(two);
  await tab.has_focus('composer');
  await tab.page.insert('two');
  await tab.page.key('Shift+Enter');
  await tab.page.insert('lines  and <b>marks</b>');
  await tab.page.key('Enter');
  await tab.called('say', 'two\nlines  and <b>marks</b>', '', '');
  await tab.until('the field is empty', () => document.getElementById('composer').value === '');
  await tab.page.insert(' \u3164');
  must(await tab.evaluate(() => document.getElementById('send').disabled), 'what cannot be seen cannot be sent');
  await tab.page.key('Enter');
  for (const _ of ' \u3164') await tab.page.key('Backspace');
  await tab.page.insert('b'.repeat(10_001));
  await tab.reads('#spare', '1 character too many');
  must(await tab.evaluate(() => document.getElementById('send').disabled), 'too long cannot be sent');
  await tab.page.key('Enter');
  await tab.page.key('Backspace');
  await tab.reads('#spare', '0 characters left');
  must((await tab.calls('say')).length === 1, 'Enter has sent nothing');
  await tab.presses('#send');
  await tab.called('say', 'b'.repeat(10_000), '', '');
});

view('delivered lines are told from waiting ones, and a line can come in between or go', async open => {
  const tab = await open();
  await tab.show(
    two,
    my_line('Mina', 'one', { delivery: 'waiting' }),
    line('Jun', 'three'),
    line('Jun', 'two', { before: 'line Jun three' }),
  );
  const seen = async () => (await tab.ask('conversation')).map(it => [it.text, it.delivery]);
  must(
    JSON.stringify(await seen()) === '[["one","waiting"],["two",""],["three",""]]',
    `the order is the core's: ${JSON.stringify(await seen())}`,
  );
  await tab.show(['delivery', 'line Mina one', 'delivered', 1, 0, 1, []], ['line_gone', 'line Jun two']);
  must(
    JSON.stringify(await seen()) === '[["one","delivered"],["three",""]]',
    `it is delivered, and the line is gone: ${JSON.stringify(await seen())}`,
  );
});

view('two people of one name are told apart, and markup in a name stays text', async open => {
  const tab = await open();
  const one = { name: '<b>Jun</b>', tag: 'K4Q' };
  const other = { name: '<b>Jun</b>', tag: 'W7M', stranger: true, known: 'stranger' };
  await tab.show(
    room(),
    myself('Mina'),
    person('Jun', one),
    person('Ada', other),
    line('Jun', 'I am one', one),
    line('Ada', 'I am the other', other),
  );
  await tab.reads('#row-people', '⚠ <b>Jun</b> · W7M');
  const authors = (await tab.ask('conversation')).map(it => it.author);
  must(JSON.stringify(authors) === '["<b>Jun</b> · K4Q","⚠ <b>Jun</b> · W7M"]', `the names tell them apart: ${authors}`);
  const people = (await tab.ask('people')).map(it => it.name);
  must(new Set(people).size === 3 && people.includes('<b>Jun</b> · K4Q'), `the list too: ${people}`);
  must(await tab.evaluate(() => !document.querySelector('#lines b, #people b, #row b')), 'markup in a name stays text');
});

view('the newest words stay in view when the window of a call grows narrow and wide again', async open => {
  const tab = await open();
  const lines = Array.from({ length: 40 }, (_, at) => line('Jun', `line ${at + 1}`));
  await tab.show(room(), i_call('Mina'), calling('Jun'), lines);
  for (const width of [1280, 800, 1280, 700, 1280]) {
    await tab.page.look({ width, height: 800, dark: false });
    await tab.until(`the window is ${width} wide`, it => innerWidth === it, width);
    // Where there is no room for both, the chat is open when it is wanted.
    const is_open = await tab.evaluate(() => document.getElementById('messages').checkVisibility());
    if (!is_open) await tab.presses('#toggle-chat');
    await tab.sees('#messages');
    await is_at_end(tab);
    await tab.sees_no('#jump');
  }
});
