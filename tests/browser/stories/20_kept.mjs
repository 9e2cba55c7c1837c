// A conversation is kept, and everybody ends with the same one: after a reload, a crash, and where its authors have gone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { story, story_of_each, story_of_pairs } from '../declare.mjs';
import { hostile } from '../hostile.mjs';
import { descendants, signal } from '../processes.mjs';
import { Scribe } from '../scribe.mjs';
import { must, until } from '../waiting.mjs';

/** The person closes their only tab, and follows the link again. */
async function comes_again(scene, browser, person, profile) {
  await person.closes_tab();
  return scene.arrives(browser, person.name, { link: person.link, tab_of: profile });
}

story_of_each(
  'what one wrote alone is there after a reload and on the next visit, and goes out when somebody comes',
  async (scene, browser) => {
    const profile = await scene.profile(browser);
    const mina = await scene.arrives(browser, 'Mina', { tab_of: profile });
    await mina.says('to whoever comes');
    await until('it is on the disk', () => mina.ask('shown', '#lines .delivery[data-delivery=sent]'));
    await mina.loads_anew();
    await mina.enters();
    await mina.sees('to whoever comes');
    await mina.says('still here');
    await until('it is on the disk, too', () => mina.ask('shown', '#lines .line:last-child .delivery[data-delivery=sent]'));
    mina.away = true;
    must(!(await mina.page.tries_to_close()), 'the browser does not ask: nothing would be lost');
    const again = await scene.arrives(browser, 'Mina', { link: mina.link, tab_of: profile });
    await again.sees_in_order(['to whoever comes', 'still here']);
    const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
    await jun.sees_in_order(['to whoever comes', 'still here']);
    await jun.sees({ author: 'Mina', text: 'to whoever comes' });
  },
);

story('a browser that is killed as Enter is pressed has the message when it comes back', ['Chromium'], async (scene, { constructor }) => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-killed-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  scene.address = (await scene.server()).address;
  const doomed = await scene.browser(constructor, 'usual', { folder });
  const mina = await scene.arrives(doomed, 'Mina');
  await mina.says('first');
  await mina.writes('and the last');
  await mina.page.key('Enter');
  mina.away = true;
  const is_its = ({ command }) => command.includes(folder);
  signal(
    'SIGKILL',
    descendants(process.pid)
      .filter(is_its)
      .map(it => it.pid),
  );
  await until('the browser is gone', () => !descendants(process.pid).some(is_its));
  for (const file of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) rmSync(join(folder, file), { force: true });
  const back = await scene.browser(constructor, 'usual', { folder });
  const again = await scene.arrives(back, 'Mina', { link: mina.link });
  await again.sees_in_order(['first', 'and the last']);
});

story_of_pairs('who comes when the author has gone hears it from those who stayed', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await mina.says('remember this');
  await jun.sees('remember this');
  await mina.leaves_room();
  await jun.sees_nobody_called('Mina');
  const cem = await scene.arrives(one, 'Cem', { link: mina.link });
  await cem.sees({ author: 'Mina', text: 'remember this' });
});

story_of_pairs('a message is answered, changed, reacted to and deleted, and everybody sees it', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  const opens_menu = async person => {
    await person.page.evaluate(() => [...document.querySelectorAll('#lines .line')].at(-1).focus());
    await person.page.key('Enter');
  };
  await mina.says('helo');
  await jun.sees('helo');
  await mina.page.key('ArrowUp');
  await mina.writes('!');
  await mina.page.key('Enter');
  for (const each of [mina, jun]) await each.sees('helo!');
  await opens_menu(jun);
  await jun.presses('#message-menu .quick .tool:first-child');
  for (const each of [mina, jun]) await each.reads('#lines .reactions', /👍/);
  await mina.sees_delivered('helo!');
  await opens_menu(mina);
  await mina.presses('#message-menu .danger');
  await mina.presses('#message-menu .danger');
  for (const each of [mina, jun]) await each.sees_no('#lines .reactions');
});

story_of_each('a conversation of thousands is read from its first message on, after a reload too', async (scene, browser) => {
  const profile = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of: profile });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link, before: hostile });
  await jun.sees_people(2);
  const scribe = new Scribe(mina.link);
  const words = [scribe.introduces('Ada'), ...scribe.tells(3_000, at => (at ? `message ${at}` : 'the very first'))];
  await jun.page.evaluate(it => globalThis.say_raw(it), words);
  await mina.sees('message 2999');
  await until('Mina has all of it', async () => (await mina.copies_all()).length === 3_000);
  const cem = await scene.arrives(browser, 'Cem', { link: mina.link });
  await cem.sees('message 2999');
  await until('the newcomer has all of it', async () => (await cem.copies_all()).length === 3_000);
  await mina.loads_anew();
  await mina.enters();
  for (const each of [mina, cem]) {
    await each.sees('message 2999');
    await until('there are earlier ones', async () => (await each.copies_all()).length >= 3_000);
    await each.page.evaluate(() => document.querySelector('#lines .line[tabindex="0"]').focus());
    await each.page.key('Home');
    await each.sees('the very first');
    await each.page.key('Control+f');
    await each.page.insert('message 1234');
    await each.reads('#search-count', '1 of 1');
    await each.sees('message 1234');
    await each.page.key('Escape');
    await each.says(`${each.name} has read it all`);
    await each.sees(`${each.name} has read it all`);
    must((await each.ask('conversation')).length < 260, `the page of ${each.name} stays small`);
  }
});

