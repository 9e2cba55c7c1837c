// Where the page cannot work it says so in one sentence, with one way on.
import { Chromium } from '../browser/chromium.mjs';
import { start_proxy } from '../browser/proxy.mjs';
import { picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, room } from './states.mjs';
import { view } from './suite.mjs';

async function is_told(tab, problem, sentence) {
  await tab.reads('#problem', sentence);
  must((await tab.evaluate(() => document.getElementById('problem').dataset.problem)) === problem, `the problem is ${problem}`);
  must(!(await tab.ask('shown', '#enter')), 'there is no button that could only fail');
  const ways = await tab.evaluate(() => document.querySelectorAll('#problem a, #problem button').length);
  must(ways === 1, `there is one way on, not ${ways}`);
}

/** Opens the connection diagnostics, for which the module is loaded after all; gives what it has found. */
async function asks_diagnostics(tab) {
  await tab.presses('#menu-button');
  await tab.presses('#menu .checkup');
  await tab.sees('.diagnostics');
  await tab.until('everything is checked', () => !document.querySelector('.diagnostics .primary').disabled);
  return tab.evaluate(() => globalThis.core.found);
}

/** The module's bytes are on their way before the page knows that it cannot use them. */
const expects_no_module = tab => tab.expects(/was preloaded using link preload but not used/, 'the module is not started');

view('without WebRTC', async open => {
  const tab = await open({ broken: true, before: () => delete globalThis.RTCPeerConnection });
  expects_no_module(tab);
  await is_told(tab, 'no_webrtc', 'This browser cannot connect to other browsers');
  const found = await asks_diagnostics(tab);
  must(found.webrtc === false && found.secure, `diagnostics find the same: ${JSON.stringify(found)}`);
});

view(
  'without WebRTC looks right',
  async open => {
    const tab = await open({ broken: true, before: () => delete globalThis.RTCPeerConnection });
    expects_no_module(tab);
    await tab.sees('#problem');
    await pictures(tab, 'no-webrtc', { axe: true });
  },
  { only: Chromium },
);

view('without WebAssembly', async open => {
  const tab = await open({ broken: true, before: () => delete globalThis.WebAssembly });
  expects_no_module(tab);
  await is_told(tab, 'no_webassembly', 'This browser does not run WebAssembly');
});

view('on a page that is not secure', async (open, address) => {
  const tab = await open({ broken: true, address: address.replace('localhost', 'insecure.test') });
  expects_no_module(tab);
  tab.expects(/Cross-Origin-Opener-Policy header has been ignored/, 'browsers say that this header needs a secure page');
  await is_told(tab, 'insecure', 'this address is not secure');
  must(
    await tab.evaluate(() => document.querySelector('#problem a').href === location.href.replace('http:', 'https:')),
    'the way on is the secure page',
  );
  must((await asks_diagnostics(tab)).secure === false, 'diagnostics find the same');
});

view('when the module cannot be started', async open => {
  const tab = await open({
    broken: true,
    before: () => {
      WebAssembly.instantiateStreaming = async () => {
        throw new Error('not today');
      };
    },
  });
  await is_told(tab, 'load_failed', 'A part of the page did not arrive.');
});

view('when the script does not come', async (open, address) => {
  const proxy = await start_proxy(Number(new URL(address).port));
  proxy.loses(/main-/);
  try {
    const tab = await open({ broken: true, address: proxy.address });
    tab.expects(/main-|preload/, 'the script is lost on the way');
    await tab.reads('#not-started', 'This page has not started.');
    await picture(tab, 'not-started');
  } finally {
    await proxy.stop();
  }
});

view('where the script comes, nothing of that is left', async open => {
  const tab = await open();
  must(await tab.evaluate(() => !document.getElementById('not-started')), 'the sentence is gone');
});

view('a person at a wrong address reads so, and is led to the page', async (open, address) => {
  const tab = await open({ broken: true, address: `${address}some/where` });
  tab.expects(/404/, 'that is what is answered there');
  await tab.reads('h1', 'There is nothing at this address');
  await pictures(tab, 'lost', { axe: true });
  await tab.presses('a.primary');
  await tab.sees('#enter');
  must((await tab.evaluate(() => location.pathname)) === '/', 'it is the page');
});

view(
  'a person at a wrong address reads so in Korean',
  async (open, address) => {
    const tab = await open({ broken: true, address: `${address}some`, language: 'ko-KR' });
    tab.expects(/404/, 'that is what is answered there');
    await tab.reads('h1', '이 주소에는 아무것도 없어요');
  },
  { only: Chromium },
);

for (const wrong of ['%23/quiet-garden/abc', '/#/quiet-garden/abc']) {
  view(`an invitation leads to the room from /${wrong} too`, async (open, address) => {
    const tab = await open({ address: address + wrong, first: [arrival()] });
    const there = await tab.evaluate(() => location.pathname + location.hash);
    must(there === '/#/quiet-garden/abc', `not to ${there}`);
  });
}

view('with half a link', async open => {
  const tab = await open({ hash: '#/quiet-garden/abc', first: [arrival({ room: '', problem: 'broken_link' })] });
  await is_told(tab, 'broken_link', 'On the way a part of it got lost, or something was added.');
  await tab.presses('#problem button');
  await tab.called('new_room');
});

// Why entering failed. Each leaves the button there, to try again.
for (const [trouble, sentence] of Object.entries({
  room_full: 'The room is full.',
  server_full: 'The server has no place for another room right now.',
  unreachable: 'The server does not answer.',
  refused: 'The server did not let you in.',
  no_relay: 'This server has no relay',
  no_key: 'This browser makes no key for you',
})) {
  view(`a person who could not enter reads why: ${trouble}`, async open => {
    const tab = await open({ first: [arrival()] });
    await tab.fills('#name', 'Mina');
    await tab.presses('#enter');
    await tab.called('enter', 'Mina', '');
    await tab.show(room({ stage: 'joining' }));
    await tab.until('it cannot be pressed twice', () => document.getElementById('enter').disabled);
    await tab.show(room({ stage: 'arriving', trouble }));
    await tab.reads('#problem', sentence);
    await tab.presses('#enter');
    await tab.until('it is tried again', () => globalThis.core.calls.filter(([name]) => name === 'enter').length === 2);
  });
}
