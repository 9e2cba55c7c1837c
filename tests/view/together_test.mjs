// With each other in a call: raised hands, reactions, being asked to mute; and a call that rings.
import { must } from '../browser/waiting.mjs';
import { call, calling, i_call, id_of, myself, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

const tile = name => `.tile[data-kind="camera"][data-person="${id_of(name)}"]`;
const in_call = { in_call: true, microphone: true, camera: true };

view('together: a hand is raised from the bar, and tiles show who is the first', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.presses('#hand-button');
  await tab.presses('#raise-hand');
  await tab.called('toggle_hand');
  await tab.sees_no('#hand-card');
  await tab.show(person('Ada', { ...in_call, hand: 1 }), person('Jun', { ...in_call, hand: 7 }), myself('Mina', { ...in_call, hand: 8 }));
  for (const [name, place] of [
    ['Ada', '1'],
    ['Jun', '2'],
    ['Mina', '3'],
  ])
    await tab.reads(`${tile(name)} .hand`, place);
  await tab.reads('#live-notices', 'Jun raised a hand');
  await tab.presses('#hand-button');
  await tab.reads('#raise-hand', 'Lower your hand');
  await tab.show(person('Ada', in_call));
  await tab.reads(`${tile('Jun')} .hand`, '1');
  await tab.sees_no(`${tile('Ada')} .hand`);
});

view('together: a reaction is sent from the card, floats over the tile of its sender, and goes', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.presses('#hand-button');
  await tab.presses('#hand-card [data-sign="clap"]');
  await tab.called('send_gesture', 'clap');
  await tab.show(['gesture', id_of('Jun'), 'party']);
  await tab.reads(`${tile('Jun')} .floating`, '🎉');
  await tab.reads('#live-notices', 'Jun: Celebration');
  await tab.show(...Array.from({ length: 60 }, () => ['gesture', id_of('Jun'), 'heart']));
  must((await tab.evaluate(() => document.querySelectorAll('.floating').length)) <= 24, 'a flood is not shown');
  await tab.sees_no('.floating');
});

view('together: one asks another to mute, is asked oneself, and is muted by oneself alone', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada', { microphone: false }));
  await tab.presses(`${tile('Jun')} [data-do="more"]`);
  await tab.evaluate(() => [...document.querySelectorAll('#tile-card button')].find(it => it.textContent === 'Ask to mute').click());
  await tab.called('ask_to_mute', id_of('Jun'));
  await tab.presses('#call-more');
  await tab.presses('#mute-all');
  await tab.called('ask_to_mute', '');
  await tab.show(['mute_asked', id_of('Jun')]);
  await tab.reads('.mute-asked', 'Jun asks you to mute your microphone.');
  must(!(await tab.calls('toggle')).length, 'nothing is muted yet');
  await tab.presses('.mute-asked .primary');
  await tab.called('toggle', 'microphone');
  await tab.sees_no('.mute-asked');
  await tab.show(call({ microphone: 'muted' }), ['mute_asked', id_of('Jun')]);
  await tab.sees_no('.mute-asked');
});

view('a call rings: a bar says who calls, leads into the call, and can be put aside', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun', in_call), ['ring', id_of('Jun'), true]);
  await tab.reads('#ring', 'Jun is calling');
  await tab.presses('#ring-dismiss');
  await tab.called('dismiss_ring');
  await tab.presses('#ring-join');
  await tab.called('join_call', true, true);
  await tab.show(i_call('Mina'), ['ring', '', false]);
  await tab.sees_no('#ring');
});

view('a call rings with a sound every three seconds, for as long as it is aloud', async open => {
  const before = () => {
    globalThis.rung = 0;
    globalThis.AudioContext = class {
      currentTime = 0;
      destination = {};
      createOscillator() {
        globalThis.rung += 1;
        const self = { frequency: {}, connect: to => to, start() {}, stop() {} };
        return self;
      }
      createGain() {
        const set = () => {};
        const gain = { setValueAtTime: set, linearRampToValueAtTime: set, exponentialRampToValueAtTime: set };
        return { gain, connect: to => to };
      }
      async close() {}
      async resume() {}
      async suspend() {}
    };
  };
  const tab = await open({ before });
  await tab.show(room(), myself('Mina'), person('Jun', in_call));
  await tab.page.click('#title');
  await tab.show(['ring', id_of('Jun'), true]);
  await tab.until('it rings', () => globalThis.rung === 4);
  await tab.until('it rings again', () => globalThis.rung === 8);
  await tab.show(['ring', id_of('Jun'), false]);
  const rung = await tab.evaluate(() => globalThis.rung);
  await new Promise(after => setTimeout(after, 3500));
  must((await tab.evaluate(() => globalThis.rung)) === rung, 'it does not ring any more');
  await tab.sees('#ring');
});

