// A relay between those who cannot or do not want to reach each other directly, as tools/start --turn runs it.
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../chromium.mjs';
import { Firefox } from '../firefox.mjs';
import { answers, server_with_relay, server_with_relay_over_tls } from '../relay.mjs';
import { story, story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

async function hides(person) {
  await person.opens_settings('privacy');
  await person.presses('#relay-only');
  await person.page.key('Escape');
}

/** Mina and Jun, who both hide their address and have found each other. */
async function two_hidden(scene, browser) {
  const enters_hidden = async (name, link) => {
    const person = await scene.opens(browser, name, { link });
    await hides(person);
    await person.enters();
    return person;
  };
  const mina = await enters_hidden('Mina');
  const jun = await enters_hidden('Jun', mina.link);
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  return [mina, jun];
}

story_of_each(
  'two who hide their address talk through a relay, and nobody learns where they are',
  { needs: ['media', 'relay'] },
  async (scene, usual) => {
    const browser = usual.name === 'Firefox' ? await scene.browser(Firefox, 'relay') : usual;
    await server_with_relay(scene);
    const [mina, jun] = await two_hidden(scene, browser);
    await mina.joins_call();
    await jun.joins_call();
    await mina.sees_moving_video_of('Jun');
    await jun.says('where am I?');
    await mina.sees('where am I?');
    for (const person of [mina, jun]) {
      const [route] = await person.ask('routes');
      // (How the other end is called depends on whether its letter came before its first packet.)
      must(route.mine === 'relay', `${person.name} goes through the relay: ${JSON.stringify(route)}`);
      must(
        route.found.every(it => it === 'relay'),
        `${person.name} looked for no other way: ${route.found}`,
      );
    }
  },
);

story_of_each(
  'where only TLS gets through, two who hide their address see each other through a relay, and diagnostics say so',
  { needs: ['media', 'relay'] },
  async (scene, { name }) => {
    const authority = await server_with_relay_over_tls(scene);
    const browser =
      name === 'Firefox' ? await scene.browser(Firefox, 'relay', { authority }) : await scene.browser(Chromium, 'usual', { authority });
    const [mina, jun] = await two_hidden(scene, browser);
    await mina.joins_call();
    await jun.joins_call();
    await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
    await jun.says('nobody can tell this from a web page');
    await mina.sees('nobody can tell this from a web page');
    for (const person of [mina, jun]) {
      const [route] = await person.ask('routes');
      must(route.mine === 'relay' && route.by === 'tls', `${person.name} goes through the relay over TLS: ${JSON.stringify(route)}`);
    }
    await mina.presses('#menu-button');
    await mina.presses('#menu .checkup');
    await mina.reads('.checks [data-check="turn_tls"]', 'Good');
    await mina.reads('.other', /Connected, through a relay: relay here, .*, TLS/);
  },
);

// The other half of that: it is not enough that something answers.
story_of_each('a relay for which nobody vouches is none', { needs: ['relay'] }, async (scene, usual) => {
  const browser = usual.name === 'Firefox' ? await scene.browser(Firefox, 'relay') : usual;
  await server_with_relay_over_tls(scene);
  const [mina] = await scene.two(browser, browser);
  await mina.presses('#menu-button');
  await mina.presses('#menu .checkup');
  await mina.reads('.checks [data-check="turn_tls"]', 'No answer');
  await mina.reads('.verdict', 'The relay (TURN) does not answer.');
});

story(
  'the relay serves members alone, keeps its secret to itself, and ends with its server',
  ['Chromium'],
  { needs: ['relay'] },
  async (scene, browser) => {
    const { server, relay } = await server_with_relay(scene);
    const mina = await scene.arrives(browser, 'Mina');
    const address = { urls: `turn:127.0.0.1:${relay.port}` };
    const id = () => randomBytes(16).toString('base64url');
    const room = id();
    const joins = async () => {
      const answer = await fetch(new URL('/api/join', server.address), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ room, member: id(), token: id(), hello: 'aGk' }),
      });
      const [ice] = (await answer.json()).ice;
      return ice;
    };
    const alone = await joins();
    must(!alone.username && !alone.credential, 'who is alone gets no credentials');
    const given = await joins();
    // Whether a relay is found with these credentials.
    const serves = ice =>
      mina.page.evaluate(async server => {
        const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
        const found = new Promise(
          resolve => (connection.onicecandidate = it => (it.candidate?.candidate ? resolve(true) : it.candidate || resolve(false))),
        );
        connection.createDataChannel('');
        await connection.setLocalDescription();
        return found.finally(() => connection.close());
      }, ice);
    must(await serves({ ...address, username: given.username, credential: given.credential }), 'a member is relayed for');
    const [until_s, somebody] = given.username.split(':');
    must(
      !(await serves({ ...address, username: `${Number(until_s) + 3_600}:${somebody}`, credential: given.credential })),
      'nobody makes credentials last longer',
    );
    must(!(await serves({ ...address, username: 'somebody', credential: 'anything' })), 'a stranger is not relayed for');

    for (const file of ['secret', 'turnserver.conf'])
      must((statSync(join(relay.folder, file)).mode & 0o077) === 0, `nobody else on this computer reads ${file}`);
    must(/^[0-9a-f]{64}$/.test(readFileSync(join(relay.folder, 'secret'), 'utf8')), 'the secret is 256 random bits');
    scene.expects(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/, 'the server is away');
    await server.kill();
    await until('the relay has ended with its server', async () => !(await answers(relay.port)));
  },
);

story_of_each('a member that hides its address where there is no relay is told so, and connects to nobody', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const jun = await scene.opens(browser, 'Jun', { link: mina.link });
  await hides(jun);
  await jun.types_name();
  await jun.presses('#enter');
  await jun.reads('#arrival', 'This server has no relay');
  await mina.sees_nobody_called('Jun');
});
