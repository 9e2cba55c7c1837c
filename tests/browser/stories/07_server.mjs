// The server and what stands before it: what it may know, what goes on without it, and what its headers keep out.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Firefox } from '../firefox.mjs';
import { start_redis } from '../redis.mjs';
import { answers, relay_alone, server_with_relay } from '../relay.mjs';
import { story, story_of_each, story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const no_server = [
  /(ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|NS_ERROR_)/,
  'the server is away',
];

story_of_each('chat and call go on without the server', async (scene, browser) => {
  scene.expects(...no_server);
  const server = await scene.server();
  scene.address = server.address;
  const [mina, jun] = await scene.two(browser, browser);
  await mina.joins_call();
  await jun.joins_call();
  await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
  await server.kill();
  await mina.reads('#connection', 'The server does not answer.');
  await jun.reads('#connection', 'The server does not answer.');
  await mina.says('can you still read me?');
  await jun.sees('can you still read me?');
  await jun.toggles('camera');
  await mina.sees_no_picture_of('Jun');
  await jun.toggles('camera');
  await mina.sees_moving_video_of('Jun');
  await mina.hears('Jun');
  // Leaving needs no server either.
  await jun.leaves_room();
  await mina.sees_nobody_called('Jun');
  await mina.sees_notice('Jun left');
});

story_of_each('members enter again by themselves when the server has forgotten everything', async (scene, browser) => {
  scene.expects(...no_server);
  scene.expects(/the server responded with a status of 404|api\/receive .*404/, 'the new server does not know the members of the old one');
  const server = await scene.server();
  scene.address = server.address;
  const [mina, jun] = await scene.two(browser, browser);
  await server.kill();
  await mina.reads('#connection', 'The server does not answer.');
  await scene.server(['--port', String(server.port)]);
  await mina.sees_no('#connection');
  await jun.sees_no('#connection');
  const ada = await scene.arrives(browser, 'Ada', { link: mina.link });
  await Promise.all([ada, mina, jun].map(it => it.sees_people(3)));
  await ada.says('I was not here before');
  await mina.sees('I was not here before');
  await jun.sees('I was not here before');
  await jun.says('still the same room');
  await mina.sees('still the same room');
  await ada.sees('still the same room');
});

story_of_pairs(
  'a call over two servers goes on when one of them dies, and who comes later finds it',
  { needs: ['media'], pairs: [['Chromium', 'Firefox']], quick: [] },
  async (scene, one, other) => {
    scene.expects(...no_server);
    const over_redis = ['--redis', await start_redis(scene)];
    const [dies, stays] = await Promise.all([scene.server(over_redis), scene.server(over_redis)]);
    // The proxy before them gives each request to the next one.
    const alive = [dies, stays];
    let turn = 0;
    const balancer = await scene.proxy(() => alive[turn++ % alive.length].port);
    scene.address = balancer.address;
    const [mina, jun] = await scene.two(one, other);
    await mina.joins_call();
    await jun.joins_call();
    await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
    alive.shift();
    await dies.kill();
    await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
    const ada = await scene.arrives(one, 'Ada', { link: mina.link });
    await Promise.all([ada, mina, jun].map(it => it.sees_people(3)));
    await ada.says('I came by the other one');
    await mina.sees('I came by the other one');
    await jun.sees('I came by the other one');
    await ada.joins_call();
    await mina.sees_moving_video_of('Ada');
    await jun.sees_moving_video_of('Ada');
    await mina.sees_moving_video_of('Jun');
  },
);

story_of_each(
  'a client that is cut off looks out for the network, and takes its first sign of life for its return',
  { needs: ['relay'] },
  async (scene, usual) => {
    scene.expects(...no_server);
    const browser = usual.name === 'Firefox' ? await scene.browser(Firefox, 'relay') : usual;
    const { server, relay } = await server_with_relay(scene);
    const watch = () => {
      globalThis.seen = { told: false, looks: 0 };
      // After the network's return requests go by connections of the other kind.
      const really_fetch = fetch;
      globalThis.fetch = (path, how) => {
        seen.told ||= how?.credentials === 'same-origin' && String(path).startsWith('api/');
        return really_fetch(path, how);
      };
      const Really = RTCPeerConnection;
      globalThis.RTCPeerConnection = class RTCPeerConnection extends Really {
        constructor(how) {
          super(how);
          if (how?.iceServers?.length) seen.looks += 1;
        }
      };
    };
    const mina = await scene.arrives(browser, 'Mina', { before: watch });
    const seen = () => mina.page.evaluate(() => globalThis.seen);
    await server.kill();
    await mina.reads('#connection', 'The server does not answer.');
    await until('the relay has ended', async () => !(await answers(relay.port)));
    const { looks } = await seen();
    await until('she has looked in vain', async () => (await seen()).looks > looks + 2, { instead: seen });
    must(!(await seen()).told, 'there is nothing yet');
    // No server, but something out there.
    await relay_alone(scene, relay);
    await until('she is told', async () => (await seen()).told, { instead: seen });
  },
);

story_of_each('a proxy that holds streams back is noticed, and mail comes by polling', async (scene, browser) => {
  const proxy = await scene.proxy(scene.environment.server.port, { buffers: true });
  scene.address = proxy.address;
  const mina = await scene.arrives(browser, 'Mina');
  await until('Mina polls', () => proxy.asked().includes('poll'), { instead: proxy.asked });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await jun.says('around the proxy');
  await mina.sees('around the proxy');
  await mina.says('and back');
  await jun.sees('and back');
});

story('the server never sees names, words or the secret', ['Chromium', 'Firefox'], async (scene, one, other) => {
  const proxy = await scene.proxy(scene.environment.server.port);
  scene.address = proxy.address;
  const mina = await scene.opens(one, 'Mina Zauberberg');
  await mina.fills('#room-name', 'Grünes Geheimzimmer');
  await mina.enters();
  const jun = await scene.arrives(other, 'Jun Quastenflosser', { link: mina.link });
  await mina.sees_person('Jun Quastenflosser');
  await jun.sees_person('Mina Zauberberg');
  await mina.says('Treffen um Mitternacht');
  await jun.sees('Treffen um Mitternacht');
  await jun.joins_call();
  await mina.joins_call();
  await mina.sees_moving_video_of('Jun Quastenflosser');
  await jun.leaves_room();
  await mina.sees_nobody_called('Jun Quastenflosser');
  for (const { page } of [mina, jun]) {
    const strange = page.requests.filter(it => !it.startsWith(proxy.address) && !/^(data|blob):/.test(it));
    must(page.requests.length > 5 && !strange.length, `nobody else is asked for anything: ${strange}`);
  }

  const secret = decodeURIComponent(new URL(mina.link).hash).split('/').at(-1);
  must(secret.length === 22, 'the link ends with 128 bits');
  const letters = proxy.seen.map(it => it.body.toString());
  // Base64 could hide a word, so text is looked at both ways.
  const opened = letters.flatMap(it => it.match(/[\w-]{16,}/g) ?? []).map(it => Buffer.from(it, 'base64url').toString('latin1'));
  const all = [...letters, ...opened, ...proxy.seen.map(it => decodeURIComponent(it.url) + JSON.stringify(it.headers))].join('\n');
  must(proxy.seen.some(it => it.url === '/api/post') && letters.join().length > 2_000, 'letters went through the proxy');
  const words = ['Zauberberg', 'Quastenflosser', 'Geheimzimmer', 'Mitternacht', secret, 'candidate:', 'v=0', 'a=fingerprint'];
  for (const each of [mina, jun])
    must(!(await each.page.evaluate(() => document.title)).includes(secret), 'the secret is not in the title');
  for (const word of [...words, ...words.map(it => Buffer.from(it).toString('latin1'))])
    must(!all.includes(word), `the server does not see "${word}"`);
});

const policy_of_documents = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob: mediastream:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'font-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'tincan',
};

