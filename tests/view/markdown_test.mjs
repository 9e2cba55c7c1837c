// Messages with marks of Markdown: they look like what they are, and whatever somebody writes, it stays text.
import { Chromium } from '../browser/chromium.mjs';
import { shape_of, watchful } from '../browser/hostile.mjs';
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { line, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const MOST_NODES = 500;

/** A line with marks; what stands in ⟦such brackets⟧ is an address that the core has found, its scheme before a ¦ where it has none. */
const marked = (author, text, it = {}) => {
  const pieces = text
    .split(/(⟦.*?⟧)/)
    .filter(Boolean)
    .map(part => {
      const address = part.startsWith('⟦') ? part.slice(1, -1) : '';
      return { text: address ? (address.split('¦')[1] ?? address) : part, href: address.replace('¦', '') };
    });
  const say = author === 'Mina' ? my_line : line;
  return say(author, pieces, { marks: true, id: `marked ${text.slice(0, 200)} ${text.length}`, ...it });
};

/** Waits until the marks of so many lines are drawn. */
const drawn = (tab, count) => tab.until(`${count} are drawn`, it => document.querySelectorAll('#lines .marked').length === it, count);

/** The texts as elements in brackets: (strong bold). */
const outlines = tab =>
  tab.evaluate(() => {
    const outline = node => {
      if (node instanceof Text) return node.data;
      const inner = [...node.childNodes].map(outline).join('');
      const names = { A: `a ${node.getAttribute('href')}`, LI: node.value ? `li ${node.value}` : 'li' };
      return `(${names[node.tagName] || node.className.split(' ')[0] || node.tagName.toLowerCase()} ${inner})`;
    };
    return [...document.querySelectorAll('#lines .text')].map(it => [...it.childNodes].map(outline).join(''));
  });

/** Texts as they are written, and as they are drawn. */
const all_marks = [
  ['**bold**, *italic*, _italic_, ~~gone~~', '(p (strong bold), (em italic), (em italic), (s gone))'],
  ['call `a_b*c*d`', '(p call (code a_b*c*d))'],
  ['# title\ntext', '(heading title)(p text)'],
  ['first\nsecond **x**\n\nthird', '(p first\nsecond (strong x))(p third)'],
  ['> quoted\n> twice\nanswered', '(blockquote (p quoted\ntwice))(p answered)'],
  ['- one\n- two\n  - deep\nafter', '(ul (li one)(li two(ul (li deep))))(p after)'],
  ['3. three\n5. five', '(ol (li 3 three)(li 5 five))'],
  ['2) two', '(bracket (li 2 two))'],
  ['```js\nlet a = **1**;\n\n  b();\n```', '(code (code-head (code-language js)(plain Copy))(pre let a = **1**;\n\n  b();))'],
  ['**see ⟦https://a.example/x_y_*z*⟧**', '(p (strong see (a https://a.example/x_y_*z* https://a.example/x_y_*z*)))'],
  [
    '*x* my-www.a.example ⟦https://¦www.a.example⟧, joann@b.example ⟦mailto:¦ann@b.example⟧',
    '(p (em x) my-www.a.example (a https://www.a.example www.a.example), joann@b.example (a mailto:ann@b.example ann@b.example))',
  ],
  ['[here](https://a.example)', '(p (a https://a.example (bdi here)))'],
  ['[**h**](mailto:a@b.example "title")', '(p (a mailto:a@b.example (bdi (strong h))))'],
  ['[https://bank.example](https://evil.example)', '(p (bdi https://bank.example) ((a https://evil.example https://evil.example)))'],
  ['[x](javascript:alert(1)) *x*', '(p [x](javascript:alert(1)) (em x))'],
  ['[x](data:text/html,x) [y](/a) *x*', '(p [x](data:text/html,x) [y](/a) (em x))'],
  ['![picture](https://a.example/x.png)', '(p !(a https://a.example/x.png (bdi picture)))'],
  ['<https://a.example> <b>*x*</b> &amp; &#42;', '(p <https://a.example> <b>(em x)</b> &amp; &#42;)'],
  ['| a | b |\n|---|---|\n| *1* | 2 |', '(p | a | b |\n|---|---|\n| (em 1) | 2 |)'],
  ['[a]: https://a.example *x*\n\n---\n\ntitle\n===', '(p [a]: https://a.example (em x))(p ---)(p title\n===)'],
  ['\\*not\\* *x*', '(p *not* (em x))'],
  ['**“강조”**는 **중요:**내일 가**나**다', '(p (strong “강조”)는 (strong 중요:)내일 가(strong 나)다)'],
];

view('bold, code and quotes look like what they are', async open => {
  const tab = await open();
  await tab.show(
    two,
    all_marks.map(([text]) => marked('Jun', text)),
  );
  await drawn(tab, all_marks.length);
  const found = await outlines(tab);
  const wrong = all_marks.flatMap(([text, wanted], at) => (found[at] === wanted ? [] : [`${text}\n      ${found[at]}\n      ${wanted}`]));
  must(!wrong.length, `every mark is what it means:\n      ${wrong.join('\n      ')}`);
  const looks = await tab.evaluate(() => {
    const style = at => getComputedStyle(document.querySelector(`.marked ${at}`));
    return {
      strong: style('strong').fontWeight,
      em: style('em').fontStyle,
      s: style('s').textDecorationLine,
      heading: style('.heading').fontWeight + style('.heading').fontSize,
      code: style('code').fontFamily.includes('monospace'),
      pre: style('pre').whiteSpace,
      list: style('ul').listStyleType,
      quote: style('blockquote').borderInlineStartWidth,
    };
  });
  const wanted = { strong: '600', em: 'italic', s: 'line-through', heading: '60015px', code: true, pre: 'pre', list: 'disc', quote: '3px' };
  must(JSON.stringify(looks) === JSON.stringify(wanted), `they look like it: ${JSON.stringify(looks)}`);
  const links = await tab.evaluate(() =>
    [...document.querySelectorAll('.marked a')].every(it => it.target === '_blank' && it.rel === 'noopener noreferrer'),
  );
  must(links, 'links open elsewhere and tell nothing');
});

view('plain messages fetch nothing, and what fetches the marks is asked for once', async open => {
  const tab = await open();
  const fetched = () => tab.evaluate(() => performance.getEntriesByType('resource').filter(it => /\/markdown-/.test(it.name)).length);
  await tab.show(two, line('Jun', 'no marks at all'), line('Jun', '*as it is*'));
  await tab.until('they are shown', () => document.querySelectorAll('#lines .line').length === 2);
  must((await fetched()) === 0, 'nothing is fetched for plain text');
  // At one go, before anything can come.
  const plain = await tab.evaluate(
    shown => {
      for (const it of shown) globalThis.core.show(...it);
      return [...document.querySelectorAll('#lines .text')].at(-1).innerHTML;
    },
    [marked('Jun', '*one*'), marked('Jun', '*two*')],
  );
  must(plain === '*two*', 'it is plain text at once');
  await drawn(tab, 2);
  must((await fetched()) === 1, 'it is fetched once');
  await tab.show(marked('Jun', '*three*'));
  must((await outlines(tab))[4] === '(p (em three))', 'then marks are drawn at once');
});

view('the reader stays in place when marks are drawn', async open => {
  const tab = await open();
  const list = '- a\n- b\n\n```\ncode\n```\n\n> quote';
  const said = Array.from({ length: 60 }, (_, at) => (at % 2 ? line('Jun', `line ${at}`) : marked('Jun', `**${at}**\n${list}`)));
  await tab.show(two);
  await tab.sees('#composer');
  // At one go, before the library can come.
  await tab.evaluate(shown => {
    for (const it of shown) globalThis.core.show(...it);
    const at = document.getElementById('messages');
    const seen = document.querySelector('[data-line="line Jun line 31"]');
    // The reader goes up from the end.
    for (const place of [at.scrollHeight, seen.offsetTop - 100]) {
      at.scrollTop = place;
      at.dispatchEvent(new Event('scroll'));
    }
    globalThis.place = seen.getBoundingClientRect().top;
  }, said);
  await drawn(tab, 30);
  await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
  const shift = await tab.evaluate(
    () => document.querySelector('[data-line="line Jun line 31"]').getBoundingClientRect().top - globalThis.place,
  );
  must(Math.abs(shift) < 2, `what is read stays where it is: moved by ${shift}`);
  await tab.show(marked('Jun', '> another\n\n- one\n- two'));
  await tab.reads('#jump', 'Newest messages');
  // At the end one stays at the end.
  await tab.presses('#jump');
  await tab.show(marked('Jun', '**the last**\n\n- one\n- two\n\n```\ncode\n```'));
  await tab.until('the newest line is in view', () => {
    const at = document.getElementById('messages');
    return at.scrollHeight - at.scrollTop - at.clientHeight < 4;
  });
});

/** Texts that cost a careless page its life, or show more than text. */
const hostile = [
  '>'.repeat(5_000),
  `${'> '.repeat(30)}deep`,
  `${'- '.repeat(40)}deep`,
  '['.repeat(10_000),
  '!['.repeat(5_000),
  `${'*'.repeat(5_000)} a ${'*'.repeat(4_990)}`,
  `${'*'.repeat(4_990)}a${'*'.repeat(4_990)}`,
  '*a_'.repeat(3_300),
  '*a* '.repeat(2_500),
  'a\n\n'.repeat(3_000),
  '- a\n'.repeat(2_500),
  '```\n'.repeat(2_400),
  '`'.repeat(9_999),
  '[a](https://a.example)'.repeat(450),
  '[a](javascript:globalThis.broken_in=1) *x*',
  '[a](JaVaScRiPt:globalThis.broken_in=2) [b](java\nscript:x) [c](&#106;avascript:x) *x*',
  '[a](<javascript:globalThis.broken_in=3>) [b](data:text/html,<script>broken_in=4</script>) *x*',
  '*x* <img src=x onerror="globalThis.broken_in=5"><script>globalThis.broken_in=6</script>',
  '![<img src=x onerror=broken_in=7>](https://a.example/"onerror="broken_in=8)',
  '```"><img src=x onerror=broken_in=9>\n</pre><script>broken_in=10</script>\n```',
  '[a](https://a.example "onmouseover=broken_in=11 x=") **[b](mailto:x" style="display:none)**',
  '__proto__ constructor **toString** [__proto__](https://a.example)',
  `**${'W'.repeat(9_000)}**`,
  `\`${'W'.repeat(9_000)}\``,
  `1234567890. a\n999999999. **b**`,
  '*\u202egnp.exe* [\u202emoc.elpmaxe](https://a.example)',
];

view('whatever is marked stays text, is bounded, and harms nothing', async open => {
  const tab = await open({ before: watchful });
  await tab.show(
    two,
    line('Jun', 'long\n'.repeat(600)),
    all_marks.map(([text]) => marked('Jun', text)),
  );
  await drawn(tab, all_marks.length);
  const usual = await shape_of(tab);
  for (const [number, text] of hostile.entries()) {
    await tab.show(marked('Jun', text, { id: `hostile ${number}` }));
    const { nodes, depth, shown } = await tab.evaluate(id => {
      const at = document.querySelector(`[data-line="${id}"] .text`);
      const count = node => [...node.childNodes].reduce((sum, it) => sum + 1 + count(it), 0);
      const deep = node => 1 + Math.max(0, ...[...node.children].map(deep));
      return { nodes: count(at), depth: deep(at) - 1, shown: at.textContent.replace(/\s/g, '').length };
    }, `hostile ${number}`);
    must(nodes > 0 && nodes <= MOST_NODES, `${text.slice(0, 20)} has ${nodes} nodes`);
    must(depth <= 16, `${text.slice(0, 20)} is ${depth} deep`);
    must(shown > 0, `something of ${text.slice(0, 20)} is shown`);
  }
  const foreign = (await shape_of(tab)).filter(it => !usual.includes(it));
  must(!foreign.length, `the page is made of nothing foreign: ${foreign}`);
  const { ran, violations } = await tab.evaluate(() => ({ ran: globalThis.broken_in, violations: globalThis.violations }));
  must(ran === undefined, `no script of somebody else's ran: ${ran}`);
  must(!violations.length, `nothing was tried that the rules refuse: ${violations}`);
  const schemes = await tab.evaluate(() => [...new Set([...document.querySelectorAll('#lines a')].map(it => it.protocol))]);
  must(String(schemes.sort()) === 'https:,mailto:', `links lead where they may: ${schemes}`);
  const wide = await tab.ask('overflow');
  must(!wide.length, `the page is no wider: ${wide}`);
  // Nothing is lost of what is too deep or too much.
  const whole = await tab.evaluate(() =>
    [0, 1, 2].map(number => document.querySelector(`[data-line="hostile ${number}"] .text`).textContent.length),
  );
  must(JSON.stringify(whole) === JSON.stringify(hostile.slice(0, 3).map(it => it.length)), `what is too deep is whole: ${whole}`);
  await tab.show(marked('Jun', '*alive*'));
  must((await outlines(tab)).at(-1) === '(p (em alive))', 'the page is alive');
});

view('a fault of what draws the marks costs nobody a message', async open => {
  const tab = await open();
  await tab.show(two, marked('Jun', '*first*'));
  await drawn(tab, 1);
  await tab.evaluate(() => {
    String.prototype.matchAll = () => {
      throw new Error('broken on purpose');
    };
  });
  await tab.show(marked('Jun', '*still* ⟦https://a.example⟧'));
  must((await outlines(tab))[1] === '*still* (a https://a.example https://a.example)', 'it is plain text, with its links');
});

view('emoji alone are large, and others are not', async open => {
  const tab = await open();
  const large = ['👍', '👩‍👩‍👧‍👦 🏳️‍🌈', '🇰🇷🇯🇵🇺🇸', '👍🏽', '1️⃣', '❤️', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'];
  const usual = ['👍👍👍👍', '👍 yes', '1', '12#', '*', '©', 'a', '❤', '안녕', '🙂!'];
  await tab.show(
    two,
    [...large, ...usual].map((text, number) => line('Jun', text, { number })),
  );
  const sizes = await tab.evaluate(() => [...document.querySelectorAll('#lines .text')].map(it => getComputedStyle(it).fontSize));
  const wanted = [...large.map(() => '32px'), ...usual.map(() => '15px')];
  must(String(sizes) === String(wanted), `one to three emoji are large: ${sizes}`);
});

view('code is copied with one press, and a selection keeps its lines', async open => {
  const tab = await open();
  await tab.show(two, marked('Jun', 'one\ntwo **b**\n\n```py\nif a:\n\treturn\n```\n- x\n- y'));
  await drawn(tab, 1);
  await tab.evaluate(() => {
    globalThis.copied = [];
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async text => void globalThis.copied.push(text) },
      configurable: true,
    });
  });
  must((await tab.evaluate(() => document.querySelector('.copy-code').ariaLabel)) === 'Copy the code', 'the button has a name');
  await tab.presses('.copy-code');
  await tab.reads('.copy-code', 'Copied');
  must((await tab.evaluate(() => globalThis.copied[0])) === 'if a:\n\treturn', 'the code is copied as it was written');
  await tab.reads('.copy-code', /^Copy$/);
  const selected = await tab.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('#lines .text'));
    return getSelection().toString();
  });
  must(
    /^one\ntwo b\n+(py\n+)?if a:\n\treturn\n+\s*x\n\s*y\s*$/.test(selected),
    `a selection has the lines, and not the words of buttons: ${JSON.stringify(selected)}`,
  );
});

