// States as the core shows them (web/surface/surface.js, `View`): each is the name of a method and what it is called with.

const link = 'https://tincan.example/#/quiet-amber-otter/AAECAwQFBgcICQoLDA0ODw';
/** Half past ten in the morning of the day on which the tests run: what is shown has no date of its own. */
export const morning = new Date().setHours(10, 30, 0, 0);

const colours = ['Mina', 'Jun', 'Ada', 'Cem', 'Eli', 'Fay', 'Gus', 'Hua'];
/** @param {string} name */
const card = name => ({ name, tag: '', colour: Math.max(0, colours.indexOf(name)), stranger: false });
/** @param {string} name */
export const id_of = name => `id of ${name}`;

/** The card before entering; without more the one of somebody who follows a link. */
export const arrival = (it = {}) => [
  'arrival',
  {
    room: 'quiet-amber-otter',
    fresh: false,
    problem: '',
    known: true,
    inside: [],
    seats: 8,
    full: false,
    by_hand: false,
    stretching: false,
    proposal: '',
    ...it,
  },
];
/** The card of a new room, which is called as the page proposes. */
export const new_room = () => arrival({ room: null, fresh: true });
/** The people inside, for `arrival`. @param {...string} names */
export const inside_are = (...names) => ({ inside: names.map(card) });

/** The stay in the room; without more: inside. */
export const room = (it = {}) => [
  'room',
  {
    stage: 'inside',
    id: 'id of the room',
    name: 'quiet-amber-otter',
    link,
    trouble: '',
    offline: false,
    by_hand: false,
    passphrase: '',
    door: '',
    ticket_link: '',
    ticket: '',
    ...it,
  },
];

/** @param {string} name */
export const person = (name, it = {}) => [
  'person',
  {
    ...card(name),
    id: id_of(name),
    me: false,
    state: 'connected',
    same_build: true,
    in_call: false,
    microphone: false,
    camera: false,
    screen: false,
    hand: 0,
    recording: false,
    known: 'known',
    away_since: 0,
    host: false,
    renamed_from: '',
    through: '',
    face: '',
    about: '',
    ...it,
  },
];
/** The user of the page. */
export const myself = (name, it = {}) => person(name, { me: true, ...it });

/** Plain text, or pieces of which some are links. @param {string} author @param {string | {text: string, href: string}[]} said */
export const line = (author, said, it = {}) => [
  'line',
  {
    ...card(author),
    id: `line ${author} ${typeof said === 'string' ? said : ''}${it.number ?? ''}`,
    before: '',
    author: id_of(author),
    me: false,
    mention: false,
    news: true,
    time: morning,
    marks: false,
    pieces: typeof said === 'string' ? [{ text: said, href: '' }] : said,
    delivery: '',
    read: 0,
    received: 0,
    of: 0,
    missing: [],
    edited: false,
    late: false,
    deleted: false,
    pinned: false,
    only_with: '',
    person: '',
    answers: null,
    reactions: [],
    versions: 1,
    poll: null,
    file: null,
    ...it,
  },
];
export const my_line = (author, said, it = {}) => line(author, said, { me: true, delivery: 'delivered', received: 1, of: 1, ...it });
/** The same line with something else about it. @param {unknown[]} state */
export const again = ([, before], it) => ['line', { ...before, ...it }];

/** A line of the conversation as a pin. @param {unknown[]} state */
export const pin = ([, { id, name, tag, stranger, me, pieces }]) => ({
  id,
  name,
  tag,
  stranger,
  me,
  text: pieces.map(it => it.text).join(''),
});
/** @param {...unknown[]} lines  the one that was pinned last first */
export const pins = (...lines) => ['pins', lines.map(pin)];

/** @param {string} kind @param {string} name */
export const notice = (kind, name, it = {}) => [
  'notice',
  { ...card(name), kind, time: morning, together: false, before: kind === 'renamed' ? 'Ada' : '', ...it },
];

/** A line or a notice calls the user back. @param {unknown[]} state */
export const alert = ([, about], it = {}) => ['alert', { about, messages: 1, aloud: true, hidden: true, ...it }];

/** The user's part in the call; without more: in the call with everything on. */
export const call = (it = {}) => [
  'call',
  {
    in_call: true,
    microphone: 'live',
    camera: 'live',
    screen: 'off',
    microphone_trouble: '',
    camera_trouble: '',
    screen_trouble: '',
    ...it,
  },
];
export const no_call = () => call({ in_call: false, microphone: 'off', camera: 'off' });

/** The picture of a person; the page makes a stream of it. @param {'camera' | 'screen'} kind */
export const picture = (name, kind = 'camera', { width = 320, height = 180 } = {}) => [
  'media',
  id_of(name),
  kind,
  { width, height, hue: 45 * card(name).colour, screen: kind === 'screen' },
];

/** Somebody in the call with camera and microphone, and their picture. */
export const calling = (name, it = {}) => [
  person(name, { in_call: true, microphone: true, camera: true, ...it }),
  ...(it.camera === false ? [] : [picture(name)]),
];
/** The user in the call. */
export const i_call = (name, it = {}) => [...calling(name, { me: true, ...it }), call()];

export const devices = (microphones, cameras) => [
  'devices',
  { microphones: labelled(microphones), cameras: labelled(cameras), speakers: [], microphone: '', camera: '' },
];
/** @param {string[]} labels */
const labelled = labels => labels.map((label, at) => ({ id: `device ${at}`, label }));

/** A line that offers a file. @param {string} author @param {string} name */
export const file_line = (author, name, file = {}, it = {}) =>
  line(author, name, { file: { name, size: 2_400_000, type: 'application/pdf', thumbnail: new Uint8Array(), ...file }, ...it });

/** The state of the file of a line. @param {unknown[]} of */
export const file_state = ([, { id, file, name, me }], state, it = {}) => [
  'file',
  {
    id,
    name: file.name,
    type: file.type,
    size: file.size,
    mine: me,
    author: `key of ${name}`,
    may_welcome: false,
    state,
    trouble: '',
    done: 0,
    speed: 0,
    left: 0,
    automatic: false,
    sources: 1,
    liar: '',
    takers: [],
    ...it,
  },
];
