// The card before entering: rooms named by hand, what is asked of the core, and what is remembered.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, call, inside_are, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const passphrase_of = tab => tab.evaluate(() => document.getElementById('passphrase').value);

view('a new room is named, and entered with the name of the user, which is remembered', async open => {
  const tab = await open();
  const [[, words, joint]] = await tab.calls('start');
  must(words.length === 3 && words.every(it => /^[a-z]+( [a-z]+){30,}$/.test(it)) && joint === '-', `of words: ${words}`);
  must((await tab.evaluate(() => document.getElementById('room-name').value)) === words.map(it => it.split(' ')[0]).join('-'), 'as told');
  await tab.presses('#enter');
  await tab.reads('#enter-note', 'Please type a name first.');
  await tab.fills('#name', '\u3164');
  await tab.reads('#enter-note', 'Nobody hears or sees you before you join the call.');
  must((await tab.evaluate(() => document.getElementById('preview-avatar').dataset.letters)) === '', 'it has no initials');
  await tab.presses('#enter');
  await tab.reads('#enter-note', 'Please type a name first.');
  must(!(await tab.calls('enter')).length, 'nobody enters without a name that can be seen');
  await tab.fills('#room-name', 'Our garden');
  await tab.fills('#name', ' Mina ');
  await tab.page.key('Enter');
  await tab.called('name_room', 'Our garden');
  await tab.called('enter', 'Mina', '');
  must((await tab.evaluate(() => localStorage.getItem('tincan.name'))) === 'Mina', 'the name is remembered');
});

view('a room named by hand: a passphrase is proposed, and another one', async open => {
  const tab = await open();
  await tab.presses('label:has(#by-hand)');
  await tab.called('choose_address', true);
  const by_hand = it => arrival({ room: 'Öko Club', fresh: true, by_hand: true, ...it });
  await tab.show(by_hand({ proposal: 'bada-guka' }));
  await tab.reads('#guessable', 'Whoever finds out name and passphrase comes in');
  must((await passphrase_of(tab)) === 'bada-guka', 'the proposal is in the field');
  await tab.presses('#propose');
  await tab.until('another one is asked for', () => globalThis.core.calls.filter(([name]) => name === 'choose_address').length === 2);
  await tab.show(by_hand({ proposal: 'mipo-leki' }));
  await tab.until('it is in the field', () => document.getElementById('passphrase').value === 'mipo-leki');
  await tab.fills('#name', 'Mina');
  await tab.presses('#enter');
  await tab.called('enter', 'Mina', 'mipo-leki');
  await tab.show(room({ by_hand: true, passphrase: 'mipo-leki' }), myself('Mina'));
  await tab.until('the field is empty once the user is inside', () => document.getElementById('passphrase').value === '');
});

view(
  'a room named by hand looks right',
  async open => {
    const tab = await open({
      first: [arrival({ room: 'Öko Club', fresh: true, by_hand: true, proposal: 'bada-guka-mipo-leki-sonu-tawi' })],
    });
    await tab.reads('#guessable', 'Whoever finds out name and passphrase comes in');
    await pictures(tab, 'named-by-hand', { axe: true });
    await tab.show(room({ by_hand: true, passphrase: 'bada-guka-mipo-leki-sonu-tawi' }), myself('Mina'));
    await tab.presses('#invite');
    await tab.reads('#invite-by-hand', 'It is not in the link; tell it separately.');
    await tab.sees_no('#spoken-passphrase');
    must(!(await tab.evaluate(() => document.documentElement.outerHTML.includes('guka'))), 'it stands nowhere in the page');
    await tab.presses('#spoken summary');
    await tab.reads('#spoken-passphrase', 'bada-guka-mipo-leki-sonu-tawi');
    // It closes when the window changes its size, so there is one picture.
    await picture(tab, 'named-by-hand-told');
    const found = await barriers(tab);
    must(!found.length, `axe finds nothing in the card: ${found.join('\n')}`);
    await tab.page.key('Escape');
    await tab.until('it is gone with the card', () => !document.documentElement.outerHTML.includes('guka'));
    await tab.presses('#lock');
    await tab.reads('#sealed-for', 'even those who run the server can try');
  },
  { only: Chromium },
);

view('the guest of a named room is asked for its passphrase, and not to make one up', async open => {
  const tab = await open({ hash: '#/club', first: [arrival({ room: 'club', by_hand: true, known: false })] });
  await tab.reads('#arrival-title', 'club');
  await tab.has_focus('passphrase');
  await tab.sees_no('#propose');
  must(!(await tab.evaluate(() => document.getElementById('guessable').textContent)), 'a guest reads nothing about choosing one');
});

const stretching = { room: 'club', by_hand: true, known: false };

view('while the key is made the page says so, and the camera can be turned on', async open => {
  const tab = await open({ hash: '#/club', first: [arrival(stretching)] });
  await tab.sees_no('#by-hand');
  await tab.fills('#name', 'Mina');
  await tab.presses('#enter');
  await tab.called('enter', 'Mina', '');
  await tab.show(arrival({ ...stretching, stretching: true }), room({ stage: 'joining', by_hand: true }));
  await tab.reads('#enter-note', 'Making a key of name and passphrase.');
  await tab.sees('#stretching');
  await tab.presses('#preview-camera');
  await tab.called('toggle', 'camera');
  await tab.show(room({ by_hand: true }));
  await tab.sees_no('#arrival');
});

view(
  'while the key is made looks right',
  async open => {
    const tab = await open({ hash: '#/club', first: [arrival(stretching)] });
    await tab.show(arrival({ ...stretching, stretching: true }), room({ stage: 'joining', by_hand: true }));
    await tab.sees('#stretching');
    await pictures(tab, 'stretching', { axe: true });
  },
  { only: Chromium },
);

view('the people inside are shown before entering, and a stranger is marked', async open => {
  const tab = await open({ first: [arrival({ known: false })] });
  await tab.reads('#inside', 'Looking who is inside…');
  await tab.show(arrival());
  await tab.reads('#inside', 'Nobody is inside yet.');
  await tab.show(arrival({ inside: [{ ...inside_are('Jun').inside[0], tag: 'K4Q', stranger: true }] }));
  await tab.reads('#inside', '⚠ Jun · K4Q is inside.');
});

view('the page goes into the call at once where a device is on', async open => {
  const tab = await open({ first: [arrival()] });
  await tab.presses('#preview-microphone');
  await tab.called('toggle', 'microphone');
  await tab.show(call({ in_call: false, camera: 'off' }));
  await tab.reads('#enter-note', 'You go straight into the call.');
  await tab.reads('#preview-microphone', 'Mic on');
  await tab.show(call({ in_call: false, microphone: 'off', camera: 'off', camera_trouble: 'busy' }));
  await tab.reads('#preview-troubles', 'The camera is used by another program.');
  await tab.presses('#preview-troubles [data-do="again"]');
  await tab.called('toggle', 'camera');
  await tab.presses('#preview-troubles [data-do="without"]');
  await tab.sees_no('#preview-troubles .trouble');
});

view('people see whether they run the same page', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  const build = await tab.evaluate(() => document.documentElement.dataset.build);
  await tab.presses('#lock');
  await tab.reads('#build', `Everybody here runs the same page as you, build ${build}.`);
  await tab.show(person('Ada', { same_build: false }));
  await tab.reads('#build', `You run build ${build}. Not the same page runs at: Ada.`);
});