story('every answer says what browsers must not do with it', ['Chromium'], async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const files = [...new Set(mina.page.requests.map(it => new URL(it).pathname))].filter(it => /\.\w+$/.test(it));
  must(
    ['.js', '.css', '.wasm'].every(ending => files.some(it => it.endsWith(ending))),
    `the page loads its files: ${files}`,
  );
  const documents = [
    ['/'],
    ['/index.html'],
    ['/', { headers: { 'Sec-Fetch-Site': 'none' } }],
    ['/', { headers: { 'Accept-Language': 'ko' } }],
    ['/', { method: 'HEAD' }],
  ];
  const posts = ['look', 'join', 'post', 'receive', 'leave'].map(it => [`/api/${it}`, { method: 'POST', body: '{}' }]);
  const look = [
    '/api/look',
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ room: 'A'.repeat(22) }) },
  ];
  const others = [...files.map(it => [it]), ['/nowhere'], ['/', { method: 'PUT' }], ['/api/look'], ['/api/nowhere'], look, ...posts];
  for (const [path, how] of [...documents, ...others]) {
    const answer = await fetch(new URL(path, scene.address), how);
    const of_it = name => answer.headers.get(name) ?? '';
    const what = `${how?.method ?? 'GET'} ${path} (${answer.status})`;
    must(of_it('x-content-type-options') === 'nosniff', `${what}: its type is not guessed`);
    must(of_it('cross-origin-resource-policy') === 'same-origin', `${what}: no other site gets it`);
    must(!of_it('access-control-allow-origin') && !of_it('set-cookie'), `${what}: nor is it shared or remembered`);
    if (!documents.some(it => it[0] === path && answer.ok)) continue;
    const policy = Object.fromEntries(
      of_it('content-security-policy')
        .split('; ')
        .map(it => [it.split(' ')[0], it.split(' ').slice(1).join(' ')]),
    );
    must(
      JSON.stringify(policy) === JSON.stringify(policy_of_documents),
      `${what}: nothing is allowed but what is named: ${JSON.stringify(policy)}`,
    );
    must(of_it('referrer-policy') === 'no-referrer', `${what}: no referrer is sent`);
    must(of_it('cross-origin-opener-policy') === 'same-origin', `${what}: another site that opened the window loses it`);
    for (const device of ['camera', 'microphone', 'display-capture'])
      must(of_it('permissions-policy').includes(`${device}=(self)`), `${what}: the ${device} is this page's alone`);
  }
});

