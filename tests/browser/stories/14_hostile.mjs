// Somebody who holds the link and means harm. Their words are shown as text or not at all, and the others chat on.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { hostile, nonsense, payloads, readable, shape_of, watchful } from '../hostile.mjs';
import { Scribe } from '../scribe.mjs';
import { plays_all, story, story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const MOST_MEMORY = 150_000_000;
// A slow computer takes its time over thousands of lines.
const READING_ALL_MS = 150_000;

/** Sorted list of what one has and the other has not. */
const beyond = (shape, usual) => shape.filter(it => !usual.includes(it)).sort();

/** Of all the payloads one has marks: it begins with a name that two underscores make bold. */
const without_marks = text => text.replaceAll('__', '');

async function is_unharmed(person, usual) {
  const foreign = beyond(await shape_of(person), usual);
  must(!foreign.length, `the page of ${person.name} is made of nothing foreign: ${foreign}`);
  const { ran, violations } = await person.page.evaluate(() => ({ ran: globalThis.broken_in, violations: globalThis.violations }));
  must(ran === undefined, `no script of somebody else's ran: ${ran}`);
  must(!violations.length, `nothing was tried that the rules refuse: ${violations}`);
}

/** Mina and Jun, and somebody who says `raw` things. Nothing that they may complain of is excused. */
async function with_mallory(scene, one, other) {
  const [mina, jun] = await scene.two(one, other, { before: watchful });
  const mallory = await scene.arrives(one, 'Mallory', { link: mina.link, before: hostile });
  for (const each of [mina, jun]) await each.sees_person('Mallory');
  await mallory.sees_people(3);
  const says_raw = texts => mallory.page.evaluate(it => globalThis.say_raw(it), texts);
  const scribe = new Scribe(mina.link);
  await says_raw([scribe.introduces('Mallory')]);
  return { mina, jun, mallory, says_raw, scribe };
}

/** Everything that a room shows when harmless people use it: what pages are made of. */
async function usual_shape({ mina, jun, says_raw, scribe }) {
  await says_raw([scribe.says('see https://a.example/, http://a.example/ or mailto:a@b.example'), scribe.says('long\n'.repeat(600))]);
  await mina.says('mine');
  await mina.writes(
    '# a\n**b** *c* ~~d~~ `e`\n> f\n- g\n\n1) h\n\n```i\nj\n```\n[k](https://a.example/) [https://b.example/](https://a.example/)',
  );
  await mina.presses('#send');
  for (const each of [mina, jun]) await each.reads('#lines .marked strong', 'b');
  for (const each of [mina, jun]) await each.sees('see https://a.example/, http://a.example/ or mailto:a@b.example');
  await jun.sees('mine');
  await jun.says('theirs');
  await mina.sees('theirs');
  return [...new Set([...(await shape_of(mina)), ...(await shape_of(jun))])];
}

const many = plays_all ? 10_000 : 2000;
story(`${many} hostile words harm nobody`, ['Chromium', 'Firefox'], async (scene, one, other) => {
  const room = await with_mallory(scene, one, other);
  const { mina, jun, mallory } = room;
  const usual = await usual_shape(room);
  // They are in the call, so that what flickers has something to flicker.
  await jun.joins_call('listen');
  await mina.joins_call('listen');
  const devtools = await mina.page.devtools();
  const { words, messages } = nonsense(many, room.scribe);
  const said = room.says_raw([...words, room.scribe.says('that was all')]);
  for (let at = 1; at <= 5; at += 1) {
    await mina.says(`in between ${at}`);
    await jun.sees(`in between ${at}`);
    await jun.says(`heard ${at}`);
    await mina.sees(`heard ${at}`);
  }
  await said;
  for (const each of [mina, jun]) {
    await each.sees_person('Mallory');
    // Some of it is dated later than its end, which is therefore not among the lines that are shown.
    let all = [];
    const is_there = async () => (all = await each.copies_all()).some(it => it.text === 'that was all');
    await until('all has come', is_there, { within: READING_ALL_MS });
    const shown = all.filter(it => it.author.startsWith('Mallory')); // and a tag, since the key is another
    // Two harmless ones came first.
    const legible = messages + 3 - (payloads.length - readable.length);
    must(shown.length === legible, `${each.name} sees all that could be read: ${shown.length} of ${legible}`);
    for (const payload of readable)
      must(
        shown.some(it => without_marks(it.text) === without_marks(payload)),
        `${each.name} reads it as it was written: ${payload.slice(0, 60)}`,
      );
    await is_unharmed(each, [...usual, ...(await call_shape(each))]);
    must(!(await each.ask('overflow')).length, `the page of ${each.name} is no wider`);
  }
  const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
  must(usedSize + backingStorageSize < MOST_MEMORY, `memory stays in bounds: ${usedSize + backingStorageSize} bytes`);
  must((await mallory.ask('people')).length === 3, 'nobody has left');
});

// The effect on a page is told in tests/client/members/session_flood_test.cpp.
const flood = 'a member that sends without end is put out, and the others chat on';
story(flood, ['Chromium', 'Firefox'], { quick: false }, async (scene, one, other) => {
  const { mina, jun, mallory, says_raw, scribe } = await with_mallory(scene, one, other);
  for (const each of [mina, jun]) await each.page.evaluate(remember_notices);
  const said = says_raw(Array.from({ length: 25_000 }, (_, at) => scribe.says(`spam ${at + 1}`)));
  const is_told = each => each.page.evaluate(() => globalThis.told.some(it => it.startsWith('Mallory sent far more')));
  await Promise.all([mina, jun].map(each => until(`${each.name} is told`, () => is_told(each), { within: READING_ALL_MS })));
  for (const each of [mina, jun]) await each.sees_nobody_called('Mallory');
  await said;
  await mina.says('peace');
  await jun.sees('peace');
  await jun.says('at last');
  await mina.sees('at last');
  const shown = (await mina.ask('conversation')).filter(it => it.text?.startsWith('spam')).length;
  // A line that was heard this minute stays, whosever it is: the 20,000 that one may say at once, and 5 for each second meanwhile. The bound
  // of a page is told of in tests/client.
  must(shown < 20_000 + (5 * READING_ALL_MS) / 1000, `a page hears no more than one may say: ${shown}`);
  // The same member does not come in again, by whatever way.
  await mallory.leaves_room();
  mallory.away = true;
});

/** Keeps all notices from now on, as they are announced: the line of one may leave the window at once. In the page. */
function remember_notices() {
  globalThis.told = [];
  new MutationObserver(changes => {
    for (const { addedNodes } of changes) for (const it of addedNodes) globalThis.told.push(it.textContent);
  }).observe(document.getElementById('live-notices'), { childList: true });
}

/** The elements that the call is made of, and the volumes of those in it. */
const call_shape = person =>
  person.page.evaluate(() => {
    const kinds = new Set();
    for (const at of document.querySelectorAll('#call *, .volumes *'))
      for (const name of ['', ...at.getAttributeNames().map(it => `[${it}]`)]) kinds.add(at.localName + name);
    return [...kinds];
  });

story_of_each('a person who follows a link tells nobody where they come from', async (scene, browser) => {
  /** @type {{url: string, referrer: string | undefined}[]} */
  const asked = [];
  const elsewhere = createServer((from, to) => {
    asked.push({ url: from.url, referrer: from.headers.referer });
    to.setHeader('Content-Type', 'text/html').end(
      '<!doctype html><title>Elsewhere</title><script>fetch(`/opener-${window.opener}-${document.referrer}`)</script>',
    );
  });
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
  scene.at_end(async () => elsewhere.close());
  const [mina, jun] = await scene.two(browser, browser);
  await jun.says(`look: http://127.0.0.1:${elsewhere.address().port}/there`);
  await until('Mina sees the link', () => mina.ask('shown', '#lines .text a'));
  await mina.presses('#lines .text a');
  await until('the other site is asked', () => asked.some(it => it.url.startsWith('/opener')), { instead: () => asked });
  must(
    asked.some(it => it.url === '/opener-null-'),
    `it knows no opener and no referrer: ${JSON.stringify(asked)}`,
  );
  must(
    asked.filter(it => it.url === '/there').every(it => it.referrer === undefined),
    `nor does its server: ${JSON.stringify(asked)}`,
  );
});
