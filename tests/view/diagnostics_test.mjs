// The card of the connection diagnostics: what it shows of what was measured, what the core makes of it in words, and what is copied.
import { Chromium } from '../browser/chromium.mjs';
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { call, calling, i_call, id_of, myself, no_call, person, room } from './states.mjs';
import { view } from './suite.mjs';

async function opens_diagnostics(tab) {
  await tab.presses('#menu-button');
  await tab.presses('#menu .checkup');
  await tab.sees('.diagnostics');
}

const state_is = (tab, check, state) =>
  tab.until(
    `${check} is ${state}`,
    ([it, wanted]) => document.querySelector(`.checks [data-check="${it}"]`)?.dataset.state === wanted,
    [check, state],
    () => document.querySelector('.checks')?.textContent,
  );

const nothing_is_missing = async tab => {
  const missing = await tab.evaluate(() => document.body.innerText.match(/undefined|\[object|NaN/g));
  must(!missing, `no words are missing: ${missing}`);
};

/** The connection to somebody as the core sees it. @param {{mine: string, theirs: string}} ends */
const measured = ends => ({
  ...ends,
  relayed: ends.mine === 'relay',
  protocol: 'udp',
  round_trip: 42,
  loss: null,
  up: 0,
  down: 0,
  weak: false,
});

/** Where the server names none. */
const no_servers = Object.fromEntries(['stun', 'turn_udp', 'turn_tcp', 'turn_tls'].map(it => [it, { asking: 'none', reach: 'none' }]));

/** The servers of one kind were asked. @param {...string} reaches  what came of each; the first is that of all */
const answered = (...reaches) => ({
  asking: 'asked',
  reach: reaches[0],
  answers: reaches.map((reach, at) => ({ url: `stun:${at}.example`, reach, ms: 12 })),
});

/** Without asking for devices: those take seconds, and the browser suite asks for real ones. */
const listening = [room(), myself('Mina', { in_call: true }), call({ microphone: 'off', camera: 'off' })];

view('diagnostics at the door touch no device, and give the focus back', async open => {
  const tab = await open();
  await opens_diagnostics(tab);
  await tab.reads('.verdict', 'Everything that can be checked out here works.');
  for (const check of ['secure', 'webrtc', 'server']) await state_is(tab, check, 'ok');
  for (const check of ['turn_tls', 'camera']) await state_is(tab, check, 'unknown');
  const found = await tab.evaluate(() => globalThis.core.found);
  const wanted = { secure: true, online: true, webrtc: true, server: 'ok', inside: false, stun: 'unknown', microphone: 'unknown' };
  for (const [what, is] of Object.entries(wanted)) must(found[what] === is, `the core is told what was found: ${JSON.stringify(found)}`);
  must(!(await tab.ask('devices')).length, 'no device is touched without being asked for');
  await tab.page.key('Escape');
  await tab.sees_no('.diagnostics');
  await tab.has_focus('menu-button');
});

view('diagnostics show the way to each, and the text that is copied names nobody', async open => {
  const tab = await open();
  await tab.show(listening, calling('Jun'), calling('Ada'), person('Cem', { state: 'connecting' }));
  await tab.evaluate(
    it => {
      globalThis.core.ice = it.ice;
      globalThis.core.measured = it.measured;
      globalThis.core.diagnosis = { cause: 'only_one_away', weight: 'bad', about: 2, udp: 'ok' };
      globalThis.copies = [];
      navigator.clipboard.writeText = async text => void globalThis.copies.push(text);
    },
    {
      ice: { ...no_servers, stun: answered('ok', 'unknown', 'failed') },
      measured: {
        [id_of('Jun')]: measured({ mine: 'host', theirs: 'prflx' }),
        [id_of('Ada')]: measured({ mine: 'relay', theirs: 'srflx' }),
      },
    },
  );
  await opens_diagnostics(tab);
  await tab.reads('.other', 'Connected, direct: host here, prflx there, UDP');
  await tab.reads('.other', 'Connected, through a relay: relay here, srflx there, UDP');
  await tab.reads('.other', 'Not connected');
  await tab.reads('.plot', '42 ms');
  await state_is(tab, 'turn_udp', 'none');
  await state_is(tab, 'stun', 'ok');
  await tab.reads('.checks [data-check="stun"]', 'stun:0.example: 12 ms · stun:1.example: ');
  await tab.reads('.verdict', 'Cem is not reached, though your own network answers');
  must(await tab.evaluate(() => document.querySelector('.verdict').dataset.state === 'bad'), 'it is marked as bad');
  const { others } = await tab.evaluate(() => globalThis.core.found);
  must(
    String(others.map(it => [it.name, it.connected, it.protocol, it.weak])) === 'Jun,true,udp,false,Ada,true,udp,false,Cem,false,,false',
    `the core is told of each: ${JSON.stringify(others)}`,
  );
  await tab.presses('.diagnostics .secondary:not(.small-button)');
  await tab.reads('.diagnostics .actions [role=status]', 'Copied');
  const [text] = await tab.evaluate(() => globalThis.copies);
  must(
    /UDP: Good/.test(text) &&
      /Person 1: Connected, direct/.test(text) &&
      /^Person 3 is not reached/m.test(text) &&
      /Round trip: now/.test(text),
    `the text has it all: ${text}`,
  );
  must(!/Jun|Ada|Cem|Mina|\d+\.\d+\.\d+\.\d+:|\.local/.test(text), `the text names nobody: ${text}`);
  await nothing_is_missing(tab);
  await tab.show(no_call(), ['person_gone', id_of('Ada')]);
  await tab.until('who has left is in no list', () => document.querySelectorAll('.other').length === 2);
});

view('diagnostics ask no relay for a person alone, and say when they do', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  await tab.evaluate(none => {
    const alone = { asking: 'alone', reach: 'unknown' };
    globalThis.core.ice = { ...none, turn_tcp: alone, turn_tls: alone };
    globalThis.core.diagnosis = { cause: 'alone', weight: 'ok', about: -1, udp: 'unknown' };
  }, no_servers);
  await opens_diagnostics(tab);
  for (const check of ['turn_tcp', 'turn_tls']) {
    await state_is(tab, check, 'unknown');
    await tab.reads(`.checks [data-check="${check}"]`, 'You learn that once somebody else is in the room.');
  }
  await state_is(tab, 'turn_udp', 'none');
  await tab.reads('.verdict', 'The relay (TURN) is checked once somebody else is in the room.');
});