view('keys put marks around what is selected, and take them away', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.has_focus('composer');
  const { page } = tab;
  const field = () =>
    tab.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.getElementById('composer');
      return `${value.slice(0, selectionStart)}[${value.slice(selectionStart, selectionEnd)}]${value.slice(selectionEnd)}`;
    });
  const select = (start, end) => tab.evaluate(([a, b]) => document.getElementById('composer').setSelectionRange(a, b), [start, end]);
  const is = async wanted => must((await field()) === wanted, `the field has ${wanted}: ${await field()}`);
  await page.insert('say it loud');
  await select(4, 6);
  await page.key('Control+b');
  await is('say **[it]** loud');
  await page.key('Control+i');
  await is('say **_[it]_** loud');
  await page.key('Control+i');
  await page.key('Control+b');
  await is('say [it] loud');
  await page.key('Control+e');
  await is('say `[it]` loud');
  must((await tab.evaluate(() => document.getElementById('composer-copy').textContent)) === 'say `it` loud\u200b', 'the page knows');
  await page.key('Control+z');
  must((await field()).replace(/[[\]]/g, '') === 'say it loud', `it can be undone: ${await field()}`);
  await select(11, 11);
  await page.key('Control+b');
  await is('say it loud**[]**');
  await select(0, 15);
  await page.insert('a\nb');
  await select(0, 3);
  await page.key('Control+e');
  await is('```\n[a\nb]\n```');
});

