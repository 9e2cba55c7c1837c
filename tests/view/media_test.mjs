// The page on paper and in colours of the system, letters that would paint over others or look like others, and a text that is far too long.
import { Chromium } from '../browser/chromium.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, i_call, line, my_line, myself, person, picture, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];

view(
  'the whole conversation is printed, and nothing else',
  async open => {
    const tab = await open();
    const said = Array.from({ length: 300 }, (_, at) => line('Jun', `message number ${at + 1}`, { time: Date.UTC(2026, 0, 5, 10, at) }));
    await tab.show(two, said, my_line('Mina', `a long answer\n${'and more of it\n'.repeat(60)}to the last line`));
    await tab.sees('.more');
    const { page } = tab.page;
    // (What is announced goes by itself.)
    const said_now = () => tab.evaluate(() => document.getElementById('lines').innerText);
    const before = await said_now();
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    must(pages > 5, `it has its whole length: ${pages} pages`);
    must((await said_now()) === before, 'the page is as it was');
    await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const read = await tab.evaluate(() => document.body.innerText);
    for (const words of ['quiet-amber-otter', 'Jun', 'message number 1\n', 'message number 300', 'and more of it', 'to the last line'])
      must(read.includes(words), `"${words}" is on paper`);
    const others = await tab.evaluate(() =>
      [...document.querySelectorAll('button, input, textarea, #header, #compose')]
        .filter(it => it.checkVisibility({ checkVisibilityCSS: true }))
        .map(it => it.id || it.className),
    );
    must(!others.length, `no controls are on paper: ${others}`);
    const cut = await tab.evaluate(() => [...document.querySelectorAll('#paper .text')].some(it => it.scrollHeight > it.clientHeight + 2));
    must(!cut, 'no message is folded on paper');
    await page.emulateMedia({ media: 'screen' });
    await tab.evaluate(() => dispatchEvent(new Event('afterprint')));
    await tab.sees_no('#paper');
  },
  { only: Chromium },
);

view(
  'in colours of the system one sees who speaks, that one is heard, and what is chosen',
  async open => {
    const tab = await open();
    await tab.show(room(), i_call('Mina'), calling('Jun'), picture('Jun', 'camera'));
    await tab.sees('.tile[data-kind="camera"]');
    await tab.evaluate(() => {
      globalThis.core.view.speaking(document.querySelector('.tile:not([data-me="true"])').dataset.person ?? 'Jun');
      document.getElementById('toggle-microphone').style.setProperty('--level', '0.5');
    });
    await tab.page.page.emulateMedia({ forcedColors: 'active' });
    await tab.sees('.tile[data-speaking="true"]');
    const seen = await tab.evaluate(() => {
      const ring = getComputedStyle(document.querySelector('.tile[data-speaking="true"]'), '::after');
      const button = document.getElementById('toggle-microphone');
      return {
        ring: ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) > 1,
        level: getComputedStyle(button, '::after').backgroundColor !== getComputedStyle(button).backgroundColor,
      };
    });
    await tab.page.page.emulateMedia({ forcedColors: 'none' });
    must(seen.ring, 'there is a ring around who speaks');
    must(seen.level, 'the level differs from its button');
  },
  { only: Chromium },
);

view(
  'letters with heaped accents paint over nobody else’s words',
  async open => {
    const tab = await open();
    const heaped = [...'zalgo'].map(it => it + '\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308'.repeat(12)).join('');
    const lines = text => [
      ...Array.from({ length: 8 }, (_, at) => line('Mina', `quiet words ${at}`, { number: at })),
      line('Jun', text, { number: 8, time: Date.UTC(2026, 0, 5, 10, 30) }),
    ];
    await tab.show(two, lines('zalgo'));
    const above = async () => {
      const clip = await tab.evaluate(() => {
        const [at] = [...document.querySelectorAll('#lines .line')].slice(-1);
        const { top } = at.querySelector('.head').getBoundingClientRect();
        return { x: 0, y: top - 160, width: innerWidth, height: 156 };
      });
      return tab.page.page.screenshot({ clip, animations: 'disabled' });
    };
    await tab.until('all are drawn', () => document.querySelectorAll('#lines .line').length === 9);
    const usual = await above();
    await tab.evaluate(text => (document.querySelector('#lines .line:last-child .text').textContent = text), heaped);
    must(usual.equals(await above()), 'what others said looks as before');
    await tab.evaluate(text => (document.querySelector('#lines .line:last-child .author').textContent = text), heaped);
    must(usual.equals(await above()), 'a name paints over nothing either');
  },
  { only: Chromium },
);

view('a log file that is pasted by mistake keeps the page alive, and is said to be too long', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.sees('#composer');
  const took = await tab.evaluate(() => {
    const composer = document.getElementById('composer');
    composer.value = 'a line of a log..\n'.repeat(30_000);
    const judged = globalThis.core.calls.length;
    composer.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const copied = document.getElementById('composer-copy').textContent.length;
    const longest = Math.max(0, ...globalThis.core.calls.slice(judged).map(it => JSON.stringify(it).length));
    return { copied, longest };
  });
  must(took.copied < 10_000, `the copy that gives the field its height is short: ${took.copied}`);
  must(took.longest < 200_000, `little of it goes to the module: ${took.longest}`);
  await tab.reads('#spare', '529,999 characters too many');
  must(await tab.evaluate(() => document.getElementById('send').disabled), 'it cannot be sent');
  await tab.evaluate(() => {
    const composer = document.getElementById('composer');
    composer.value = 'the words that were meant';
    composer.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await tab.until('it can be sent', () => !document.getElementById('send').disabled);
});

view('a host of other letters is named as the network knows it', async open => {
  const tab = await open();
  const link = href => [{ text: href, href }];
  await tab.show(two, line('Jun', link('https://b\u0430nk.example/login')), line('Jun', link('https://bank.example/login'), { number: 1 }));
  await tab.until('both are links', () => document.querySelectorAll('#lines a').length === 2);
  const named = await tab.evaluate(() => [...document.querySelectorAll('#lines a')].map(it => getComputedStyle(it, '::after').content));
  must(named[0].includes('xn--bnk-6cd.example'), `the other letter is told: ${named}`);
  must(named[1] === 'none', 'a host that is what it looks like stands alone');
});
