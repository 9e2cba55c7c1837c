// Every sentence of the page in English. The other languages have the same keys: `Words` makes a missing one a type error.

/** @type {(n: number, one: string, other: string) => string} */
const plural = (n, one, other) => `${n.toLocaleString('en')} ${n === 1 ? one : other}`;

/** @typedef {typeof en} Words */
/** @typedef {(n: number) => string} OfNumber */
/** @typedef {(name: string) => string} OfName */

export const en = {
  // the card
  new_room: 'New room',
  invited_to: 'You are invited to',
  broken_title: 'This link is incomplete',
  stuck_title: 'The page cannot start',
  room_name: 'Room name',
  // A new room is called by one word of each.
  room_words: [
    'brave bright calm clever cosy eager early fair fresh gentle glad happy honest jolly kind lively lucky merry neat patient polite proud quick quiet ready sunny swift tidy warm witty wise young',
    'amber apricot azure blue bronze cherry copper coral cream crimson golden green hazel indigo ivory jade lemon lilac mint ochre olive orange peach pearl plum rose ruby sage silver teal violet white',
    'badger beaver bison crane deer dolphin falcon finch fox gecko hare heron hippo koala lark lynx marten mole moose newt otter owl panda puffin rabbit robin seal sparrow swan tiger turtle wren',
  ],
  room_joint: '-',
  your_name: 'Your name',
  by_hand: 'An address to say over the phone',
  passphrase: 'Passphrase',
  propose: 'Propose one',
  enter: 'Enter',
  enter_waiting: 'Getting ready…',
  entering: 'Entering…',
  try_to_enter: 'Try to enter',
  enter_early: 'You go in as soon as the page has loaded.',
  enter_note: 'Nobody hears or sees you before you join the call.',
  enter_note_call: 'You go straight into the call.',
  name_needed: 'Please type a name first.',
  inside_unknown: 'Looking who is inside…',
  inside_nobody: 'Nobody is inside yet.',
  and: ' and ',
  /** @type {(names: string, n: number) => string} */
  inside_people: (names, n) => `${names} ${n === 1 ? 'is' : 'are'} inside.`,
  /** @type {OfNumber} */
  seats: n => `Holds up to ${plural(n, 'person', 'people')}.`,
  /** @type {OfNumber} */
  full: n => (n ? `The room is full: all ${n} seats are taken.` : 'The room is full.'),
  preview: 'Preview',
  preview_off: 'Your camera is off',

  load_failed: 'A part of the page did not arrive.',
  load_failed_way: 'Load again',
  dead: 'Something in this page broke, and it is our fault. What you sent has been sent.',
  dead_way: 'Reload the page',

  // the header
  tincan: 'Tincan',
  sealed: 'Sealed room',
  invite: 'Invite',
  copied: 'Copied',
  people: 'People',
  menu: 'Menu',
  leave_room: 'Leave the room',
  check: 'Check my connection',
  you: 'you',
  yourself: 'You',

  // people
  connecting: 'Connecting…',
  connected: 'Here',
  /** @param {string} time */
  reconnecting: time => `Reconnecting since ${time}`,
  gone: 'Gone',
  /** @type {OfName} */
  through: name => `Through ${name}`,
  in_call: 'In the call',
  host: 'Host',
  muted: 'muted',
  /** @type {OfNumber} */
  reconnecting_for: n => `Reconnecting, ${n} s`,

  // the conversation
  conversation: 'Conversation',
  messages: 'Messages',
  close_chat: 'Close the chat',
  empty_title: 'It’s just you here',
  empty_text: 'Send the link to the people you want to talk to. Whoever opens it is in.',
  other_passphrase: 'Try another passphrase',
  first_title: 'Say hello',
  first_text: 'Messages go straight to the people here and stay in these tabs.',
  write: 'Write a message',
  send: 'Send',
  /** @type {OfNumber} */
  too_long: n => `${plural(n, 'character', 'characters')} too many`,
  /** @type {OfNumber} */
  left_over: n => `${plural(n, 'character', 'characters')} left`,
  waiting: 'Waiting to be delivered',
  delivered: 'Delivered',
  show_all: 'Show all',
  show_less: 'Show less',
  jump: 'Newest messages',
  /** @type {OfNumber} */
  new_messages: n => plural(n, 'new message', 'new messages'),
  notice: {
    /** @type {OfName} */
    joined: name => `${name} came in`,
    /** @type {OfName} */
    left: name => `${name} left`,
    /** @type {OfName} */
    lost: name => `The connection to ${name} was lost`,
    /** @type {OfName} */
    call_started: name => `${name} started a call`,
    /** @type {OfName} */
    call_joined: name => `${name} joined the call`,
    /** @type {OfName} */
    call_left: name => `${name} left the call`,
    /** @type {OfName} */
    screen_started: name => `${name} is sharing the screen`,
  },

  // the call
  call: 'Call',
  call_controls: 'Call controls',
  start_call: 'Start a call',
  join_call: 'Join the call',
  joining_call: 'Joining…',
  join_how: 'How to join',
  join_both: 'With camera and microphone',
  join_voice: 'With microphone only',
  join_listen: 'Just listen',
  /** @type {(names: string, n: number) => string} */
  calling: (names, n) => `${names} ${n === 1 ? 'is' : 'are'} in a call`,
  microphone_off: 'Mic off',
  microphone_asking: 'Asking…',
  microphone_live: 'Mic on',
  microphone_muted: 'Muted',
  camera_off: 'Cam off',
  camera_asking: 'Asking…',
  camera_live: 'Cam on',
  screen_off: 'Share',
  screen_asking: 'Choosing…',
  screen_live: 'Sharing',
  devices: 'Devices',
  chat: 'Chat',
  leave_call: 'Leave',
  sharing: 'You are sharing your screen',
  stop_sharing: 'Stop',
  hear: 'Tap to hear the others',
  alone_in_call: 'Waiting for others to join the call',
  /** @type {OfName} */
  screen_of: name => `${name}’s screen`,
  full_screen: 'Full screen',
  resize: 'Width of the conversation',
};
