// An hour away: a tab that the browser froze behind others, a computer that slept. The server and all that stands between have
// forgotten it long ago. A person who comes back has missed nothing, is there once, and goes on.
import { BackgroundChromium, processes_of } from '../background.mjs';
import { Firefox } from '../firefox.mjs';
import { story_of_each, story_of_pairs, with_chromium } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page: what its clock misses by standing still is an hour, and what happens to it is written down. */
function an_hour() {
  const really = Date.now;
  let [last, missed] = [really(), 0];
  globalThis.dozes = false;
  Date.now = () => {
    const now = really();
    if (globalThis.dozes && now > last + 1_000) {
      missed += 3_600_000;
      globalThis.dozes = false;
    }
    last = now;
    return now + missed;
  };
  globalThis.ticks = 0;
  setInterval(() => (globalThis.ticks += Date.now() && 1), 20);
  globalThis.happened = [];
  for (const event of ['freeze', 'resume', 'visibilitychange'])
    document.addEventListener(event, () => globalThis.happened.push(`${event} ${document.visibilityState}`), true);
  globalThis.locks = [];
  const request = navigator.wakeLock?.request.bind(navigator.wakeLock);
  if (request) navigator.wakeLock.request = async kind => (globalThis.locks.push(await request(kind)), globalThis.locks.at(-1));
}

/** Mina, whose way to the server can be cut, and Jun, who are in a call. The server gives up whoever is silent soon. */
async function in_a_call(scene, mine, theirs) {
  scene.expects(
    /(ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_NETWORK_IO_SUSPENDED|NS_ERROR_)/,
    'what waits for mail is cut off',
  );
  scene.expects(/the server responded with a status of 404|api\/receive .*404/, 'the server has forgotten who slept');
  scene.expects(/WebRTC: ICE failed/, 'the way between the two is dead for a while');
  const server = await scene.server(['--expiry-ms', '1000']);
  const proxy = await scene.proxy(server.port);
  scene.address = server.address;
  const jun = await scene.arrives(theirs, 'Jun');
  const mina = await scene.arrives(mine, 'Mina', { link: jun.link.replace(server.address, proxy.address), before: an_hour });
  for (const it of [mina, jun]) await it.sees_people(2);
  await mina.joins_call();
  await jun.joins_call();
  await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
  await mina.says('before');
  await jun.sees('before');
  return { mina, jun, proxy };
}

/** Each is there once and connected. */
async function all_together(people) {
  for (const each of people) await each.sees_people(people.length);
}

story_of_pairs(
  'a tab that was frozen for an hour has missed nothing and is in the call again',
  {
    needs: ['media', 'freeze'],
    pairs: with_chromium,
  },
  async (scene, _, theirs) => {
    const { mina, jun, proxy } = await in_a_call(scene, await scene.browser(BackgroundChromium), theirs);
    const happened = () => mina.page.evaluate(() => globalThis.happened);
    const ticks = () => mina.page.evaluate(() => globalThis.ticks);
    await mina.page.evaluate(() => void (globalThis.dozes = true));
    await mina.page.freezes();
    await until('the tab is frozen', async () => (await happened()).includes('freeze hidden'), { instead: happened });
    const ticked = await ticks();

    proxy.cuts();
    await jun.says('one');
    // A newcomer may hear of Mina, whose connection to Jun still stands, and cannot reach her yet.
    const ada = await scene.arrives(theirs, 'Ada', { link: jun.link });
    await ada.sees_person('Jun');
    await jun.says('two');
    await ada.says('three');
    await jun.sees('three');
    must((await ticks()) === ticked, 'the tab’s timers stand still');

    await mina.page.goes_on();
    await until(
      'the tab goes on in front',
      async () => (await happened()).includes('resume hidden') && (await happened()).at(-1) === 'visibilitychange visible',
      { instead: happened },
    );
    must((await mina.page.evaluate(() => Date.now())) > Date.now() + 3_000_000, 'an hour has passed for Mina');
    await all_together([mina, jun, ada]);
    await mina.says('after');
    for (const each of [mina, jun, ada]) await each.sees_in_order(['before', 'one', 'two', 'three', 'after']);
    await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
    await jun.hears('Mina');
    await mina.hears('Jun');
    const locks = () => mina.page.evaluate(() => globalThis.locks.map(it => it.released));
    await until('the screen is kept on again', async () => (await locks()).includes(false), { instead: locks });
    await mina.leaves_call();
    await until('the screen may go dark', async () => (await locks()).every(Boolean), { instead: locks });
  },
);

story_of_each('a computer that slept for an hour in a call finds its way back', { needs: ['media', 'freeze'] }, async (scene, usual) => {
  const asleep = await scene.browser(usual.name === 'Firefox' ? Firefox : BackgroundChromium);
  const { mina, jun, proxy } = await in_a_call(scene, asleep, usual);
  await mina.page.evaluate(() => void (globalThis.dozes = true));
  const all = processes_of(asleep);
  let ada;
  all.stop();
  try {
    proxy.cuts();
    await jun.says('one');
    await jun.sees_nobody_called('Mina');
    await jun.sees_nobody_in_call_called('Mina');
    const ways = () => jun.ask('connection_states');
    await until('the way to Mina is given up', async () => !(await ways()).some(it => /^(dis)?connected$/.test(it)), {
      instead: ways,
    });
    ada = await scene.arrives(usual, 'Ada', { link: jun.link });
    await ada.sees_people(2);
    await ada.says('two');
    await jun.sees('two');
  } finally {
    all.go_on();
  }
  await all_together([mina, jun, ada]);
  must((await mina.page.evaluate(() => Date.now())) > Date.now() + 3_000_000, 'an hour has passed for Mina');
  await mina.says('after');
  for (const each of [mina, jun, ada]) await each.sees_in_order(['before', 'one', 'two', 'after']);
  await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
  await jun.hears('Mina');
  await mina.hears('Jun');
});
