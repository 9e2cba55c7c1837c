// The state of the page as the module has told it so far, and the module itself once it is there. Panels read it; only main.js writes it.

/** @typedef {import('../surface/surface.js').Core} Core */
/** @typedef {import('../surface/people.js').Person} Person */

/** @typedef {{camera: MediaStream | null, screen: MediaStream | null}} Playing */

export const state = {
  core: /** @type {Core | null} */ (null),
  arrival: /** @type {import('../surface/room.js').Arrival | null} */ (null),
  room: /** @type {import('../surface/room.js').Room} */ ({
    stage: 'arriving',
    id: '',
    name: '',
    link: '',
    trouble: '',
    offline: false,
    by_hand: false,
    kept_days: -1,
    passphrase: '',
    door: '',
  }),
  /** Where the person was before the room was left. */
  left: /** @type {import('../surface/room.js').Room['stage'] | ''} */ (''),
  people: /** @type {Map<string, Person>} */ (new Map()),
  listing: /** @type {import('../surface/people.js').Listing} */ ({ here: [], knocking: [], reaching: false }),
  playing: /** @type {Map<string, Playing>} */ (new Map()),
  call: /** @type {import('../surface/call.js').Call} */ ({
    in_call: false,
    microphone: 'off',
    camera: 'off',
    screen: 'off',
    microphone_trouble: '',
    camera_trouble: '',
    screen_trouble: '',
  }),
  devices: /** @type {import('../surface/call.js').Devices} */ ({ microphones: [], cameras: [], speakers: [], microphone: '', camera: '' }),
  weak: /** @type {import('../surface/call.js').Weak} */ ({ mine: '', theirs: {} }),
  stage: /** @type {import('../surface/call.js').Stage} */ ({
    layout: 'alone',
    mode: 'grid',
    hides_self: false,
    quality: 'full',
    tiles: [],
  }),
  speaking: '',
  /** Messages wait that would be lost with the tab. */
  unsent: false,
  ring: /** @type {import('../surface/call.js').Ring} */ ({ caller: '', aloud: false }),
  files: /** @type {Map<string, import('../surface/files.js').FileState>} */ (new Map()),
  /** How far the files that come and go are, '' where none does. */
  progress: '',
  topic: '',
  unread: 0,
  first_unread: '',
  /** Whether there are messages before and behind the lines that are shown. */
  window: { earlier: false, later: false },
  pins: /** @type {import('../surface/conversation.js').Pin[]} */ ([]),
  alert: /** @type {import('../surface/conversation.js').Alert | null} */ (null),
};

/** @param {string[]} ids */
const those = ids => ids.flatMap(id => state.people.get(id) ?? []);

/** Everybody who is here, oneself last. */
export const everybody = () => those(state.listing.here);

/** Everybody who waits at the door, as only the host is told. */
export const knocking = () => those(state.listing.knocking);

/** Whether microphone or camera have been asked for and have not answered. @param {import('../surface/call.js').Call} call */
export const asking = call => call.microphone === 'asking' || call.camera === 'asking';

/** For how long somebody has been reconnecting, in ms, wherever this computer's clock is set meanwhile. @param {Person} it */
export const away_for = it => performance.timeOrigin + performance.now() - it.away_since;

/** Oneself, once the module has said who that is. */
export function myself() {
  return everybody().find(it => it.me) ?? null;
}

/** My own picture and voice. Before entering, the module has not told who I am, and then there is only mine. */
export function my_camera() {
  const me = myself();
  const mine = me ? state.playing.get(me.id) : [...state.playing.values()][0];
  return mine?.camera ?? null;
}
