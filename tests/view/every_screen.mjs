// Every screen of the page, in an order in which one state leads to the next. They are shown in every language, so nothing here waits
// for words. A control is pressed as a screen reader presses it, which needs no pointer and no room.
import { again, arrival, call, calling, devices, file_line, file_state, i_call, id_of, inside_are, line } from './states.mjs';
import { my_line, myself, new_room, no_call, notice, person, picture, pins, room } from './states.mjs';

/** @typedef {import('./suite.mjs').Tab} Tab */

const names = ['Jun', 'Ada', 'Cem', 'Eli', 'Fay', 'Gus', 'Hua'];
const tile = (name, kind = 'camera') => `.tile[data-kind="${kind}"][data-person="${id_of(name)}"]`;

/** Waits for it, where it is not there yet. @param {Tab} tab */
const press = (tab, selector) =>
  tab.until(
    `${selector} is there`,
    it => {
      const at = document.querySelector(it);
      if (!at || at.disabled) return false;
      at.click();
      return true;
    },
    selector,
  );

/** Opens by one press after the other, and waits until that is seen. @param {string} seen @param {...string} openers */
const opens =
  (seen, ...openers) =>
  async tab => {
    for (const opener of openers) await press(tab, opener);
    await tab.sees(seen);
  };
/** @param {...unknown[]} states  as of Tab.show */
const shows =
  (...states) =>
  tab =>
    tab.show(...states);

const by_hand = { room: 'Öko Club', by_hand: true };
const problems = ['server_full', 'unreachable', 'refused', 'no_relay', 'no_key', 'room_full', 'broken_link', 'knocking', 'locked'];
const arriving = [
  ['a new room', shows(new_room())],
  [
    'rooms that one has been in',
    async tab => {
      const rooms = ['The garden of the north-western house', 'Öko Club'].map((name, at) => ({
        id: name,
        name,
        link: `#/${at}/AAECAwQFBgcICQoLDA0ODw`,
        at: Date.now() - at * 86_400_000,
        starred: at === 1,
      }));
      await tab.evaluate(all => localStorage.setItem('tincan.rooms', JSON.stringify(all)), rooms);
      await tab.show(new_room());
      await tab.sees('#recent');
    },
  ],
  ['a room named by hand', shows(arrival({ ...by_hand, fresh: true, proposal: 'bada-guka-mipo-leki-sonu-tawi' }))],
  ['the guest of a named room', shows(arrival({ ...by_hand, known: false }))],
  ['a key is made', shows(arrival({ ...by_hand, stretching: true, known: false }), room({ stage: 'joining', by_hand: true }))],
  ['invited', shows(room({ stage: 'arriving' }), arrival(inside_are('Mina', 'Ada')))],
  ['a full room', shows(arrival({ ...inside_are('Mina', ...names), full: true }))],
  ...problems.map(trouble => [
    `at the door: ${trouble}`,
    shows(room({ stage: ['knocking', 'locked'].includes(trouble) ? 'joining' : 'arriving', trouble })),
  ]),
  [
    'with a camera that is too much for it',
    shows(
      room({ stage: 'arriving' }),
      arrival(inside_are('Jun')),
      devices(['Headset'], ['Front camera', 'Back camera']),
      call({ in_call: false, microphone: 'off', microphone_trouble: 'denied', camera_trouble: 'busy' }),
      picture('Mina'),
    ),
  ],
];

const question = line('Jun', 'When does the train leave?');
const marked = [{ text: '**At nine**\n\n- a\n- b\n\n```js\nlet platform = 5;\n```', href: '' }];
const poll = {
  several: true,
  options: ['On the train', 'In the station, at the small place with the green door', 'Not at all'].map((text, count) => ({
    text,
    count,
    mine: count === 1,
    people: 'Jun',
  })),
};
const answered = again(my_line('Mina', 'At ten past nine'), {
  answers: { id: question[1].id, name: 'Jun', text: 'When does the train leave?' },
  reactions: [{ emoji: '👍', count: 2, mine: true, people: 'Jun, Mina' }],
  edited: true,
  versions: 2,
  pinned: true,
});
const offered = file_line('Jun', 'Plans for the house in the north-western garden.pdf');
const coming = file_line('Jun', 'film.webm', { type: 'video/webm' });
const here = file_line('Jun', 'notes.txt', { type: 'text/plain' });
const failed = file_line('Jun', 'large.iso');
const mine = file_line('Mina', 'mine.txt', {}, { me: true });
const files = [
  offered,
  coming,
  here,
  failed,
  mine,
  file_state(offered, 'offered', { may_welcome: true }),
  file_state(coming, 'fetching', { done: 1_200_000, speed: 400_000, left: 140 }),
  file_state(here, 'done'),
  file_state(failed, 'failed', { trouble: 'no_store' }),
  file_state(mine, 'sending', { takers: [{ name: 'Jun', percent: 40, speed: 400_000, left: 120 }] }),
];
const hosting = [room({ door: 'knock' }), myself('Mina', { host: true }), person('Jun', { known: 'verified' })];
const safety = it => ['safety', { person: id_of('Jun'), state: 'ready', words: [145, 1301, 1265, 427], pictures: [4, 35, 17, 22], ...it }];
const compares = async tab => {
  await opens('.safety', '#people-button', `#people [data-person="${id_of('Jun')}"] .compare`)(tab);
  await tab.show(safety());
  await tab.sees('.safety-words li');
};

