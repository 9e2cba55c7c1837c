// How every state looks: kept as pictures for people to look at, light and dark, on a phone and on a desk; and axe finds nothing.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import * as states from './states.mjs';
import { view } from './suite.mjs';

const { arrival, call, calling, i_call, inside_are, line, my_line, myself, notice, person, room } = states;

/** A test whose outcome is pictures. */
const look = (name, tell) => view(`looks: ${name}`, tell, { only: Chromium });

/** All letters but those on tiles have one of four sizes and two weights: the browser asks another process for each further font. */
async function letters_are_few(tab) {
  const strange = await tab.evaluate(() => {
    const bears_text = it =>
      it.matches('input, textarea, .avatar') || [...it.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const letters = it => {
      const { fontSize, fontWeight } = getComputedStyle(it);
      return `${fontSize} ${fontWeight} of ${it.id || it.className}`;
    };
    const all = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility() && bears_text(it) && !it.closest('#tiles'));
    return all.map(letters).filter(it => !/^(13|15|17|22)px (400|600) /.test(it));
  });
  must(!strange.length, `letters are of the page's sizes and weights: ${strange.join(', ')}`);
}

async function looks_right(tab, name) {
  await pictures(tab, name, { axe: true });
  await letters_are_few(tab);
}

/** A card that closes when the window changes its size: one picture, and axe. */
async function card_looks_right(tab, name) {
  await picture(tab, name);
  const found = await barriers(tab);
  must(!found.length, `axe finds nothing in ${name}: ${found.join('\n')}`);
}

const talk = [
  my_line('Mina', 'Did you see the photos?'),
  line('Jun', 'Not yet, one moment'),
  line('Jun', [
    { text: 'They are at ', href: '' },
    { text: 'https://example.org/photos/2026', href: 'https://example.org/photos/2026' },
  ]),
];
const two = [room(), myself('Mina'), notice('joined', 'Jun'), person('Jun'), ...talk];

look('arriving', async open => {
  const tab = await open();
  await looks_right(tab, 'arriving');
});

look('arriving with the camera on', async open => {
  const tab = await open();
  await tab.fills('#name', 'Mina');
  await tab.show(call({ in_call: false }), states.picture('Mina'), states.devices(['Headset'], ['Front camera', 'Back camera']));
  await tab.until('the picture is seen', () => document.getElementById('preview').dataset.seen === 'true');
  await tab.reads('#enter-note', 'You go straight into the call.');
  await looks_right(tab, 'arriving-camera');
});

look('invited', async open => {
  const tab = await open({ hash: '#/quiet-amber-otter/AAECAwQFBgcICQoLDA0ODw', first: [arrival(inside_are('Mina', 'Ada'))] });
  await tab.reads('#inside', 'Mina and Ada are inside.');
  await looks_right(tab, 'invited');
});

look('a full room', async open => {
  const tab = await open({ first: [arrival({ ...inside_are('Mina', 'Jun', 'Ada', 'Cem', 'Eli', 'Fay', 'Gus', 'Hua'), full: true })] });
  await tab.reads('#inside', 'The room is full: all 8 seats are taken.');
  await tab.reads('#enter', 'Try to enter');
  await looks_right(tab, 'full');
  await tab.show(room({ stage: 'arriving', trouble: 'room_full' }));
  await tab.reads('#problem', 'The room is full. Try again when somebody has left.');
});

look('alone', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  await tab.reads('#empty', 'It’s just you here');
  await looks_right(tab, 'alone');
});

look('two talking', async open => {
  const tab = await open();
  await tab.show(two);
  await looks_right(tab, 'two-talking');
});

look('somebody calls', async open => {
  const tab = await open();
  await tab.show(two, person('Jun', { in_call: true, microphone: true, camera: true }), notice('call_started', 'Jun'));
  await tab.reads('#join-note', 'Jun is in a call');
  await looks_right(tab, 'somebody-calls');
});

look('alone in the call', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'));
  await tab.sees_pictures(1);
  await tab.reads('#call-note', 'Waiting for others to join the call');
  await looks_right(tab, 'call-alone');
});

look('a call of two', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await looks_right(tab, 'call-of-two');
});

look('a call of three, one without a camera', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun', { microphone: false }), calling('Ada', { camera: false }));
  await tab.sees_pictures(2);
  await looks_right(tab, 'call-of-three');
});

look('a call of four', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'), calling('Ada', { camera: false }), calling('Cem', { name: 'Cem Özdemir' }));
  await tab.sees_pictures(3);
  await looks_right(tab, 'call-of-four');
});

look('a call of eight', async open => {
  const tab = await open();
  const others = ['Jun', 'Ada', 'Cem', 'Eli', 'Fay', 'Gus', 'Hua'];
  await tab.show(two, i_call('Mina'), others.map((name, at) => calling(name, { camera: at < 5, microphone: at < 2 })).flat());
  await tab.sees_pictures(6);
  await looks_right(tab, 'call-of-eight');
});

look('an upright picture', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'), states.picture('Jun', 'camera', { width: 180, height: 320 }));
  await tab.until('it is known to be upright', () => document.querySelector('.tile[data-upright="true"]'));
  await looks_right(tab, 'call-upright');
});

look('a shared screen', async open => {
  const tab = await open();
  const shared = [calling('Jun', { screen: true }), states.picture('Jun', 'screen', { width: 1280, height: 720 })];
  await tab.show(two, i_call('Mina'), calling('Ada'), ...shared, notice('screen_started', 'Jun'));
  await tab.sees_pictures(4);
  await looks_right(tab, 'shared-screen');
  const [screen, face] = await Promise.all([tab.ask('tile_box', 'Jun', 'screen'), tab.ask('tile_box', 'Jun', 'camera')]);
  must(screen.width * screen.height > 4 * face.width * face.height, 'the screen is much larger than the face');
});

