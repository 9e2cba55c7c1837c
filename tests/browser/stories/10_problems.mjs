// Where the page cannot work it says so in one sentence, with one way on (more of it in tests/view); where a connection breaks it is restarted.
import { Person } from '../person.mjs';
import { story, story_of_each } from '../declare.mjs';
import { must } from '../waiting.mjs';

/** Opens an address that leads to a problem. */
async function opens(scene, browser, address, before) {
  const person = new Person('Mina', await browser.page({ before }));
  scene.people.push(person);
  await person.page.goto(address);
  return person;
}

async function is_told(person, problem, sentence) {
  await person.reads('#problem', sentence);
  must((await person.page.evaluate(() => document.getElementById('problem').dataset.problem)) === problem, `the problem is ${problem}`);
  must(!(await person.ask('shown', '#enter')), 'there is no button that could only fail');
  const ways = await person.page.evaluate(() => document.querySelectorAll('#problem a, #problem button').length);
  must(ways === 1, `there is one way on, not ${ways}`);
}

// The diagnostics load the real module, which is not started, to say what is wrong.
story('without WebRTC', ['Chromium'], async (scene, browser) => {
  scene.expects(/was preloaded using link preload but not used/, 'the module is not started');
  const mina = await opens(scene, browser, scene.address, () => delete globalThis.RTCPeerConnection);
  await is_told(mina, 'no_webrtc', 'This browser cannot connect to other browsers');
  await mina.presses('#menu-button');
  await mina.presses('#menu .checkup');
  await mina.reads('.diagnostics .verdict', 'Something in this browser');
});

// The real glue rejects, and is asked again by the diagnostics.
story('when the module cannot be started', ['Chromium'], async (scene, browser) => {
  scene.expects(/failed|falling back|Aborted|not today/i, 'the module says why it did not start');
  const mina = await opens(scene, browser, scene.address, () => {
    globalThis.refuses = true;
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const really = WebAssembly[name].bind(WebAssembly);
      WebAssembly[name] = async (...what) => {
        if (globalThis.refuses) throw new Error('not today');
        return really(...what);
      };
    }
  });
  await is_told(mina, 'load_failed', 'A part of the page did not arrive.');
  await mina.presses('#menu-button');
  await mina.presses('#menu .checkup');
  await mina.reads('#menu .checkup', 'did not arrive');
  must(!(await mina.ask('shown', '.diagnostics')), 'no card without its conclusions is opened');
  await mina.page.evaluate(() => (globalThis.refuses = false));
  await mina.presses('#menu .checkup');
  await mina.reads('.diagnostics .verdict', 'Everything that can be checked out here works.');
  must((await mina.ask('text', '#menu .checkup')) === 'Check my connection', 'the menu says again what it opens');
});

// The real core reads the address, and leads to another.
story('with half a link', ['Chromium'], async (scene, browser) => {
  const mina = await opens(scene, browser, `${scene.address}#/quiet-garden/abc`);
  await is_told(mina, 'broken_link', 'On the way a part of it got lost, or something was added.');
  await mina.presses('#problem button');
  await mina.sees_no('#problem');
  await mina.enters();
});

// The real database answers after the page has given it up.
story('when the database of keys never answers', ['Chromium'], async (scene, browser) => {
  scene.expects(/takes too long/, 'the module says why there is no key');
  const mina = await opens(scene, browser, scene.address, () => {
    const really_wait = setTimeout.bind(globalThis);
    globalThis.setTimeout = (what, ms, ...given) => {
      if (ms !== 15_000 || globalThis.time_is_up) return really_wait(what, ms, ...given);
      globalThis.time_is_up = what;
      return 0;
    };
    const really_open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...given) => {
      const asked = {};
      globalThis.answer_late = () =>
        new Promise(closed => {
          const late = really_open(...given);
          late.onsuccess = () => {
            const really_close = late.result.close.bind(late.result);
            late.result.close = () => {
              really_close();
              closed(true);
            };
            asked.result = late.result;
            asked.onsuccess();
          };
        });
      return asked;
    };
  });
  await mina.types_name();
  await mina.presses('#enter');
  await mina.reads('#enter', 'Entering');
  await mina.page.evaluate(() => globalThis.time_is_up());
  await mina.reads('#problem', 'This browser makes no key for you');
  must(await mina.page.evaluate(() => globalThis.answer_late()), 'a database that is opened late is closed');
});

story(
  'a chat waits for no other part of the page, and what did not arrive is said and fetched again',
  ['Chromium'],
  async (scene, browser) => {
    scene.expects(/ERR_EMPTY_RESPONSE/, 'a part of the page gets lost on the way');
    const proxy = await scene.proxy(scene.environment.server.port);
    scene.address = proxy.address;
    proxy.loses(/\/deferred-/);
    const mina = await scene.opens(browser, 'Mina');
    must(!(await mina.ask('shown', '#preview-camera .hint')), 'what a press does is not written into the button');
    await mina.enters();
    const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
    await mina.says('without the rest');
    await jun.sees('without the rest');
    await mina.presses('#menu-button');
    await mina.reads('#menu', 'A part of the page did not arrive.');
    must(await mina.ask('shown', '#leave-room'), 'one can leave');
    proxy.loses(null);
    await mina.reads('#menu', 'Settings');
    must(!(await mina.ask('text', '#menu')).includes('did not arrive'), 'nothing is missing any more');
    await mina.sees_person('Jun');
    await mina.presses('#leave-room');
    await jun.sees_nobody_called('Mina');
  },
);

story_of_each('a member that is cut off is waited for, comes back, and misses nothing', async (scene, browser) => {
  scene.expects(
    /(ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|NS_ERROR_)/,
    'the server is away',
  );
  scene.expects(/the server responded with a status of 404/, 'the new server does not know the members of the old one');
  const server = await scene.server();
  scene.address = server.address;
  const [mina, jun] = await scene.two(browser, browser);
  await mina.joins_call();
  await jun.joins_call();
  await mina.sees_moving_video_of('Jun');
  // Without the server a cut connection cannot be made anew, so the state holds still for its picture.
  await server.kill();
  await mina.reads('#connection', 'The server does not answer.');
  await jun.ask('cut');
  await mina.sees_person('Jun', 'reconnecting');
  await mina.reads('#tiles .tile[data-me="false"] .tile-trouble', /^Reconnecting, \d+ s$/);
  // One person and the server at once: it is Mina's own connection, as far as she can see.
  await mina.reads('#connection', 'Nobody is reached any more');
  must(
    /^Reconnecting since \d?\d:\d\d/.test(await mina.ask('text', '#people [data-state="reconnecting"] .entry-state')),
    'the list says since when',
  );
  await mina.says('are you there?');
  await scene.server(['--port', String(server.port)]);
  await mina.sees_person('Jun', 'connected');
  await jun.sees_person('Mina', 'connected');
  await jun.sees('are you there?');
  await jun.says('yes');
  await mina.sees('yes');
  await mina.sees_moving_video_of('Jun');
  await jun.sees_moving_video_of('Mina');
});
