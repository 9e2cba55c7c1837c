// Texts of all kinds, through the real core and a real connection. How the conversation is read is in tests/view.
import { story } from '../declare.mjs';
import { must } from '../waiting.mjs';

story('texts of all kinds arrive as they were written', ['Chromium', 'Firefox'], async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
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
  const links = await jun.page.evaluate(() => [...document.querySelectorAll('#lines .text a')].map(it => it.href));
  must(
    JSON.stringify(links) === JSON.stringify(['https://example.org/a?b=c&d=%20e#f', 'http://example.net/']),
    `only web addresses are links: ${JSON.stringify(links)}`,
  );

  // The longest message that may be sent, and one letter more.
  const longest = '가나다라마 '.repeat(1666) + '끝까지.';
  must(longest.length === 10_000 - 1 || longest.length === 10_000, `the story is about 10,000 characters, not ${longest.length}`);
  await mina.says(longest.slice(0, 10_000));
  await jun.sees(longest.slice(0, 10_000).trim());
  await mina.writes('b'.repeat(10_001));
  await mina.reads('#spare', '1 character too many');
  must(await mina.page.evaluate(() => document.getElementById('send').disabled), 'too long cannot be sent');
  await mina.page.key('Enter');
  await mina.page.key('Backspace');
  await mina.reads('#spare', '0 characters left');
  await mina.presses('#send');
  await jun.sees('b'.repeat(10_000));
});

story('marks of Markdown are judged by the real core', ['Chromium', 'Firefox'], async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await mina.writes('**bold**, [https://bank.example](https://a.example/), [here](https://b.example/) and [no](javascript:alert(1))');
  await mina.presses('#send');
  for (const each of [mina, jun]) {
    await each.reads('#lines .marked strong', 'bold');
    await each.reads('#lines .marked', 'https://bank.example (https://a.example/), here and [no](javascript:alert(1))');
    const links = await each.page.evaluate(() => [...document.querySelectorAll('#lines .marked a')].map(it => [it.textContent, it.href]));
    must(
      JSON.stringify(links) === '[["https://a.example/","https://a.example/"],["here","https://b.example/"]]',
      `${each.name} sees where each link leads: ${JSON.stringify(links)}`,
    );
  }
});
