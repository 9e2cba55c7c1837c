// Names that nobody cleaned: of people, rooms and devices. The page shows them as text and nothing else.
import { name_payloads, payloads, shape_of, watchful } from '../browser/hostile.mjs';
import { must } from '../browser/waiting.mjs';
import * as states from './states.mjs';
import { view } from './suite.mjs';

const { arrival, call, calling, devices, i_call, line, my_line, myself, notice, person, room } = states;

/** Sorted list of what one has and the other has not. */
const beyond = (shape, usual) => shape.filter(it => !usual.includes(it)).sort();

/**
 * The page is made of what it is made of with harmless words, no script of somebody else's ran, and nothing was tried that the rules of
 * content security refuse.
 * @param {string[]} usual  of shape_of
 */
async function is_unharmed(tab, usual) {
  const foreign = beyond(await shape_of(tab), usual);
  must(!foreign.length, `the page is made of nothing foreign: ${foreign}`);
  const { ran, violations } = await tab.evaluate(() => ({ ran: globalThis.broken_in, violations: globalThis.violations }));
  must(ran === undefined, `no script of somebody else's ran: ${ran}`);
  must(!violations.length, `nothing was tried that the rules refuse: ${violations}`);
  must(!(await tab.ask('overflow')).length, 'the page is no wider');
}

/** Waits for the next frame, which draws what was shown. */
const is_drawn = tab =>
  tab.until('it is drawn', () => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(true)))));

/** Everywhere that the page shows the name of somebody. */
const places_of_a_name = {
  'the card': name => [arrival({ inside: [{ name, tag: name, colour: 1, stranger: true }] })],
  'the room': name => [
    room({ door: 'knock' }),
    myself('Mina', { host: true }),
    person('Jun', { name, renamed_from: name, about: name, known: 'stranger', stranger: true, same_build: false, host: true }),
    person('Ada', { name, tag: name, known: 'verified', through: name, state: 'reconnecting', away_since: Date.now() }),
    person('Cem', { name, state: 'knocking' }),
    line('Jun', 'hello', { name, tag: name, stranger: true }),
    notice('joined', 'Jun', { name }),
    notice('renamed', 'Jun', { name, before: name }),
    notice('stranger', 'Jun', { name, tag: name, stranger: true }),
  ],
  'the call': name => [
    room(),
    i_call('Mina', { name }),
    calling('Jun', { name, tag: name, stranger: true, screen: true }),
    states.picture('Jun', 'screen'),
    calling('Ada', { name, camera: false, state: 'reconnecting', through: name, away_since: Date.now() }),
  ],
};

for (const [place, shown] of Object.entries(places_of_a_name)) {
  view(`names are shown as text, even where nobody cleaned them: ${place}`, async open => {
    const tab = await open({ before: watchful });
    await tab.show(...shown('Jun'));
    if (place === 'the room') await tab.reads('#knocks', 'Jun would like to come in');
    await is_drawn(tab);
    const usual = await shape_of(tab);
    for (const name of name_payloads) {
      await tab.show(...shown(name));
      await is_drawn(tab);
      const foreign = beyond(await shape_of(tab), usual);
      must(!foreign.length, `"${name}" makes nothing foreign: ${foreign}`);
    }
    await is_unharmed(tab, usual);
    const text = await tab.evaluate(() => document.body.textContent);
    must(text.includes(name_payloads.at(-1)), 'it is read as it was written');
  });
}

view('messages are shown as text, even where nobody cleaned them', async open => {
  const tab = await open({ before: watchful });
  const inside = [room(), myself('Mina'), person('Jun')];
  const long = 'long\n'.repeat(600);
  await tab.show(inside, line('Jun', 'hello'), my_line('Mina', 'hello'), line('Jun', long), [['unread', 1]]);
  await tab.until('it is drawn', () => document.querySelectorAll('#lines .line').length === 3);
  const usual = await shape_of(tab);
  await tab.show(payloads.map((text, number) => line('Jun', text, { number })));
  const shown = (await tab.ask('conversation')).slice(3).map(it => it.text);
  must(JSON.stringify(shown) === JSON.stringify(payloads), 'every text is read as it was written');
  await is_unharmed(tab, usual);
});

view('the name of a room is text, wherever it is shown', async open => {
  const tab = await open({ before: watchful });
  const stages = name => [
    [arrival({ room: name }), room({ stage: 'arriving', name })],
    [arrival({ room: name, fresh: true }), room({ stage: 'arriving', name })],
    [room({ name }), myself('Mina')],
    [room({ name, stage: 'left' })],
  ];
  const usual = [];
  const drawn = async states => {
    await tab.show(...states);
    await is_drawn(tab);
  };
  // The second time, the room is listed on the card of a new one.
  for (const states of [...stages('harmless'), ...stages('harmless')]) {
    await drawn(states);
    usual.push(...(await shape_of(tab)));
  }
  for (const name of payloads.filter(it => it.length <= 64)) {
    for (const states of stages(name)) {
      await drawn(states);
      const foreign = beyond(await shape_of(tab), usual);
      must(!foreign.length, `"${name}" makes nothing foreign: ${foreign}`);
    }
    await is_unharmed(tab, usual);
    await tab.reads('#left-title', name.trim().split('\n')[0].slice(0, 10));
    must(!(await tab.evaluate(() => document.title)).includes('AAECAwQFBgcICQoLDA0ODw'), 'the secret of the link is not in the title');
  }
});

view('the names of devices are text', async open => {
  const tab = await open({ before: watchful });
  await tab.show(room(), i_call('Mina'), devices(['Microphone'], ['Camera']));
  await tab.presses('#choose-camera');
  await tab.until('the devices are named', () => document.querySelectorAll('#call-devices-camera option').length === 2);
  const usual = await shape_of(tab);
  await tab.show(devices(payloads, payloads));
  await tab.until('all are named', count => document.querySelectorAll('#call-devices-camera option').length === count + 1, payloads.length);
  const shown = await tab.evaluate(() => [...document.querySelectorAll('#call-devices-camera option')].slice(1).map(it => it.textContent));
  must(JSON.stringify(shown) === JSON.stringify(payloads), 'they are read as they are called');
  await is_unharmed(tab, usual);
  await tab.show(call({ in_call: false }), arrival(), room({ stage: 'arriving' }));
  await tab.until(
    'the card has them too',
    count => document.querySelectorAll('#preview-devices-camera option').length === count + 1,
    payloads.length,
  );
  await is_unharmed(tab, usual);
});