story_of_each('another site cannot show the page in a frame', async (scene, browser) => {
  const other_site = createServer((_, to) =>
    to.setHeader('Content-Type', 'text/html').end(`<!doctype html><iframe src="${scene.address}"></iframe>`),
  );
  await once(other_site.listen(0, '127.0.0.1'), 'listening');
  scene.at_end(async () => other_site.close());
  const stranger = await browser.page();
  scene.at_end(() => stranger.end());
  await stranger.goto(`http://127.0.0.1:${other_site.address().port}/`);
  await until(
    'the frame is refused',
    () => stranger.troubles.some(it => /frame-ancestors|ERR_BLOCKED_BY_RESPONSE|NS_ERROR_CSP|can.t be displayed|refused/i.test(it)),
    {
      instead: () => stranger.troubles,
    },
  );
  must(!stranger.requests.some(it => it.endsWith('.wasm')), 'nothing of the page ran in the frame');
});

story('the page runs under a strict content policy', ['Chromium'], async (scene, browser) => {
  scene.expects(
    /example\.org|Content Security Policy|TrustedHTML|TrustedScript|Trusted Type|This document requires/,
    'the story tries what is forbidden',
  );
  const mina = await scene.arrives(browser, 'Mina');
  // In a task of its own: what the driver of the browser runs itself is not subject to the policy.
  await mina.page.evaluate(() => {
    globalThis.forbidden = {};
    setTimeout(() => {
      for (const [what, attempt] of Object.entries({
        eval: () => globalThis.eval('globalThis.broken_in = 1'),
        function: () => new Function('globalThis.broken_in = 2')(),
        inline: () => {
          const script = document.createElement('script');
          script.textContent = 'globalThis.broken_in = 3';
          document.head.append(script);
        },
        handler: () => {
          const image = document.createElement('img');
          // By the time it fails everything else has been tried, and the handler is asked in the same moment.
          image.addEventListener('error', () => (globalThis.forbidden.done = true));
          image.src = 'data:,';
          image.setAttribute('onerror', 'globalThis.broken_in = 4');
        },
        markup: () => (document.body.insertAdjacentHTML('beforeend', '<b>5</b>'), (globalThis.broken_in = 5)),
        elsewhere: () =>
          void fetch('https://example.org/').then(
            () => (globalThis.broken_in = 6),
            () => (globalThis.forbidden.elsewhere = true),
          ),
      })) {
        try {
          attempt();
        } catch {
          globalThis.forbidden[what] = true;
        }
      }
    });
  });
  await until('all attempts are made', () => mina.page.evaluate(() => globalThis.forbidden.done && globalThis.forbidden.elsewhere));
  must(await mina.page.evaluate(() => globalThis.broken_in === undefined), 'nothing forbidden ran');
  must(await mina.page.evaluate(() => globalThis.forbidden.eval && globalThis.forbidden.function), 'eval throws');
});

story_of_each('another site that opens the page loses hold of its window', async (scene, browser) => {
  const proxy = await scene.proxy(scene.environment.server.port);
  const other_site = createServer((_, to) => to.setHeader('Content-Type', 'text/html').end('<!doctype html><button>Open</button>'));
  await once(other_site.listen(0, '127.0.0.1'), 'listening');
  scene.at_end(async () => other_site.close());
  const stranger = await browser.page();
  scene.at_end(() => stranger.end());
  await stranger.goto(`http://127.0.0.1:${other_site.address().port}/`);
  await stranger.evaluate(address => {
    document.querySelector('button').onclick = () => {
      globalThis.opened = window.open(address);
      globalThis.held = globalThis.opened !== null && !globalThis.opened.closed;
    };
  }, proxy.address);
  await stranger.click('button');
  must(await stranger.evaluate(() => globalThis.held), 'the window opens, and is held at first');
  await until('the handle is severed', () => stranger.evaluate(() => globalThis.opened.closed));
  await until('the page lives on', () => proxy.seen.some(it => it.url.endsWith('.wasm')), { instead: () => proxy.seen.map(it => it.url) });
});