const inside = [
  ['alone', shows(no_call(), ['media', id_of('Mina'), 'camera', null], room(), myself('Mina'))],
  ['the invitation', opens('#invite-card', '#invite')],
  ['an invitation at a time', opens('#meeting-start', '#invite', '#invite-plan summary')],
  ['alone in a named room', shows(room({ by_hand: true, passphrase: 'bada-guka-mipo' }))],
  ['the invitation to a named room', opens('#spoken-passphrase', '#invite', '#spoken summary')],
  ['one other', shows(room(), person('Jun'))],
  [
    'a conversation',
    shows(
      notice('joined', 'Jun'),
      question,
      answered,
      line('Jun', marked, { marks: true }),
      line('Jun', [], { id: 'gone', deleted: true }),
      line('Jun', 'Where do we eat?', { poll }),
      line('Jun', '@Mina, look', { mention: true, late: true }),
      my_line('Mina', 'psst', { only_with: 'Jun' }),
      my_line('Mina', 'And this?', { delivery: 'waiting', received: 1, of: 2 }),
      my_line('Mina', 'one more line\n'.repeat(40)),
      ...['call_missed', 'tampered', 'stranger', 'storage_full', 'call_nearly_full', 'door_lapsed'].map(it => notice(it, 'Jun')),
      pins(answered, question),
    ),
  ],
  ['files', shows(...files)],
  ['the files of the room', opens('.files-card', '#menu-button', '#files')],
  ['what is attached', opens('#attach-card', '#attach')],
  ['a poll is drawn up', opens('.poll-card', '#attach', '#make-poll')],
  ['emoji', opens('.emoji-button', '#emoji')],
  [
    'the menu of a message',
    async tab => {
      await tab.evaluate(() => {
        const at = document.querySelector('.line[data-mine="true"]');
        at.tabIndex = 0;
        at.focus();
      });
      await tab.page.key('Enter');
      await tab.sees('#message-menu');
    },
  ],
  ['earlier versions', opens('.versions', '.edited')],
  ['what is pinned', opens('#pinned-list', '#pinned')],
  [
    'somebody is found',
    async tab => {
      await tab.page.key('Control+f');
      await tab.page.insert('train');
      await tab.sees('#search');
    },
  ],
  [
    'commands',
    async tab => {
      await tab.page.key('Escape');
      await tab.evaluate(() => document.getElementById('composer').focus());
      await tab.page.insert('/s');
      await tab.sees('#completion');
    },
  ],
  [
    'a text that is too long',
    async tab => {
      await tab.evaluate(() => document.getElementById('composer').select());
      await tab.page.insert('b'.repeat(10_001));
      await tab.sees('#spare');
    },
  ],
  [
    'people, one a stranger',
    async tab => {
      await tab.evaluate(() => document.getElementById('composer').select());
      await tab.page.insert(' ');
      await tab.show(
        person('Ada', { renamed_from: 'Ada Lovelace', through: 'Jun', state: 'reconnecting', away_since: Date.now() }),
        person('Cem', { known: 'stranger', stranger: true, tag: 'K4Q', same_build: false }),
      );
      await opens('#people-card', '#people-button')(tab);
    },
  ],
  ['the card of the lock', opens('#lock-card', '#lock')],
  ['safety words', compares],
  [
    'safety words that differ',
    async tab => {
      await compares(tab);
      await press(tab, 'dialog.safety .secondary');
      await tab.sees('.safety-alarm');
    },
  ],
  ['a host, and a knock', shows(hosting, person('Eli', { state: 'knocking' }))],
  ['what a host can do', opens('.host-choices', '#people-button', '#people .host-opener')],
  ['the menu', opens('#kept-room p', '#menu-button', '#kept-room summary')],
  ['the keys', opens('.shortcuts', '#menu-button', '#shortcuts')],
  ...['you', 'audio_video', 'notifications', 'privacy', 'general', 'help'].map(page => [
    `the settings: ${page}`,
    opens(`#settings-${page}`, '#menu-button', '#open-settings', `#settings-tab-${page}`),
  ]),
  ['the connection', opens('.diagnostics', '#menu-button', '#menu .checkup')],
  ['cut off', shows(room({ trouble: 'cut_off' }))],
  ['the server is away', shows(room({ trouble: 'unreachable' }))],
  ['offline', shows(room({ trouble: 'unreachable', offline: true }))],
];

