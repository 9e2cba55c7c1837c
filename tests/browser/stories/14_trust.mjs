// The people a browser knows: safety words that two read to each other, who was verified and stays so, and who is a stranger.
import { story, story_of_each, story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** The card's state, words and pictures. */
const card = person =>
  person.page.evaluate(() => {
    const at = document.querySelector('dialog.safety');
    const all = list => [...at.querySelectorAll(`${list} li`)].map(it => it.textContent);
    return at && { state: at.dataset.state, words: all('.safety-words'), pictures: all('.safety-pictures') };
  });

/** How that person stands in the list. */
const standing = (person, name) =>
  person.page.evaluate(
    it =>
      [...document.querySelectorAll('#people > li')].find(one => one.querySelector('.entry-name').textContent === it)?.dataset.known ??
      null,
    name,
  );

async function sees_standing(person, name, known) {
  await until(`${person.name} sees ${name} as ${known}`, async () => (await standing(person, name)) === known, {
    instead: () => person.page.evaluate(() => [...document.querySelectorAll('#people > li')].map(it => [it.textContent, it.dataset.known])),
  });
}

/** Opens the card from the list; for '' that of all. */
async function opens_card(person, name) {
  await person.presses('#people-button');
  await person.presses(name ? `#people .compare[aria-label*="${name}"]` : '#compare-room');
}

const code_of = person =>
  until(
    `${person.name} has a code`,
    async () => ((await card(person))?.state === 'ready' && (await card(person)).words.length ? card(person) : null),
    {
      instead: () => card(person),
    },
  );

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

story_of_pairs(
  'two people read the same words, verify each other, and are verified when they meet again',
  { needs: ['storage'] },
  async (scene, one, other) => {
    const [at_one, at_other] = [await scene.profile(one), await scene.profile(other)];
    let mina = await scene.arrives(one, 'Mina', { tab_of: at_one });
    let jun = await scene.arrives(other, 'Jun', { tab_of: at_other, link: mina.link });
    await sees_standing(mina, 'Jun', 'new');
    await opens_card(mina, 'Jun');
    await opens_card(jun, 'Mina');
    const [hers, his] = [await code_of(mina), await code_of(jun)];
    must(hers.words.length === 4 && hers.pictures.length === 8, `four words and eight pictures: ${JSON.stringify(hers)}`);
    must(
      hers.words.every(it => /^[a-z]+$/.test(it)),
      `words that can be read aloud: ${hers.words}`,
    );
    must(same(hers, his), `both read the same: ${JSON.stringify([hers, his])}`);
    await mina.presses('dialog.safety .primary');
    await jun.presses('dialog.safety .primary');
    await mina.reads('dialog.safety', 'Jun is verified');
    await mina.presses('dialog.safety .primary');
    await sees_standing(mina, 'Jun', 'verified');
    await sees_standing(jun, 'Mina', 'verified');

    // Another day, another room.
    await mina.closes_tab();
    await jun.closes_tab();
    mina = await scene.arrives(one, 'Mina', { tab_of: at_one });
    jun = await scene.arrives(other, 'Jun', { tab_of: at_other, link: mina.link });
    await sees_standing(mina, 'Jun', 'verified');
    await sees_standing(jun, 'Mina', 'verified');
  },
);

story_of_each('a known name with another key is a stranger everywhere, until accepted', async (scene, browser) => {
  const at_home = await scene.profile(browser);
  let mina = await scene.arrives(browser, 'Mina', { tab_of: at_home });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await sees_standing(mina, 'Jun', 'new');
  await jun.closes_tab();
  await mina.sees_nobody_called('Jun');

  // Cyrillic letters, and a space without width.
  const other = await scene.arrives(browser, 'J\u200bun \u2713', { link: mina.link });
  await sees_standing(mina, '⚠ Jun ✓', 'stranger');
  await mina.sees_notice(
    '⚠ Jun ✓ is not the one whom this browser knows by that name: another browser, or somebody else. Ask before you trust.',
  );
  await other.says('it is me');
  await mina.sees({ author: '⚠ Jun ✓', text: 'it is me' });
  await mina.presses('#people-button');
  await mina.reads('#people .wrong', 'Not the Jun ✓ whom this browser knows');
  await mina.presses('#people .accept');
  await sees_standing(mina, 'Jun ✓', 'known');

  // On the next page too, and at the door.
  await mina.closes_tab();
  mina = await scene.opens(browser, 'Mina', { tab_of: at_home, link: other.link });
  await mina.reads('#inside', 'Jun ✓ is inside.');
  await mina.types_name();
  await mina.presses('#enter');
  await mina.is_inside();
  await sees_standing(mina, 'Jun ✓', 'known');
});

story(
  'three people read the same words of the room, and others when somebody comes',
  ['Chromium', 'Firefox'],
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    const ada = await scene.arrives(one, 'Ada', { link: mina.link });
    const people = [mina, jun, ada];
    for (const each of people) await each.sees_people(3);
    for (const each of people) await opens_card(each, '');
    const codes = [];
    for (const each of people) codes.push(await code_of(each));
    must(codes[0].words.length === 8 && codes[0].pictures.length === 16, `eight words and sixteen pictures: ${JSON.stringify(codes[0])}`);
    must(same(codes[0], codes[1]) && same(codes[0], codes[2]), `all read the same: ${JSON.stringify(codes)}`);
    const bea = await scene.arrives(one, 'Bea', { link: mina.link });
    await bea.sees_people(4);
    await until(
      'the words are others',
      async () => {
        const now = await card(mina);
        return now.state === 'ready' && now.words.length === 8 && !same(now, codes[0]);
      },
      { instead: () => card(mina) },
    );
  },
);

/** A browser that was changed so that it shows another nonce than the one it was bound to. */
const shows_another_nonce = () => {
  const send = RTCDataChannel.prototype.send;
  RTCDataChannel.prototype.send = function (text) {
    const reveals = typeof text === 'string' && text.includes('"is":"reveal"');
    return send.call(this, reveals ? text.replace(/"nonce":"./, it => it.slice(0, -1) + (it.endsWith('A') ? 'B' : 'A')) : text);
  };
};

/** As if somebody between had ended the connection: the certificate that was shown is another than the one announced. */
const is_shown_another_certificate = () => {
  RTCDtlsTransport.prototype.getRemoteCertificates = () => [new Uint8Array(300).buffer];
};

story_of_pairs('who shows another nonce than they were bound to gets no code', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina');
  const mallory = await scene.arrives(other, 'Mallory', { link: mina.link, before: shows_another_nonce });
  await mina.sees_person('Mallory');
  await mallory.sees_person('Mina');
  await opens_card(mina, 'Mallory');
  await mina.reads('dialog.safety .safety-alarm', 'There is no code');
  const at = await card(mina);
  must(at.state === 'failed' && !at.words.length && !at.pictures.length, `nothing to compare: ${JSON.stringify(at)}`);
  must((await standing(mina, 'Mallory')) === 'new', 'nobody is verified');
});

story('the code is of the certificate that the browser was shown', ['Chromium'], async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina', { before: is_shown_another_certificate });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await opens_card(mina, 'Jun');
  await opens_card(jun, 'Mina');
  const [hers, his] = [await code_of(mina), await code_of(jun)];
  must(!same(hers.words, his.words), `they read other words: ${JSON.stringify([hers, his])}`);
});
