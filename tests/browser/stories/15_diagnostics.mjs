// The connection diagnostics: what they find, what they make of that, and that they leave nothing behind.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firefox } from '../firefox.mjs';
import { free_port, server_with_relay } from '../relay.mjs';
import { story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const where = person => person.page.evaluate(() => document.activeElement?.id ?? '');
const state_of = (person, check) =>
  person.page.evaluate(it => document.querySelector(`.checks [data-check="${it}"]`)?.dataset.state, check);

/** Firefox measures no sound on a computer that has nothing to play it on, and says so. */
const deaf = browser => (browser.name === 'Firefox' ? ['unknown'] : []);

async function opens_diagnostics(person) {
  await person.presses('#menu-button');
  await person.presses('#menu .checkup');
  await person.reads('.diagnostics', 'My connection');
}

async function finds(person, check, ...states) {
  await until(`${person.name} finds ${check} ${states}`, async () => states.includes(await state_of(person, check)), {
    instead: () => person.ask('text', '.checks'),
  });
}

async function is_told(person, sentence) {
  await until(`${person.name} is told "${sentence}"`, async () => (await person.ask('text', '.verdict'))?.includes(sentence), {
    instead: async () => [await person.ask('text', '.verdict'), await person.ask('text', '.checks')],
  });
}

story_of_each(
  'at the door diagnostics check what can be checked there, and give the devices back',
  { needs: ['media', 'devices'] },
  async (scene, browser) => {
    const mina = await scene.opens(browser, 'Mina');
    await opens_diagnostics(mina);
    await finds(mina, 'webrtc', 'ok');
    await finds(mina, 'server', 'ok');
    await finds(mina, 'turn_tls', 'unknown');
    await is_told(mina, 'Everything that can be checked out here works.');
    must(!(await mina.ask('devices')).length, 'no device is touched without being asked for');
    await mina.presses('.checks [data-check="microphone"] button');
    await finds(mina, 'microphone', 'ok', ...deaf(browser));
    await finds(mina, 'camera', 'ok');
    await mina.reads('.checks [data-check="camera"]', /\d+ × \d+/);
    await mina.page.key('Escape');
    await mina.sees_no('.diagnostics');
    await mina.has_released_devices();
    await until('the menu has the focus', async () => (await where(mina)) === 'menu-button', { instead: () => where(mina) });
  },
);

story_of_each(
  'in a call diagnostics show the path to each, and the text that is copied names nobody',
  { needs: ['media'] },
  async (scene, browser) => {
    const [mina, jun] = await scene.two(browser, browser);
    await mina.joins_call();
    await jun.joins_call();
    await mina.sees_moving_video_of('Jun');
    await mina.presses('#choose-camera');
    await mina.presses('#devices-card .checkup');
    await is_told(mina, 'No STUN or TURN server is configured');
    await mina.reads('.other', /Connected, direct: (host|prflx) here, (host|prflx) there, UDP/);
    for (const check of ['udp', 'camera']) await finds(mina, check, 'ok');
    await finds(mina, 'microphone', 'ok', ...deaf(browser));
    // Pictures and voices come and go, so that both rates are far from nothing.
    await until(
      'both rates move',
      () =>
        mina.page.evaluate(() =>
          [...document.querySelectorAll('.plot strong')]
            .slice(2)
            .every(it => Number.parseFloat(it.textContent) > 0.1 && it.closest('.plot').querySelector('polyline').points.length > 5),
        ),
      {
        instead: () => mina.ask('text', '.other'),
      },
    );
    await mina.page.evaluate(() => {
      globalThis.copies = [];
      navigator.clipboard.writeText = async text => void globalThis.copies.push(text);
    });
    await mina.presses('.diagnostics .secondary:not(.small-button)');
    await mina.reads('.diagnostics .actions [role=status]', 'Copied');
    const [text] = await mina.page.evaluate(() => globalThis.copies);
    must(
      /UDP: Good/.test(text) && /Person 1: Connected, direct/.test(text) && /Round trip: now/.test(text),
      `the text has it all: ${text}`,
    );
    must(!/Jun|Mina|\d+\.\d+\.\d+\.\d+:|\.local/.test(text), `the text names nobody: ${text}`);
    await mina.page.key('Escape');
    await mina.sees_no('.diagnostics');
    // The call never noticed.
    await mina.has('microphone', 'live');
    await jun.sees_moving_video_of('Mina');
    await jun.hears('Mina');
  },
);

story_of_each('diagnostics find the relay, over UDP and over TCP', { needs: ['relay'] }, async (scene, usual) => {
  const browser = usual.name === 'Firefox' ? await scene.browser(Firefox, 'relay') : usual;
  await server_with_relay(scene);
  const mina = await scene.arrives(browser, 'Mina');
  await opens_diagnostics(mina);
  await finds(mina, 'turn_udp', 'unknown');
  await is_told(mina, 'The relay (TURN) is checked once somebody else is in the room.');
  const jun = await scene.opens(browser, 'Jun', { link: mina.link });
  await jun.enters();
  await mina.sees_person('Jun');
  await mina.presses('.diagnostics .actions .primary');
  await finds(mina, 'turn_udp', 'ok');
  await finds(mina, 'turn_tcp', 'ok');
  await finds(mina, 'turn_tls', 'none');
  await finds(mina, 'udp', 'ok');
  await is_told(mina, 'Everything works.');
});

story_of_each(
  'where nothing answers over UDP and there is no relay, diagnostics say just that',
  { needs: ['relay'] },
  async (scene, browser) => {
    const server = await scene.server(['--stun', 'stun:127.0.0.1:9']);
    scene.address = server.address;
    const mina = await scene.arrives(browser, 'Mina');
    await opens_diagnostics(mina);
    await finds(mina, 'stun', 'bad');
    await finds(mina, 'udp', 'bad');
    await is_told(mina, 'Your network blocks UDP, and no TURN server is configured.');
  },
);

story_of_each('a relay that does not answer is told from a network that blocks', { needs: ['relay'] }, async (scene, browser) => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-secret-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'secret'), 'no relay knows this secret', { mode: 0o600 });
  const server = await scene.server([
    '--turn',
    `turn:127.0.0.1:${await free_port()}?transport=tcp`,
    '--turn-secret-file',
    join(folder, 'secret'),
  ]);
  scene.address = server.address;
  const [mina] = await scene.two(browser, browser);
  await opens_diagnostics(mina);
  await finds(mina, 'turn_tcp', 'bad');
  await finds(mina, 'udp', 'ok');
  await is_told(mina, 'The relay (TURN) does not answer.');
});