story_of_each('who forgets the room here finds nothing of it on the next visit', async (scene, browser) => {
  const profile = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of: profile });
  await mina.says('forget it');
  await until('it is on the disk', () => mina.ask('shown', '#lines .delivery[data-delivery=sent]'));
  const beside = await scene.arrives(browser, 'Mina', { tab_of: profile, link: mina.link });
  await beside.sees('forget it');
  await mina.presses('#menu-button');
  await mina.presses('#kept-room summary');
  await mina.presses('#forget-room');
  await mina.reads('#kept-room', /Forgotten/);
  // The other tab would keep what is said there from now on.
  await beside.presses('#menu-button');
  await beside.presses('#kept-room summary');
  await beside.reads('#kept-room', /Forgotten/);
  await beside.page.key('Escape');
  await beside.says('forget this too');
  await beside.closes_tab();
  const again = await comes_again(scene, browser, mina, profile);
  await again.says('a new beginning');
  await again.sees_in_order(['a new beginning']);
});

story_of_pairs('in a fleeting room nobody keeps anything, and those who are there read it all the same', async (scene, one, other) => {
  const profile = await scene.profile(one);
  const mina = await scene.opens(one, 'Mina', { tab_of: profile });
  await until('one can choose', () => mina.page.evaluate(() => document.getElementById('kept-days').options.length > 0));
  await mina.page.evaluate(() => {
    const days = document.getElementById('kept-days');
    days.value = '0';
    days.dispatchEvent(new Event('change'));
  });
  await mina.enters();
  must(mina.link.endsWith('/fleeting'), `the link says so: ${mina.link}`);
  const jun = await scene.arrives(other, 'Jun', { link: mina.link });
  await jun.sees_person('Mina');
  await mina.says('between us');
  await jun.sees('between us');
  const databases = await mina.page.evaluate(async () => {
    const database = await new Promise(done => (indexedDB.open('tincan-log').onsuccess = event => done(event.target.result)));
    if (!database.objectStoreNames.contains('records')) return 0;
    return new Promise(done => {
      database.transaction('records').objectStore('records').count().onsuccess = event => done(event.target.result);
    });
  });
  must(databases === 0, `nothing lies on the disk: ${databases}`);
  await mina.loads_anew();
  await mina.enters();
  await mina.sees('between us');
  await jun.leaves_room();
  const again = await comes_again(scene, one, mina, profile);
  await again.says('a new beginning');
  await again.sees_in_order(['a new beginning']);
});

story_of_pairs('who wrote a message sees when the others have read it, unless they do not say so', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await mina.says('seen?');
  await mina.sees_read('seen?');
  await jun.presses('#menu-button');
  await jun.presses('#read-receipts');
  await jun.page.key('Escape');
  await mina.says('and now?');
  await jun.sees('and now?');
  await mina.sees_delivered('and now?');
  await jun.says('not telling');
  await mina.sees('not telling');
  const said = (await mina.ask('conversation')).find(it => it.text === 'and now?');
  must(said.delivery === 'delivered', `nobody says that they have read it: ${said.delivery}`);
});

story_of_each('a copy of the conversation brings back what was forgotten here', async (scene, browser) => {
  const profile = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of: profile });
  for (const text of ['one', 'two', 'three']) await mina.says(text);
  await until('they are on the disk', () => mina.ask('shown', '#lines .line:last-child .delivery[data-delivery=sent]'));
  await mina.copies_all();
  const copy = await mina.page.evaluate(() => globalThis.copied);
  await mina.presses('#menu-button');
  await mina.presses('#kept-room summary');
  await mina.presses('#forget-room');
  const again = await comes_again(scene, browser, mina, profile);
  await again.sees_in_order([]);
  await again.page.evaluate(text => {
    const given = new DataTransfer();
    given.items.add(new File([text], 'copy.json', { type: 'application/json' }));
    const field = document.getElementById('copy-file');
    field.files = given.files;
    field.dispatchEvent(new Event('change'));
  }, copy);
  await again.sees_in_order(['one', 'two', 'three']);
  await again.presses('#menu-button');
  await again.presses('#kept-room summary');
  await again.reads('#kept-room [role=status]', /4 entries/);
  await again.loads_anew();
  await again.enters();
  await again.sees_in_order(['one', 'two', 'three']);
});

/** Other data of this origin takes what its quota leaves, in steps down to a KiB; random, since the browser compresses. In the page. */
async function fills_the_disk() {
  const opening = indexedDB.open('other-data', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
  const database = await new Promise(done => (opening.onsuccess = () => done(opening.result)));
  const takes = bytes =>
    new Promise(done => {
      const data = new Uint8Array(bytes);
      for (let at = 0; at < bytes; at += 2 ** 16) crypto.getRandomValues(data.subarray(at, at + 2 ** 16));
      const writing = database.transaction('bytes', 'readwrite');
      writing.oncomplete = () => done(true);
      writing.onabort = () => done(false);
      writing.objectStore('bytes').add(data);
    });
  for (let bytes = 2 ** 20; bytes >= 2 ** 10; bytes /= 2) while (await takes(bytes));
}

story(
  'a full disk is said in a sentence, and what was said is lost to nobody who is there',
  ['Chromium'],
  async (scene, { constructor }) => {
    scene.address = (await scene.server()).address;
    const browser = await scene.browser(constructor);
    const [mina, jun] = await scene.two(browser, browser);
    const devtools = await mina.page.page.context().newCDPSession(mina.page.page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(mina.link).origin, quotaSize: 8 * 2 ** 20 });
    await mina.page.evaluate(fills_the_disk);
    await mina.says('no room for this');
    await mina.sees_notice(/no room left/);
    await jun.sees('no room for this');
    await mina.sees_delivered('no room for this');
  },
);