for (const [language, name] of [
  ['en-GB', 'diagnostics'],
  ['ko-KR', 'diagnostics-korean'],
]) {
  view(
    `diagnostics look right (${language})`,
    async open => {
      const tab = await open({ language });
      await tab.show(listening, calling('Jun'));
      await tab.evaluate(
        it =>
          Object.assign(globalThis.core, {
            ...it,
            diagnosis: { cause: 'no_servers', weight: 'warn', about: -1, udp: 'ok' },
          }),
        { ice: no_servers, measured: { [id_of('Jun')]: measured({ mine: 'host', theirs: 'host' }) } },
      );
      await opens_diagnostics(tab);
      await tab.until('all is checked', () => !document.querySelector('.diagnostics .primary').disabled);
      if (language === 'ko-KR') await tab.reads('.verdict', '여기에서 보이는 것은 모두 잘 돼요.');
      await pictures(tab, name, { axe: true });
      await nothing_is_missing(tab);
    },
    { only: Chromium },
  );
}

/** A picture that is sent and a voice that comes, after so many seconds. */
const flowing = seconds => ({
  vp8: { type: 'codec', mimeType: 'video/VP8' },
  opus: { type: 'codec', mimeType: 'audio/opus' },
  reader: { type: 'remote-inbound-rtp', fractionLost: 0.02 },
  up: {
    id: 'up',
    type: 'outbound-rtp',
    kind: 'video',
    codecId: 'vp8',
    remoteId: 'reader',
    timestamp: 1000 * seconds,
    bytesSent: 50_000 * seconds,
    frameWidth: 480,
    frameHeight: 270,
    framesPerSecond: 24,
  },
  down: {
    id: 'down',
    type: 'inbound-rtp',
    kind: 'audio',
    codecId: 'opus',
    timestamp: 1000 * seconds,
    bytesReceived: 5_000 * seconds,
    packetsReceived: 45 * seconds,
    packetsLost: 5 * seconds,
  },
  silent: { id: 'silent', type: 'outbound-rtp', kind: 'video', timestamp: 1000 * seconds, bytesSent: 7 },
});

view('in a call the card of a connection shows codec, size, rate and loss of all that passes, of one person or of all', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  const pass = seconds =>
    tab.evaluate(it => (globalThis.core.measured = it), {
      [id_of('Jun')]: { ...measured({ mine: 'host', theirs: 'prflx' }), streams: flowing(seconds) },
      [id_of('Ada')]: measured({ mine: 'relay', theirs: 'srflx' }),
    });
  await pass(1);
  const dots = `.tile[data-kind="camera"][data-person="${id_of('Jun')}"] [data-do="more"]`;
  await tab.sees('.tile-bar');
  await tab.evaluate(it => document.querySelector(it).click(), dots);
  await tab.evaluate(() => [...document.querySelectorAll('#tile-card button')].find(it => it.textContent === 'Connection').click());
  await tab.reads('.other', 'Connected, direct: host here, prflx there, UDP');
  await pass(3);
  await tab.reads('.flows', 'Sent: Picture · VP8 · 480 × 270 · 24/s · 400 kbit/s · Loss 2.0 %');
  await tab.reads('.flows', 'Received: Sound · opus · 40 kbit/s · Loss 10 %');
  must((await tab.evaluate(() => document.querySelectorAll('.other, .flows li').length)) === 3, 'one person, and only what flows');
  await nothing_is_missing(tab);
  await tab.page.key('Escape');
  await tab.sees_no('.diagnostics');
  await tab.presses('#call-more');
  await tab.presses('#call-connections');
  await tab.reads('.other', 'Connected, through a relay: relay here, srflx there, UDP');
  await tab.until('both are there', () => document.querySelectorAll('.other').length === 2);
});

view('a weak connection is said on the tile with its reason, and one’s own, or a busy computer, on one’s own', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  const weak = (mine, theirs = {}) => tab.show(['weak', { mine, theirs }]);
  const of = name => `.tile[data-person="${id_of(name)}"] .weak`;
  await weak('', { [id_of('Jun')]: 'lossy', [id_of('Ada')]: 'slow' });
  await tab.reads(of('Jun'), 'Weak connection: much is lost');
  await tab.reads(of('Ada'), 'Weak connection: slow');
  await tab.sees_no(of('Mina'));
  await weak('slow');
  await tab.reads(of('Mina'), 'Your connection is weak: slow');
  await tab.sees_no(of('Jun'));
  await weak('busy');
  await tab.reads(of('Mina'), 'This computer is busy');
  await weak('');
  await tab.sees_no(of('Mina'));
});