view(
  'marks look right',
  async open => {
    const tab = await open();
    await tab.show(
      two,
      marked(
        'Jun',
        '**Release 2** is *nearly* ready, ~~Friday~~ Monday.\n\n1. build `server --port 80`\n2. test\n   - unit\n   - view\n3. ship\n\nthen rest',
      ),
      marked(
        'Jun',
        '> Can we see it before?\n\nYes: [the preview](https://a.example) or [https://bank.example](https://evil.example/login)',
      ),
      marked('Mina', '# 제목\n**굵게:**쓰고 *기울여* 쓰고\n> 인용\n- 하나\n- 둘'),
    );
    await drawn(tab, 3);
    await pictures(tab, 'markdown', { axe: true });
    const code = 'export const greeting = name => `Hello, ${name}! This line is long enough that it must scroll sideways`;';
    await tab.show(
      marked('Mina', `Copy that, and \`run\` it:\n\`\`\`js\n${code}\n\`\`\``),
      marked('Jun', 'مرحبا **بالعالم**\n\n- واحد\n- `code();`\n\n> اقتباس'),
      marked('Jun', `no language\n\`\`\`\n${'line\n'.repeat(30)}\`\`\``),
      line('Jun', '👍🎉'),
      my_line('Mina', '❤️'),
    );
    await drawn(tab, 6);
    await pictures(tab, 'markdown-code', { axe: true });
  },
  { only: Chromium },
);