view('a missed call is a line of the conversation', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'), notice('call_missed', 'Jun'));
  await tab.reads('#lines', 'You missed a call from Jun');
});

view('in a call the keys of the system mute, turn the camera off and hang up', async open => {
  const before = () => {
    globalThis.handlers = {};
    navigator.mediaSession.setActionHandler = (action, act) => (globalThis.handlers[action] = act);
  };
  const tab = await open({ before });
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.until('the keys are taken', () => typeof globalThis.handlers.hangup === 'function');
  for (const action of ['togglemicrophone', 'togglecamera', 'hangup']) await tab.evaluate(it => globalThis.handlers[it](), action);
  await tab.called('toggle', 'microphone');
  await tab.called('toggle', 'camera');
  await tab.called('leave_call');
  await tab.show(myself('Mina'), call({ in_call: false, microphone: 'off', camera: 'off' }));
  await tab.until('the keys are given back', () => globalThis.handlers.hangup === null);
});

/** Runs in the page: a recogniser that works on the device, or is still to be fetched, and hears what the test says. */
function understands() {
  globalThis.recognisers = [];
  globalThis.SpeechRecognition = class {
    processLocally = false;
    static available = async ({ processLocally }) => (processLocally ? 'downloadable' : 'available');
    static install = () => new Promise(done => (globalThis.installed = done));
    start(track) {
      this.on = true;
      this.heard = { kind: track.kind, local: this.processLocally, lang: this.lang };
      globalThis.recognisers.push(this);
    }
    abort() {
      this.on = false;
    }
  };
  Object.defineProperty(globalThis.SpeechRecognition.prototype, 'processLocally', { value: false, writable: true });
}

view('together: captions of what I say are made on this device, while the others hear me and no longer', async open => {
  const tab = await open({ before: understands });
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.evaluate(id => {
    const { stream } = new AudioContext().createMediaStreamDestination();
    globalThis.core.view.media(id, 'camera', stream);
  }, id_of('Mina'));
  await tab.presses('#call-more');
  await tab.presses('#speak-captions');
  await tab.reads('.caption-note', 'gets ready');
  await tab.evaluate(() => globalThis.installed(true));
  await tab.until('it listens', () => globalThis.recognisers.at(-1)?.on);
  const { kind, local, lang } = await tab.evaluate(() => globalThis.recognisers.at(-1).heard);
  must(kind === 'audio' && local && lang === 'en', `it hears the voice that is sent, on the device: ${kind}, ${local}, ${lang}`);
  const hears = (text, over) =>
    tab.evaluate(
      ([said, whole]) =>
        globalThis.recognisers.at(-1).onresult({ resultIndex: 0, results: [Object.assign([{ transcript: said }], { isFinal: whole })] }),
      [text, over],
    );
  await hears(' good mor', false);
  await tab.called('caption', 'good mor', false);
  await hears(' good morning', true);
  await tab.called('caption', 'good morning', true);
  await tab.show(call({ microphone: 'muted' }));
  await tab.until('it does not listen to somebody who is muted', () => !globalThis.recognisers.at(-1).on);
  await tab.show(call({ microphone: 'live' }));
  await tab.until('it listens again', () => globalThis.recognisers.at(-1).on);
  await tab.evaluate(() => globalThis.recognisers.at(-1).onerror({ error: 'not-allowed' }));
  await tab.reads('.caption-note', 'did not start');
  must(!(await tab.evaluate(() => document.getElementById('speak-captions').checked)), 'the choice is taken back');
});

view('together: where a browser cannot understand on the device, it says so and sends no voice away', async open => {
  const tab = await open({
    before: () => {
      globalThis.SpeechRecognition = class {
        start = () => (globalThis.sent_away = true);
      };
    },
  });
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.presses('#call-more');
  await tab.presses('#speak-captions');
  await tab.reads('.caption-note', 'This browser cannot turn speech into text on this device');
  must(!(await tab.evaluate(() => globalThis.sent_away)), 'the other recogniser is left alone');
});

view('together: captions are shown over the stage where they are wanted, as text, and go', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.show(['caption', id_of('Jun'), 'unseen', true]);
  await tab.sees_no('.caption');
  await tab.presses('#call-more');
  await tab.presses('#show-captions');
  await tab.show(['caption', id_of('Jun'), '<b>good</b> mor', false], ['caption', id_of('Jun'), '<b>good</b> morning', true]);
  await tab.reads('.caption', 'Jun<b>good</b> morning');
  must((await tab.evaluate(() => document.querySelectorAll('.caption, .caption b').length)) === 1, 'one line, and no markup');
  await tab.presses('#show-captions');
  await tab.sees_no('.caption');
});