const in_call = { in_call: true, microphone: true, camera: true };
const calls = [
  ['somebody calls', shows(room(), person('Jun', in_call), notice('call_started', 'Jun'), ['ring', id_of('Jun'), true])],
  ['how to join', opens('#join-card', '#join-more')],
  ['alone in the call', shows(['ring', '', false], person('Jun'), i_call('Mina'))],
  ['a call of two', shows(calling('Jun'), devices(['Headset', 'Built-in'], ['Front camera']))],
  ['the card of a tile', opens('#tile-card', `${tile('Jun')} [data-do="more"]`)],
  ['hands and reactions', opens('#hand-card', '#hand-button')],
  ['more of the call', opens('#call-card', '#call-more')],
  ['the devices of the call', opens('#devices-card', '#choose-camera')],
  ['recordings', opens('.recordings', '#call-more', '#call-record')],
  ['the connections of the call', opens('.diagnostics', '#call-more', '#call-connections')],
  [
    'raised hands, a recording, captions, and a wish',
    async tab => {
      await opens('#show-captions', '#call-more')(tab);
      await press(tab, '#show-captions');
      await closes(tab);
      await tab.show(person('Jun', { ...in_call, hand: 1, recording: true }), ['mute_asked', id_of('Jun')]);
      await tab.show(['caption', id_of('Jun'), 'so I said that we would rather take the train at ten past nine', true]);
      await tab.show(['weak', { mine: 'slow', theirs: { [id_of('Jun')]: 'lossy' } }]);
    },
  ],
  [
    'a call of four',
    shows(
      person('Jun', in_call),
      ['weak', { mine: '', theirs: {} }],
      calling('Ada', { camera: false }),
      calling('Cem', { name: 'Cem Özdemir' }),
    ),
  ],
  ['a call of eight', shows(...names.map(name => calling(name)))],
  [
    'a shared screen',
    shows(
      ...names.slice(2).map(it => ['person_gone', id_of(it)]),
      calling('Jun', { screen: true }),
      picture('Jun', 'screen', { width: 1280, height: 720 }),
    ),
  ],
  ['sharing the own screen', shows(call({ screen: 'live' }))],
  ['devices that are refused', shows(call({ microphone: 'off', camera: 'off', microphone_trouble: 'denied', camera_trouble: 'missing' }))],
  [
    'the call goes on, and one of it is away',
    shows(call(), person('Jun', { ...in_call, state: 'reconnecting', away_since: Date.now() }), room({ trouble: 'cut_off' })),
  ],
  [
    'the conversation in a call',
    async tab => {
      await tab.show(room(), ['unread', 3]);
      if (!(await tab.ask('shown', '#conversation'))) await press(tab, '#toggle-chat');
      await tab.sees('#conversation');
    },
  ],
];

const ends = [
  ['left', shows(no_call(), room({ stage: 'left' }))],
  ['removed', shows(room({ stage: 'left', trouble: 'removed' }))],
  ['open elsewhere', shows(room({ stage: 'left', trouble: 'elsewhere' }))],
  ['dead', shows(room(), ['dead'])],
];

/** Closes what is open over the page. @param {Tab} tab */
export const closes = tab =>
  tab.evaluate(() => {
    for (const it of document.querySelectorAll(':popover-open')) it.hidePopover();
    for (const it of document.querySelectorAll('dialog[open]')) it.close();
    // A dialog tells that it is closed a moment later.
    return new Promise(told => requestAnimationFrame(() => requestAnimationFrame(told)));
  });

/** Each with its name and what leads to it from the one before. @type {[string, (tab: Tab) => Promise<unknown>][]} */
export const every_screen = [...arriving, ...inside, ...calls, ...ends];
