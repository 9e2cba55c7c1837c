// The page as an app: it opens without its server, another version waits until nothing is lost by it, notifications lead to the room, and
// other programs share with it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { story, story_of_each } from '../declare.mjs';
import { build } from '../server.mjs';
import { must, until } from '../waiting.mjs';

const NEXT_BUILD = '00112233445566778899aabbccddeeff';
const forgotten = [/status of 404|api\/receive .*404/, 'the new server does not know the members of the old one'];
const without_server = [/ERR_CONNECTION_REFUSED|NS_ERROR_CONNECTION_REFUSED|NS_ERROR_FAILURE/, 'the server is away'];

const build_of = person => person.page.evaluate(() => document.documentElement.dataset.build);

/** The builds whose pages are kept on the device, the newest last. */
const kept_builds = person =>
  person.page.evaluate(async () => (await caches.keys()).filter(it => it.startsWith('tincan ')).map(it => it.split(' ')[2]));

const keeps = (person, wanted) =>
  until(
    `the page of ${person.name} is kept`,
    async () =>
      (await person.page.evaluate(() => Boolean(navigator.serviceWorker.controller))) && (await kept_builds(person)).includes(wanted),
    { instead: () => kept_builds(person) },
  );

/** The page as another build, in a folder of its own. */
function next_version(scene) {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-next-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(build, 'page'), folder, { recursive: true });
  const [, now] = /data-build="(\w+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'));
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/^(index\.html|service_worker\.js)$/.test(name)) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(now, NEXT_BUILD));
    else if (/^(index\.html|service_worker\.js)\./.test(name)) rmSync(file);
  }
  return folder;
}

story_of_each('the page opens without its server, and one enters when that is back', { needs: ['storage'] }, async (scene, browser) => {
  scene.expects(...without_server);
  const path = ['--base-path', '/chat/'];
  const server = await scene.server(path);
  const address = `${server.address}chat/`;
  const tab_of = await scene.profile(browser, { worker: true });
  const mina = await scene.opens(browser, 'Mina', { tab_of, link: address, worker: true });
  const now = await build_of(mina);
  await keeps(mina, now);
  await mina.enters();
  await mina.leaves_room();
  await server.kill();

  const again = await scene.opens(browser, 'Mina', { tab_of, link: address, worker: true });
  must((await build_of(again)) === now, 'the build is the one that is shown');
  await again.sees_no('#not-started');
  await again.reads('#arrival-title', 'New room');
  await again.opens_settings('help');
  await again.reads('#settings-help', now);
  await again.page.key('Escape');
  await again.presses('#enter');
  await again.reads('#problem', 'The server does not answer.');
  const asked = await again.page.evaluate(() => caches.match('/chat/api/join').then(Boolean));
  must(!asked, 'nothing of what goes to the server is kept');

  await scene.server(['--port', String(server.port), ...path]);
  await again.is_inside();
});

story_of_each(
  'another version interrupts no call, and comes when one wants it',
  { needs: ['media', 'storage'] },
  async (scene, browser) => {
    scene.expects(...forgotten);
    scene.expects(...without_server);
    const server = await scene.server();
    const tab_of = await scene.profile(browser, { worker: true });
    const mina = await scene.arrives(browser, 'Mina', { tab_of, link: server.address, worker: true });
    const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
    await mina.sees_person('Jun');
    const before = await build_of(mina);
    await keeps(mina, before);
    await mina.joins_call();
    await jun.joins_call();
    await jun.sees_moving_video_of('Mina');

    await server.stop();
    await scene.server(['--port', String(server.port), '--pages', next_version(scene)]);
    await mina.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await keeps(mina, NEXT_BUILD);
    await mina.sees_no('#update');
    await jun.sees_moving_video_of('Mina');
    must((await build_of(mina)) === before, 'the page is the one that it was');

    await mina.leaves_call();
    await mina.reads('#update', 'A new version is ready.');
    await mina.presses('#update .primary');
    await mina.is_back_on_the_card();
    must((await build_of(mina)) === NEXT_BUILD, 'the page is the new one');
    await mina.presses('#enter');
    await mina.is_inside();
    await mina.sees_no('#update');
    await mina.says('here again');
    await jun.sees('here again');
  },
);