look('sharing the own screen', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'), call({ screen: 'live' }));
  await tab.reads('#sharing', 'You are sharing your screen');
  await tab.sees_pictures(2);
  await looks_right(tab, 'sharing-screen');
  await tab.presses('#stop-sharing');
  await tab.called('toggle', 'screen');
});

look('reconnecting', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.show(person('Jun', { state: 'reconnecting', away_since: Date.now() - 8_000, in_call: true, camera: true, microphone: true }));
  await tab.show(room({ trouble: 'cut_off' }), my_line('Mina', 'are you there?', { delivery: 'waiting' }));
  await tab.reads('#connection', 'Nobody is reached any more');
  await tab.reads('#tiles .tile[data-me="false"] .tile-trouble', /^Reconnecting, \d+ s$/);
  await tab.until('the list says since when', () =>
    /^Reconnecting since \d?\d:\d\d/.test(document.querySelector('#people [data-state="reconnecting"] .entry-state')?.textContent),
  );
  await looks_right(tab, 'reconnecting');
  await tab.show(room({ trouble: 'unreachable' }));
  await tab.reads('#connection', 'The server does not answer.');
  await looks_right(tab, 'server-away');
  await tab.show(room({ trouble: 'unreachable', offline: true }));
  await tab.reads('#connection', 'You are offline.');
  await tab.show(person('Jun', { state: 'reconnecting', away_since: Date.now(), through: 'Ada', in_call: true }));
  await tab.reads('.tile-trouble', 'Through Ada');
  await tab.show(room(), calling('Jun'));
  await tab.sees_no('#connection:not(:empty)');
  await tab.sees_no('.tile-trouble:not(:empty)');
});

look('a refused camera', async open => {
  const tab = await open();
  await tab.show(two, myself('Mina', { in_call: true }), calling('Jun'));
  await tab.show(call({ microphone: 'off', camera: 'off', microphone_trouble: 'denied', camera_trouble: 'denied' }));
  await tab.reads('#call-troubles [data-source="camera"]', 'The camera is not allowed.');
  await tab.reads('#call-troubles [data-source="microphone"]', 'The microphone is not allowed.');
  await tab.sees_pictures(1);
  await looks_right(tab, 'refused-camera');
});

look('devices are asked for', async open => {
  const tab = await open();
  await tab.show(two, myself('Mina', { in_call: true }), calling('Jun'), call({ microphone: 'asking', camera: 'asking' }));
  await tab.reads('#toggle-camera', 'Asking…');
  await tab.sees_pictures(1);
  await looks_right(tab, 'asking');
});

look('the menu', async open => {
  const tab = await open();
  await tab.show(two, i_call('Mina'), calling('Jun'), states.devices(['Headset', 'Built-in'], ['Front camera']));
  await tab.presses('#menu-button');
  await tab.reads('#menu', 'Settings');
  await card_looks_right(tab, 'menu');
});

look('the cards of the header', async open => {
  const tab = await open();
  await tab.show(
    two,
    person('Jun', { known: 'verified' }),
    person('Ada', { renamed_from: 'Ada Lovelace', through: 'Jun', state: 'connecting' }),
  );
  for (const [opener, name, words] of [
    ['#lock', 'lock-card', 'Everybody here runs the same page as you'],
    ['#people-button', 'people-card', 'You know them as Ada Lovelace'],
    ['#invite', 'invite-card', 'The link is copied'],
  ]) {
    await tab.presses(opener);
    await tab.reads(`#${name}`, words);
    await card_looks_right(tab, name);
    await tab.page.key('Escape');
    await tab.sees_no(`#${name}`);
  }
});

look('left, removed, and open in another tab', async open => {
  const tab = await open();
  await tab.show(two, room({ stage: 'left' }));
  await tab.reads('#left-title', 'You left quiet-amber-otter');
  await looks_right(tab, 'left');
  await tab.show(room({ stage: 'left', trouble: 'removed' }));
  await tab.reads('#left-title', 'The host removed you from this room');
  await tab.reads('#left-text', 'Your camera and microphone are off.');
  await tab.sees_no('#come-back');
  await looks_right(tab, 'removed');
  await tab.show(room({ stage: 'joining', trouble: 'knocking' }));
  await tab.reads('#problem', 'host');
  await tab.show(room({ stage: 'left', trouble: 'removed' }));
  await tab.reads('#left-title', 'The host does not let you into this room');
  await tab.reads('#left-text', /^The host decides who comes in/);
  await tab.sees_no('#come-back');
  await looks_right(tab, 'turned-away');
  await tab.show(room({ stage: 'left', trouble: 'elsewhere' }));
  await tab.reads('#left-title', 'This room is open in another tab');
  await tab.reads('#come-back', 'Go on here');
  await looks_right(tab, 'open-elsewhere');
});

view('axe finds nothing on the card, in the room and in the call', async open => {
  const tab = await open();
  const nothing_found = async state => {
    const found = await barriers(tab);
    must(!found.length, `axe finds nothing in ${state}: ${found.join('\n')}`);
  };
  await nothing_found('the card');
  await tab.show(two);
  await tab.sees('#composer');
  await nothing_found('the room');
  await tab.show(i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await nothing_found('the call');
});

look('the page has died', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.has_focus('composer');
  await tab.show(['dead']);
  await tab.reads('#dead', 'Something in this page broke, and it is our fault.');
  await tab.has_focus('reload');
  await looks_right(tab, 'dead');
});
