// The conversation as it is read: what was missed, where the reader is, and texts of all kinds.
import { picture, pictures } from '../screens.mjs';
import { story, story_of_each } from '../telling.mjs';
import { must, until } from '../waiting.mjs';

const scrolled = person => person.page.evaluate(() => Math.round(document.getElementById('messages').scrollTop));
const text_of_line = (person, index) =>
  person.page.evaluate(it => [...document.querySelectorAll('#lines .text')].at(it).textContent, index);

story_of_each('the scroll stays where the reader is, and what is new is counted', async (scene, browser) => {
  const [mina, jun] = await scene.two(browser, browser);
  for (let at = 1; at <= 30; at += 1) await jun.says(`line ${at}`);
  await mina.sees('line 30');
  must((await mina.page.evaluate(() => document.title)).startsWith('(') === false, 'what is on the screen is not counted');
  if (browser.name === 'Chromium') await pictures(mina, 'long-conversation');
  await mina.page.evaluate(() => (document.getElementById('messages').scrollTop = 200));
  await mina.reads('#jump', 'Newest messages');
  const place = await scrolled(mina);
  await jun.says('you have not seen this');
  await mina.reads('#jump', '1 new message');
  await jun.says('nor this');
  await mina.reads('#jump', '2 new messages');
  await until('the title counts', () => mina.page.evaluate(() => document.title.startsWith('(2) ')));
  must((await scrolled(mina)) === place, 'the reader stays in place');
  if (browser.name === 'Chromium') await picture(mina, 'new-messages');
  await mina.presses('#jump');
  await mina.sees_no('#jump');
  await until('the title no longer counts', () => mina.page.evaluate(() => !document.title.startsWith('(')));
  await jun.says('now you see it');
  await mina.sees('now you see it');
  await until('Mina is at the end', () =>
    mina.page.evaluate(() => {
      const at = document.getElementById('messages');
      return at.scrollHeight - at.scrollTop - at.clientHeight < 4;
    }),
  );
  await mina.sees_no('#jump');
});

story_of_each('a hidden tab counts in its title', async (scene, browser) => {
  const tab_of = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of });
  if (browser.name === 'Chromium') {
    // Automation keeps all tabs of Chromium visible, so there the page is told.
    await mina.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
  } else {
    const other = await tab_of.page();
    await other.front();
  }
  await until('the tab of Mina is hidden', () => mina.page.evaluate(() => document.visibilityState === 'hidden'));
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await jun.says('psst');
  await until('the title counts', () => mina.page.evaluate(() => document.title.startsWith('(1) ')), {
    instead: () => mina.page.evaluate(() => document.title),
  });
});

story_of_each('texts of all kinds arrive as they were written', async (scene, browser) => {
  const [mina, jun] = await scene.two(browser, browser);
  const texts = [
    'two\nlines\n\nand a gap',
    'a'.repeat(300),
    '👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇷 👍🏽',
    'مرحبا بالعالم',
    'see https://example.org/a?b=c&d=%20e#f, or (http://example.net/) and javascript:alert(1) and data:text/html,x',
    '<img src=x onerror="globalThis.broken_in=1"><script>globalThis.broken_in=2</script> &amp; <b>not bold</b>',
    '끝말잇기 – 漢字 – ελληνικά',
  ];
  for (const text of texts) await mina.says(text);
  await jun.sees_in_order(texts);
  must(
    await jun.page.evaluate(() => !document.querySelector('#lines img, #lines script, #lines b') && globalThis.broken_in === undefined),
    'markup stays text',
  );
  const links = await jun.page.evaluate(() => [...document.querySelectorAll('#lines .text a')].map(it => [it.href, it.target, it.rel]));
  must(
    JSON.stringify(links.map(it => it[0])) === JSON.stringify(['https://example.org/a?b=c&d=%20e#f', 'http://example.net/']),
    `only web addresses are links: ${JSON.stringify(links)}`,
  );
  must(
    links.every(([, target, rel]) => target === '_blank' && rel.includes('noopener')),
    'links open elsewhere, and know nothing of us',
  );
  const directions = await jun.page.evaluate(() =>
    [...document.querySelectorAll('#lines .text')].map(it => getComputedStyle(it).direction),
  );
  must(directions[3] === 'rtl' && directions[0] === 'ltr', `right-to-left goes from the right: ${directions}`);
  must(!(await jun.ask('overflow')).length, 'a long word does not make the page wider');
  if (browser.name === 'Chromium') await pictures(jun, 'texts');

  // The longest message that may be sent, and one letter more.
  const longest = '가나다라마 '.repeat(1666) + '끝까지.';
  must(longest.length === 10_000 - 1 || longest.length === 10_000, `the story is about 10,000 characters, not ${longest.length}`);
  await mina.says(longest.slice(0, 10_000));
  await jun.sees(longest.slice(0, 10_000).trim());
  must((await text_of_line(jun, -1)).length === longest.slice(0, 10_000).trim().length, 'nothing is cut off');
  await mina.writes('b'.repeat(10_001));
  await mina.reads('#spare', '1 character too many');
  must(await mina.page.evaluate(() => document.getElementById('send').disabled), 'too long cannot be sent');
  await mina.page.key('Enter');
  await mina.page.key('Backspace');
  await mina.reads('#spare', '0 characters left');
  await mina.presses('#send');
  await jun.sees('b'.repeat(10_000));
});

story_of_each('two people of one name are told apart, and markup in a name stays text', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const first = await scene.arrives(browser, '<b>Jun</b>', { link: mina.link });
  const second = await scene.arrives(browser, '<b>Jun</b>', { link: mina.link });
  await mina.sees_people(3);
  await first.says('I am one');
  await second.says('I am the other');
  await mina.sees('I am one');
  await mina.sees('I am the other');
  const said = (await mina.ask('conversation')).filter(it => !it.notice);
  const [one, other] = ['I am one', 'I am the other'].map(text => said.find(it => it.text === text).author);
  // Who came second is a stranger to whoever knows the first.
  must(
    one.startsWith('<b>Jun</b> · ') && other.startsWith('⚠ <b>Jun</b> · ') && one.slice(-3) !== other.slice(-3),
    `the names tell them apart: ${one}, ${other}`,
  );
  const people = (await mina.ask('people')).map(it => it.name);
  must(new Set(people).size === 3, `the list too: ${people}`);
  must(await mina.page.evaluate(() => !document.querySelector('#lines b, #people b, #row b')), 'markup in a name stays text');
});