story_of_each('a host that wants no service worker has none', { needs: ['storage'] }, async (scene, browser) => {
  scene.expects(...without_server);
  const server = await scene.server();
  const tab_of = await scene.profile(browser, { worker: true });
  const mina = await scene.opens(browser, 'Mina', { tab_of, link: server.address, worker: true });
  await keeps(mina, await build_of(mina));
  await server.stop();
  await scene.server(['--port', String(server.port), '--service-worker', 'off']);
  await mina.loads_anew();
  await until('the worker and all that it kept are gone', () =>
    mina.page.evaluate(async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistration())),
  );
  await mina.enters();
});

/** Runs in the page: a driver tells every page that it is in front. */
function be_away() {
  let away = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (away ? 'hidden' : 'visible') });
  document.hasFocus = () => !away;
  globalThis.turn_away = is_away => {
    away = is_away;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

// (No other driver reaches into service workers.)
story('a notification leads to the room, and can be answered itself', ['Chromium'], { needs: ['storage'] }, async (scene, browser) => {
  const tab_of = await scene.profile(browser, { worker: true });
  const mina = await scene.arrives(browser, 'Mina', { tab_of, link: scene.address, worker: true, before: be_away });
  const context = mina.page.page.context();
  await context.grantPermissions(['notifications']);
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await keeps(mina, await build_of(mina));
  const [worker] = context.serviceWorkers();
  const shown = () => worker.evaluate(async () => (await self.registration.getNotifications()).map(it => `${it.title}: ${it.body}`));
  const is_shown = what => until(`"${what}" is shown`, async () => (await shown()).some(it => it.includes(what)), { instead: shown });
  /** As the system tells it. @param {string} action  '' for the notification itself */
  const press = action =>
    worker.evaluate(async chosen => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: chosen }));
    }, action);
  const turns_away = away => mina.page.evaluate(it => globalThis.turn_away(it), away);

  // Another tab of the page is open, and is not the one that is meant.
  const other = await scene.opens(browser, 'Mina', { tab_of, link: scene.address, worker: true });
  await mina.joins_call('listen');
  await mina.presses('#toggle-chat');
  await mina.sees_no('#conversation');
  await turns_away(true);
  await jun.says('are you there?');
  await is_shown('Jun: are you there?');
  await press('');
  await mina.reads('#conversation', 'are you there?');
  await until('nothing is shown any more', async () => !(await shown()).length, { instead: shown });
  await mina.leaves_call();
  await turns_away(false);

  await turns_away(true);
  await jun.joins_call('listen');
  await is_shown('Jun started a call');
  await press('join');
  await mina.sees_in_call('Jun');
  await other.sees_no('#call-bar');
});

story_of_each('what another program shares goes to the room that one enters', { needs: ['storage'] }, async (scene, browser) => {
  const tab_of = await scene.profile(browser, { worker: true });
  const mina = await scene.opens(browser, 'Mina', { tab_of, link: scene.address, worker: true });
  await keeps(mina, await build_of(mina));
  await mina.page.page.goto('about:blank');
  // As the system does it.
  await mina.page.evaluate(address => {
    const form = document.createElement('form');
    Object.assign(form, { action: `${address}?share`, method: 'POST', enctype: 'multipart/form-data' });
    for (const [name, value] of Object.entries({ title: 'A walk', text: 'Look at this', url: 'https://example.org/walk' })) {
      const field = document.createElement('input');
      Object.assign(field, { name, value });
      form.append(field);
    }
    const files = document.createElement('input');
    Object.assign(files, { type: 'file', name: 'files' });
    const chosen = new DataTransfer();
    chosen.items.add(new File(['by the river'], 'way & back.txt', { type: 'text/plain' }));
    files.files = chosen.files;
    form.append(files);
    document.body.append(form);
    setTimeout(() => form.submit());
  }, scene.address);
  await until('the page is there', () => mina.page.page.url().endsWith('?shared'));
  await mina.reads('#shared', /A walk Look at this https:\/\/example\.org\/walk.* 1 file/);
  await mina.enters();
  await mina.reads('#lines', 'way & back.txt');
  const written = () => mina.page.evaluate(() => document.getElementById('composer').value);
  await until('the text is written', async () => (await written()) === 'A walk\nLook at this\nhttps://example.org/walk', {
    instead: written,
  });
  await until('nothing of it waits any more', () =>
    mina.page.evaluate(async () => !location.search && !(await caches.keys()).some(it => it.startsWith('tincan-shared'))),
  );
});
