// Every sentence of the page in English. The other languages have the same keys: `Words` makes a missing one a type error.

/** @typedef {typeof en} Words */
/** @typedef {(name: string) => string} OfName */
/** @typedef {(name: string, several?: boolean, before?: string) => string} OfNames   name: of several, their list; before: how they were called */
/** @typedef {Record<import('../surface/diagnosis.js').Cause, OfName>} CauseWords */
/** @typedef {Record<import('../surface/diagnosis.js').DeviceState, string>} DeviceWords */
/**
 * A sentence that depends on a number, in each form that the language has for numbers (Unicode CLDR, plural rules). It is given the
 * number as the language writes it, or the names of so many people.
 * @typedef {(text: string) => string} Form
 * @typedef {Partial<Record<Intl.LDMLPluralRule, Form>> & {other: Form}} Forms
 */

export const en = {
  // the card
  new_room: 'New room',
  invited_to: 'You are invited to',
  broken_title: 'This link is damaged',
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
  keeping: {
    label: 'Messages are kept',
    always: 'until each person forgets them',
    /** @type {Forms} */
    days: { one: () => 'for a day', other: n => `for ${n} days` },
    never: 'not at all',
  },
  recent: {
    title: 'Rooms you have been in',
    /** @type {(name: string) => string} */
    star: name => `Keep ${name} in the list`,
    /** @type {(name: string) => string} */
    forget: name => `Take ${name} out of the list`,
  },
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
  /** @type {Forms} */
  inside_people: { one: names => `${names} is inside.`, other: names => `${names} are inside.` },
  /** @type {Forms} */
  seats: { one: n => `Holds up to ${n} person.`, other: n => `Holds up to ${n} people.` },
  full: 'The room is full.',
  /** @type {Forms} */
  full_of: { other: n => `The room is full: all ${n} seats are taken.` },
  preview: 'Preview',
  preview_off: 'Your camera is off',

  load_failed: 'A part of the page did not arrive.',
  load_failed_way: 'Load again',
  dead: 'Something in this page broke, and it is our fault. What you sent has been sent.',
  dead_way: 'Reload the page',
  lost_title: 'There is nothing at this address',
  lost_text: 'If somebody sent you a link, ask them for it once more.',
  lost_way: 'Open Tincan',

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
  /** @type {Forms} */
  reconnecting_for: { other: n => `Reconnecting, ${n} s` },

  // the conversation
  conversation: 'Conversation',
  messages: 'Messages',
  close_chat: 'Close the chat',
  empty_title: 'It’s just you here',
  empty_text: 'Send the link to the people you want to talk to. Whoever opens it is in.',
  other_passphrase: 'Try another passphrase',
  first_title: 'Say hello',
  first_text: {
    always: 'Messages go straight to the people here, and everybody’s own device keeps them.',
    /** @type {Forms} */
    days: {
      one: () => 'Messages go straight to the people here, and are gone after a day.',
      other: n => `Messages go straight to the people here, and are gone after ${n} days.`,
    },
    never: 'Messages go straight to the people here. Nobody’s device keeps them: they are gone with these tabs.',
  },
  write: 'Write a message',
  send: 'Send',
  attach: 'Attach',
  /** @type {Forms} */
  too_long: { one: n => `${n} character too many`, other: n => `${n} characters too many` },
  /** @type {Forms} */
  left_over: { one: n => `${n} character left`, other: n => `${n} characters left` },
  voice: {
    record: 'Record a voice message',
    name: 'Voice message',
    discard: 'Discard',
    refused: 'The microphone cannot be used. Allow it for this page in the browser’s settings.',
    play: 'Play',
    position: 'Position',
    speed: 'Speed',
  },
  files: {
    send: 'Send files',
    send_folder: 'Send a folder',
    /** @param {string} name @param {number} percent */
    hashing: (name, percent) => `Preparing ${name}: ${percent} %`,
    /** @param {string} name */
    unreadable: name => `${name} cannot be read.`,
    /** @param {string} name */
    too_large: name => `${name} is too large: 256 GiB is the most.`,
    /** @param {string} _name */
    nobody: _name => 'The person for whom alone it is meant is not here. Choose them in the list of people.',
    /** @param {string} name */
    other_file: name => `${name} is not the file that you offered.`,
    /** @type {Record<string, string>} */
    state: {
      offered: '',
      declined: 'declined',
      waiting: 'waiting for somebody who has it',
      paused: 'paused',
      done: 'received and checked',
      sending: 'you send it',
      missing: 'not at hand after loading the page: choose the same file again, and it goes on',
    },
    trouble: {
      full: 'there is no room for it on this device',
      no_store: 'this window keeps no files: only files up to 64 MiB can be received in it',
      elsewhere: 'it is being received in another tab',
      broken: 'what was offered does not fit together',
      unreadable: 'the file was changed, moved or deleted: choose it again',
    },
    /** @type {Record<string, string>} */
    act: {
      accept: 'Accept',
      decline: 'Decline',
      pause: 'Pause',
      resume: 'Go on',
      cancel: 'Cancel',
      open: 'Open',
      save_folder: 'Save the folder',
      save: 'Save',
      forget: 'Remove here',
      again: 'Choose the file',
    },
    /** @param {string} time */
    left: time => `${time} left`,
    /** @param {string} name @param {number} percent */
    taker: (name, percent) => `${name}: ${percent} %`,
    none: 'Nothing has been received here yet.',
    /** @param {string} name */
    always: name => `Always from ${name}, up to 100 MB`,
    ask_first: 'Ask first',
    /** @param {string} name */
    unpacked: name => `The folder ${name} has been saved.`,
    /** @param {string} name */
    not_unpacked: name => `The folder ${name} could not be saved whole.`,
    /** @param {string} name */
    liar: name => `${name} sent something else. It was not taken, and is fetched from others.`,
    /** @param {string} name */
    came: name => `${name} has been received.`,
    /** @param {string} name */
    progress: name => `Progress of ${name}`,
  },
  waiting: 'Waiting to be delivered',
  sent: 'Sent, not received yet',
  delivered: 'Delivered',
  read: 'Read',
  /** @type {(read: number, of: number) => string} */
  read_by: (read, of) => `read by ${read} of ${of}`,
  /** @type {(received: number, of: number) => string} */
  received: (received, of) => `Received by ${received} of ${of}`,
  /** Of those who have not got a message; it goes on after "received". @type {(names: string) => string} */
  missing: names => `not yet by ${names}`,
  mentioned: 'Mentions you:',
  unread_line: 'New messages',
  search: {
    field: 'Search the conversation',
    placeholder: 'Search, or from:name',
    /** @type {(at: number, of: number) => string} */
    count: (at, of) => `${at} of ${of}`,
    nothing: 'Nothing found',
    older: 'Earlier',
    newer: 'Later',
    close: 'Close the search',
  },
  // lists of what may be written next
  /** @type {Forms} */
  suggestions: { one: n => `${n} suggestion`, other: n => `${n} suggestions` },
  commands: {
    title: 'Commands',
    not_now: 'That cannot be done now.',
    does: {
      poll: 'Make a poll',
      search: 'Search the conversation',
      topic: 'Say what the room is about',
      me: 'Say what you are doing',
      shrug: 'Add ¯\\_(ツ)_/¯',
      call: 'Start or join the call',
      mute: 'Mute or unmute the microphone',
      leave: 'Leave the room',
      help: 'Show the commands',
    },
  },
  typing: {
    /** @type {(name: string) => string} */
    one: name => `${name} is typing…`,
    /** @type {(one: string, two: string) => string} */
    two: (one, two) => `${one} and ${two} are typing…`,
    several: 'Several people are typing…',
  },
  copy_code: 'Copy the code',
  show_all: 'Show all',
  show_less: 'Show less',
  jump: 'Newest messages',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  // what is done with a message
  message: {
    menu: 'Message',
    reply: 'Reply',
    react: 'React',
    more: 'More',
    edit: 'Edit',
    pin: 'Pin',
    unpin: 'Unpin',
    delete: 'Delete for everyone',
    delete_now: 'Delete',
    delete_sure: 'Delete this message for everyone?',
    keep: 'Keep it',
    deleted: 'Message deleted',
    edited: 'edited',
    late: 'came late',
    versions: 'Earlier versions',
    in_reply: 'In reply to',
    not_here: 'This message is not here',
    /** @type {OfName} */
    answering: name => `Reply to ${name}`,
    editing: 'Edit message',
    /** @type {OfName} */
    only_with: name => `Only you and ${name}`,
    only_to_hint: 'Nobody else in the room gets what you write now.',
    /** @type {OfName} */
    write_to: name => `Write to ${name} only`,
    pinned: 'Pinned',
    /** @type {Forms} */
    pins: { one: n => `${n} pinned`, other: n => `${n} pinned` },
    reactions: 'Reactions',
  },
  emoji: {
    title: 'Emoji',
    more: 'More emoji',
    search: 'Search emoji',
    none: 'Nothing found',
  },
  poll: {
    make: 'Poll',
    question: 'Question',
    /** @param {number} n */
    option: n => `Answer ${n}`,
    several: 'Several answers allowed',
    /** @type {Forms} */
    votes: { one: n => `${n} vote`, other: n => `${n} votes` },
  },
  /** @type {Forms} */
  new_messages: { one: n => `${n} new message`, other: n => `${n} new messages` },
  notice: {
    /** @type {OfNames} */
    joined: name => `${name} came in`,
    /** @type {OfNames} */
    left: name => `${name} left`,
    /** @type {OfNames} */
    lost: name => `The connection to ${name} was lost`,
    /** @type {OfNames} */
    call_started: name => `${name} started a call`,
    /** @type {OfNames} */
    call_joined: name => `${name} joined the call`,
    /** @type {OfNames} */
    call_left: name => `${name} left the call`,
    /** @type {OfNames} */
    call_missed: name => `You missed a call from ${name}`,
    /** @type {OfNames} */
    call_nearly_full: () => 'Seven are in the call now. It is made for eight: everybody sends to everybody.',
    /** @type {OfNames} */
    screen_started: name => `${name} started sharing the screen`,
    /** @type {OfNames} */
    flooded: name => `${name} sent far more than a person can say, and is not heard any more`,
    /** @type {OfNames} */
    tampered: name => `Something in the name of ${name} was forged and refused. Somebody between you is tampering.`,
    /** @type {OfNames} */
    tampered_there: name => `${name} refused something forged in your name. Somebody between you is tampering.`,
    /** @type {OfNames} */
    stranger: name =>
      `${name} is not the one whom this browser knows by that name: another browser, or somebody else. Ask before you trust.`,
    /** @type {OfNames} */
    knocks: (name, several) => `${name} ${several ? 'are' : 'is'} at the door`,
    /** @type {OfNames} */
    removed: name => `${name} was removed by the host`,
    /** @type {OfNames} */
    host: name => `${name} is the host now`,
    /** @type {OfNames} */
    door_open: () => 'Anyone with the link may come in',
    /** @type {OfNames} */
    door_knock: () => 'Newcomers wait until the host lets them in',
    /** @type {OfNames} */
    door_locked: () => 'The room is locked: nobody else comes in',
    /** @type {OfNames} */
    door_lapsed: () => 'The host has been away for long. Anyone with the link may come in again.',
    /** @type {OfNames} */
    renamed: (name, _, before) => `${before} is now called ${name}`,
    /** @type {OfNames} */
    forged: name => `${name} passed on words that their author did not write. They were kept out.`,
    /** @type {OfNames} */
    not_kept: () => 'This browser keeps nothing: with this tab, the conversation is gone from this computer.',
    /** @type {OfNames} */
    storage_full: () => 'There is no room left on this computer: what is said now is not kept here.',
    /** @type {OfNames} */
    late: () => 'A message came late. It stands further up, where it was written.',
    /** @type {OfNames} */
    moved: () => 'The room has a new link. The old one does not lead here any more.',
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
  /** @type {Forms} */
  calling: { one: names => `${names} is in a call`, other: names => `${names} are in a call` },
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
  // with each other in a call
  together: {
    react: 'React',
    raise: 'Raise your hand',
    lower: 'Lower your hand',
    hand_up: 'hand raised',
    /** @type {OfName} */
    raised: name => `${name} raised a hand`,
    reactions: 'Reactions',
    thumbs_up: 'Thumbs up',
    clap: 'Applause',
    heart: 'Heart',
    laugh: 'Laughter',
    surprise: 'Surprise',
    party: 'Celebration',
    ask_to_mute: 'Ask to mute',
    ask_all_to_mute: 'Ask everybody to mute',
    /** @type {OfName} */
    asks_to_mute: name => `${name} asks you to mute your microphone.`,
    mute: 'Mute',
    not_now: 'Not now',
  },
  // the stage
  stage: {
    pin: 'Pin',
    unpin: 'Unpin',
    pinned: 'pinned',
    more: 'More',
    more_word: 'More',
    layout: 'Layout',
    grid: 'Grid',
    speaker: 'Speaker',
    hide_self: 'Hide my own picture',
    quality: 'Pictures',
    full: 'All',
    saver: 'Data saver',
    audio: 'Audio only',
    smooth: 'Smooth screen, for films',
    move_self: 'Move to the next corner',
    picture_in_picture: 'Picture in picture',
    leave_picture_in_picture: 'Leave picture in picture',
    call_full_screen: 'Call in full screen',
    leave_full_screen: 'Leave full screen',
  },
  // recordings of the call
  recording: {
    record: 'Record the call',
    stop_item: 'Stop recording',
    kept: 'Recordings',
    seen: 'Everybody in the room sees that you record. It is written to this device alone, as it comes.',
    how: 'In what',
    together: 'One picture of everybody',
    apart: 'A file for each person',
    start: 'Start recording',
    pause: 'Pause',
    go_on: 'Go on',
    by_me: 'You are recording the call',
    paused: 'Your recording is paused',
    /** @param {string} names */
    by: names => `Recorded by ${names}`,
    /** @param {string} names */
    by_me_and: names => `Recorded by you and ${names}`,
    silent: 'The recording has no sound: this computer has nothing to play it on.',
    refused: {
      no_recorder: 'This browser cannot record.',
      no_files: 'This browser keeps no files for this page. A window that is not private may.',
      disk: 'Nothing can be written to this device.',
      failed: 'The recording did not start.',
    },
    broke: 'The recording has ended: nothing more can be written. What came before is kept.',
    offer: 'This browser keeps a recording that you made.',
    show: 'Show',
    later: 'Later',
    save: 'Save',
    delete: 'Delete',
    sure: 'Delete for good?',
    /** @param {string} n */
    megabytes: n => `${n} MB`,
  },
  captions: {
    show: 'Show captions',
    speak: 'Write what I say, for the others’ captions',
    preparing: 'The browser gets ready to understand you on this device…',
    impossible: 'This browser cannot turn speech into text on this device, and your voice is sent to no service for it.',
    failed: 'Turning speech into text did not start.',
  },
  resize: 'Width of the conversation',

  // the menu
  settings_pages: {
    you: 'You',
    audio_video: 'Audio and video',
    notifications: 'Notifications',
    privacy: 'Privacy',
    general: 'General',
    help: 'Help',
  },
  help: {
    server: 'What the server can see',
    server_sees: [
      'It sees that somebody opened this page, from which address, and when.',
      'It sees which browsers are in one room, but neither its name nor who they are.',
      'It passes sealed letters on, with which browsers find each other; it can neither read nor write one.',
      'Messages, files, voice and video go from browser to browser, and are sealed there.',
      'A relay passes sealed packets on, where two browsers cannot reach each other: it sees their addresses and how much they send.',
    ],
    report: 'Report a problem',
    report_note: 'This is all that it says. Nothing is sent: copy it, add what went wrong, and give it to those who run this server.',
    about: 'About Tincan',
    licence: 'Free software under the MIT licence.',
    made_of: 'What it is made of',
  },
  settings: {
    title: 'Settings',
    /** @type {(name: string) => string} */
    you_are: name => `Others see you as ${name}.`,
    you_nobody: 'Others see the name that you enter with.',
    about: 'Status',
    about_such: 'For example: at lunch until two',
    portrait_choose: 'Choose a picture…',
    portrait_remove: 'Remove the picture',
    portrait_hint: 'Or paste or drop one here. It is cut to a square. The people in the room see it, and nobody else.',
    portrait_bad: 'This browser cannot read that as a picture.',
    outside_only: 'Possible outside of a room only.',
    language: 'Language',
    theme: 'Appearance',
    theme_auto: 'Auto',
    theme_light: 'Light',
    theme_dark: 'Dark',
    shortcuts: 'Keyboard shortcuts',
    shortcut_send: 'Send',
    shortcut_break: 'New line',
    shortcut_bold: 'Bold',
    shortcut_italic: 'Italic',
    shortcut_code: 'Code',
    shortcut_edit: 'Edit your last message',
    shortcut_search: 'Search the conversation',
    shortcut_tile: 'Within the bar of a face or screen',
    save_copy: 'Save a copy as',
    read_copy: 'Read a copy back…',
    relay_only: 'Hide my address',
    relay_only_text: 'Others never see it: everything goes through a relay, if this server has one.',
    receipts: 'Say what I have read',
    receipts_text: 'And see what others have read of yours.',
    typing: 'Show when I am typing',
    typing_text: 'Others see it while you write, and you see it of them.',
    remember: 'Remember the rooms I enter',
    remember_text: 'They are listed where a new room is made, on this device alone.',
    forget: 'Forget me on this device',
    files: 'Files in this room',
    kept_room: 'What is kept',
    forget_room: 'Forget this room here',
    room_forgotten: 'Forgotten. Nothing more of this room is kept here, and what you see is gone with this tab.',
  },
  kept_here: {
    text: {
      always: 'What is said here is kept on this device, sealed with the link of the room, until you forget it.',
      /** @type {Forms} */
      days: {
        one: () => 'What is said here is kept on this device for a day, sealed with the link of the room.',
        other: n => `What is said here is kept on this device for ${n} days, sealed with the link of the room.`,
      },
      never: 'What is said here is kept on no device: it is gone with the tabs of those who read it.',
    },
    reading: 'Reading…',
    /** @type {Forms} */
    taken: { one: n => `${n} entry that was missing here is back.`, other: n => `${n} entries that were missing here are back.` },
    nothing: 'Nothing in it was missing here.',
    refused: 'Some of it was not of this room, or not as its authors signed it, and was left out.',
    bad: 'This is no copy of a conversation that can be read back. One that was saved as JSON can.',
  },
  // being called back by who wants the person's attention
  alerts: {
    /** @type {OfName} */
    rings: name => `${name} is calling`,
    not_now: 'Not now',
    offer: 'Tell you about new messages while you are elsewhere?',
    allow: 'Allow',
    later: 'Not now',
    level: 'In this room, tell me about',
    everything: 'Everything',
    mentions: 'Mentions only',
    nothing: 'Nothing',
    sound: 'Sounds',
    notify: 'Show notifications',
    denied: 'This browser shows no notifications of this page. To change that, press the sign beside the address and allow them.',
  },
  // the page as an app
  app: {
    about: 'Chat and video calls from browser to browser.',
    ready: 'A new version is ready.',
    reload: 'Reload',
    install: 'Install Tincan',
    /** @type {OfName} */
    link: name => `A link to ${name} was opened.`,
    go: 'Go there',
    shared: 'What you share goes into the room that you enter:',
    /** @type {Forms} */
    files: { one: n => `${n} file`, other: n => `${n} files` },
  },
  // what keeps one out, and the ways on
  problem: {
    broken_link: 'On the way a part of it got lost, or something was added. Ask for the link again, or make a room of your own.',
    insecure: 'Browsers allow calls on secure pages only, and this address is not secure.',
    no_webassembly: 'This browser does not run WebAssembly, which this page is made of. Please open it in another browser.',
    no_webrtc: 'This browser cannot connect to other browsers (WebRTC is missing or switched off). Please open the page in another one.',
    room_full: 'The room is full. Try again when somebody has left.',
    server_full: 'The server has no place for another room right now. Try again in a minute.',
    unreachable: 'The server does not answer. Check your connection and try again.',
    refused: 'The server did not let you in. Try again, or make a new room.',
    no_relay: 'This server has no relay, and without one the others would see your address. Nobody was connected.',
    no_key: 'This browser makes no key for you, without which nobody could tell who you are. Please open the page in another one.',
    knocking: 'You are at the door. The host has been asked to let you in.',
    locked: 'The room is locked. You come in as soon as the host opens it.',
  },
  ticket_refused: {
    ended: 'The link you came with has ended.',
    used: 'The link you came with was for one person, and has been used.',
  },
  // what a press on a button of the call does
  hint: {
    microphone_off: 'Turn the microphone on',
    microphone_asking: 'The browser is asking for the microphone',
    microphone_live: 'Mute the microphone',
    microphone_muted: 'Unmute the microphone',
    camera_off: 'Turn the camera on',
    camera_asking: 'The browser is asking for the camera',
    camera_live: 'Turn the camera off',
    screen_off: 'Share your screen',
    screen_asking: 'The browser is asking what to share',
    screen_live: 'Stop sharing your screen',
    devices: 'Choose microphone and camera',
    call_more: 'Layout and more',
    hand: 'Raise your hand, react',
    chat_open: 'Show the conversation',
    chat_close: 'Hide the conversation',
    leave_call: 'Leave the call',
  },
  // a room named by hand
  stretching: 'Making a key of name and passphrase. That is slow on purpose, to make guessing hard.',
  // what is wrong with one's own connection
  wrong: {
    offline: 'You are offline. Messages wait here until you are back.',
    cut_off: 'Nobody is reached any more: it is this computer’s connection. Messages wait here until it is back.',
    server_away: 'The server does not answer. Newcomers cannot arrive; everything else goes on.',
    no_mail:
      'Another tab should fetch the mail of this one, and does not. Close other tabs of this page; newcomers cannot arrive until then.',
  },
  guessable:
    'Whoever finds out name and passphrase comes in, and even those who run the server can try. So take a strong passphrase. It is not in the link; tell it separately.',
  empty_by_hand:
    'Tell others the room’s name and passphrase. If you expected somebody here already, compare both: another passphrase is another room.',
  // after leaving, by one's own wish or not
  left: {
    usual: {
      /** @type {OfName} */
      title: name => `You left ${name}`,
      text: 'Your camera and microphone are off. The room stays open for the others.',
      way: 'Come back',
    },
    removed: {
      title: () => 'The host removed you from this room',
      text: 'Your camera and microphone are off. The others go on under a new link.',
    },
    turned_away: {
      title: () => 'The host does not let you into this room',
      text: 'The host decides who comes in. Ask them another way if you think that it is a mistake.',
    },
    elsewhere: {
      title: () => 'This room is open in another tab',
      text: 'You are in the room there. Your camera and microphone are off here.',
      way: 'Go on here',
    },
  },
  way: {
    broken_link: 'Make a new room',
    insecure: 'Open the secure page',
    elsewhere: 'Copy the address',
    stop_waiting: 'Stop waiting',
    try_again: 'Try again',
    go_without: 'Continue without',
  },
  // the card of the lock
  sealed_text: 'Messages, voice and video go from browser to browser, encrypted. The server introduces people and cannot read along.',
  sealed_for: 'Only people with the link can come in.',
  /** @param {string} number */
  version: number => `Version ${number}`,
  /** @param {string} build */
  build_same: build => `Everybody here runs the same page as you, build ${build}.`,
  /** @param {string} names @param {string} build */
  build_differs: (names, build) => `You run build ${build}. Not the same page runs at: ${names}.`,
  // the card of people
  /** @type {OfName} */
  compare: name => `Compare safety words with ${name}`,
  /** @type {OfName} */
  compare_again: name => `${name} is verified. Compare safety words again`,
  compare_room: 'Compare safety words with everybody',
  /** @type {OfName} */
  stranger: name => `Not the ${name} whom this browser knows: another browser, or somebody else.`,
  /** @type {OfName} */
  accept: name => `Accept as ${name}`,
  /** @type {OfName} */
  renamed_from: name => `You know them as ${name}`,
  // a device that did not start
  trouble: {
    microphone: {
      denied: 'The microphone is not allowed. Allow it in the browser’s address bar, then try again.',
      missing: 'No microphone was found. Plug one in, then try again.',
      busy: 'The microphone is used by another program. Close that one, then try again.',
      unsupported: 'This browser cannot use a microphone here.',
      failed: 'The microphone did not start.',
    },
    camera: {
      denied: 'The camera is not allowed. Allow it in the browser’s address bar, then try again.',
      missing: 'No camera was found. Plug one in, then try again.',
      busy: 'The camera is used by another program. Close that one, then try again.',
      unsupported: 'This browser cannot use a camera here.',
      failed: 'The camera did not start.',
    },
    screen: {
      denied: 'Nothing is shared: the browser was not allowed to show a screen.',
      missing: 'There is no screen or window that could be shared.',
      busy: 'The screen cannot be captured right now. Another program may be holding it.',
      unsupported: 'This browser cannot share a screen.',
      failed: 'Sharing the screen did not start.',
    },
  },
  // the card of the invitation
  show_passphrase: 'Show the passphrase',
  invite_copied: 'The link is copied. Send it to the people you want to talk to.',
  invite_by_hand: 'Copy this link and send it to the people you want to talk to.',
  invite_link: 'Link to this room',
  inviting: {
    code: 'A code with the link to this room',
    code_note: 'Point the camera of a phone at it.',
    mail: 'Write a mail',
    /** @type {(name: string) => string} */
    subject: name => `Join me in ${name}`,
    /** @type {(link: string) => string} */
    text: link => `Open this link and we can talk: ${link}`,
    plan: 'Set a time',
    start: 'Begins',
    minutes: 'Takes',
    /** @type {Forms} */
    length: { one: n => `${n} minute`, other: n => `${n} minutes` },
    save: 'Save for a calendar',
  },
  ticket: {
    title: 'For one person, or for a time',
    note: 'With such a link people come in without knocking, while you are in the room.',
    note_open: 'From then on, people with the plain link have to knock.',
    once: 'For one person',
    ends: 'Ends',
    never: 'Never',
    hour: 'In an hour',
    today: 'At midnight',
    week: 'In a week',
    at: 'At a time…',
    when: 'Date and time',
    make: 'Make the link',
    link: 'Link past the door',
    plain: 'Show the plain link',
    for_one: 'It lets in one person.',
    /** @type {(time: string) => string} */
    for_one_until: time => `It lets in one person, until ${time}.`,
    /** @type {(time: string) => string} */
    until: time => `It lets people in until ${time}.`,
  },
  copy: 'Copy',
  share: 'Share…',
  // choosing devices
  choose_microphone: 'Microphone',
  choose_camera: 'Camera',
  device_default: 'Automatic',
  sound: {
    muted: 'You are muted',
    /** @type {OfName} */
    hold: key => `Hold ${key} to talk`,
    space: 'Space',
    same_computer: 'Another tab of this browser is in the call. This one does not play it.',
  },
  volume: {
    /** @type {OfName} */
    voice: name => `Volume of ${name}`,
    /** @type {OfName} */
    mute: name => `Mute ${name} for me`,
    /** @type {OfName} */
    screen: name => `Volume of ${name}’s screen`,
    /** @type {OfName} */
    mute_screen: name => `Mute ${name}’s screen for me`,
  },
  // the page of audio and video
  audio_video: {
    title: 'Audio and video',
    dark: 'It is dark where you are: a light in front of you would help.',
    show_me: 'Show my picture',
    mirror: 'Mirror my own picture',
    strong: 'Suppress noise strongly',
    strong_text: 'Keyboards and fans too.',
    no_strong: 'It did not start here.',
    quiet: 'Suppress noise',
    echo: 'Remove echo',
    gain: 'Even out the volume',
    speaker: 'Loudspeaker',
    choose: 'Choose…',
    tone: 'Play a tone',
    background: 'Background',
    backgrounds: { none: 'As it is', blur: 'Blurred', picture: 'Picture' },
    no_picture: 'That is no picture.',
    preparing: 'Getting ready…',
    background_trouble: {
      no_webgl: 'The background stays: this browser has no WebGL.',
      too_slow: 'The background is back: this device is too slow.',
      failed: 'The background stays: its change did not start.',
    },
    talk: 'Push to talk',
    /** @type {OfName} */
    talk_text: key => `Others hear you only while ${key} is held.`,
    other_key: 'Another key',
    press_key: 'Press a key…',
  },

  // on the tiles of a call
  /** @type {Record<import('../surface/call.js').Weakness, string>} */
  weak: { lossy: 'Weak connection: much is lost', slow: 'Weak connection: slow', busy: '' },
  /** @type {Record<import('../surface/call.js').Weakness, string>} */
  weak_mine: {
    lossy: 'Your connection is weak: much is lost',
    slow: 'Your connection is weak: slow',
    busy: 'This computer is busy, so your picture is sent smaller',
  },

  // what a host reads and decides
  host_tools: {
    door: 'Who may come in',
    open: 'Anyone with the link',
    knock: 'Ask me first',
    locked: 'Nobody else',
    knocking: 'At the door',
    /** @type {OfName} */
    knocks: name => `${name} would like to come in`,
    let_in: 'Let in',
    turn_away: 'Turn away',
    /** @type {OfName} */
    tools: name => `Host’s choices for ${name}`,
    /** @type {OfName} */
    hand_on: name => `Make ${name} the host`,
    /** @type {OfName} */
    remove: name => `Remove ${name}`,
    /** @type {OfName} */
    remove_note: name =>
      `If you remove ${name}, the room gets a new link, and the old one leads nowhere. Send the new one to whoever you still expect.`,
  },

  // the card on which safety codes are compared
  safety: {
    /** @type {OfName} */
    title: name => `Compare with ${name}`,
    room_title: 'Compare with everybody',
    /** @type {OfName} */
    how: name =>
      `Read these words to each other, by voice, where you know that it is ${name}. If both of you read the same, nobody is between you.`,
    room_how: 'Everybody here opens this card and reads the same eight words. If they are the same for all, nobody is between any of you.',
    /** @type {OfName} */
    waiting: name => `Waiting for the browser of ${name}…`,
    room_waiting: 'Waiting until everybody is connected…',
    failed: 'There is no code: the connection ended, or the other browser did not keep to what it had said.',
    words: 'Words',
    pictures: 'The same in pictures',
    pictures_why: 'Words differ between languages, pictures do not.',
    strength: 'Whoever is between you has one guess in 17 million million.',
    room_strength: 'Whoever is between you would need 17 million million slow tries while you connect.',
    match: 'They match',
    differ: 'They differ',
    /** @type {OfName} */
    matched: name => `${name} is verified. This browser will know them again, and tell you if somebody else takes the name.`,
    /** @type {OfName} */
    differed: name =>
      `Somebody may be between you and ${name}. Say nothing here that others must not know. Meet in a new room, and send its link another way.`,
    // by the picture (view/pictures.js)
    picture: {
      '🐶': 'dog',
      '🐱': 'cat',
      '🦁': 'lion',
      '🐴': 'horse',
      '🐮': 'cow',
      '🐷': 'pig',
      '🐰': 'rabbit',
      '🐼': 'panda',
      '🐸': 'frog',
      '🐔': 'chicken',
      '🐧': 'penguin',
      '🦉': 'owl',
      '🐘': 'elephant',
      '🐢': 'turtle',
      '🐍': 'snake',
      '🐟': 'fish',
      '🐳': 'whale',
      '🐙': 'octopus',
      '🦀': 'crab',
      '🦋': 'butterfly',
      '🐝': 'bee',
      '🐌': 'snail',
      '🐫': 'camel',
      '🦒': 'giraffe',
      '🌹': 'rose',
      '🌻': 'sunflower',
      '🌵': 'cactus',
      '🌴': 'palm tree',
      '🍄': 'mushroom',
      '🍎': 'apple',
      '🍌': 'banana',
      '🍇': 'grapes',
      '🍓': 'strawberry',
      '🍍': 'pineapple',
      '🥕': 'carrot',
      '🌽': 'corn',
      '🍞': 'bread',
      '🧀': 'cheese',
      '🥚': 'egg',
      '🍕': 'pizza',
      '🍦': 'ice cream',
      '🎂': 'cake',
      '🌙': 'moon',
      '🌈': 'rainbow',
      '🔥': 'fire',
      '⛄': 'snowman',
      '☔': 'umbrella',
      '🏠': 'house',
      '⛺': 'tent',
      '🚗': 'car',
      '🚲': 'bicycle',
      '🚂': 'train',
      '⛵': 'sailboat',
      '🚀': 'rocket',
      '⚽': 'football',
      '🎸': 'guitar',
      '🥁': 'drum',
      '🎺': 'trumpet',
      '🔔': 'bell',
      '⏰': 'clock',
      '📖': 'book',
      '🔨': 'hammer',
      '🎁': 'gift',
      '👑': 'crown',
    },
  },

  // the connection diagnostics
  diagnostics: {
    title: 'My connection',
    checking: 'Checking…',
    again: 'Check again',
    copy: 'Copy as text',
    copied: 'Copied',
    copy_what:
      'The text has what is shown here, the relays’ addresses and your browser’s name. It has no names and no addresses of people.',
    checks: 'Checks',
    people: 'Paths to the others',
    nobody: 'Nobody else is here.',
    test_devices: 'Test microphone and camera',
    level: 'Level of the microphone',

    state: { ok: 'Good', bad: 'Trouble', unknown: 'Not known', none: 'None', wait: 'Checking…' },
    check: {
      secure: 'Secure page',
      webrtc: 'Browser can connect',
      microphone: 'Microphone',
      camera: 'Camera',
      server: 'Server',
      udp: 'UDP',
      stun: 'STUN',
      turn_udp: 'TURN over UDP',
      turn_tcp: 'TURN over TCP',
      turn_tls: 'TURN over TLS',
    },
    device: /** @satisfies {DeviceWords} */ ({
      ok: 'It hears something.',
      silent: 'Nothing comes from it.',
      muted: 'It is muted.',
      denied: 'The browser does not allow it.',
      missing: 'None was found.',
      busy: 'Another program uses it.',
      failed: 'No answer.',
      unknown: 'This browser cannot tell.',
    }),
    detail: {
      none: 'None is configured.',
      inside: 'You learn that once you are inside.',
      alone: 'You learn that once somebody else is in the room.',
      not_asked: 'Not tested yet.',
      away: 'No answer.',
      foreign: 'Something else answers.',
      same_address: 'It taught us no other address.',
    },
    /** @param {number} n */
    ms: n => `${Math.round(n)} ms`,
    /** @param {number} n */
    percent: n => `${(100 * n).toFixed(n && n < 0.1 ? 1 : 0)} %`,
    /** @param {number} n */
    rate: n => (n < 1000 ? `${Math.round(n)} kbit/s` : `${(n / 1000).toFixed(1)} Mbit/s`),
    round_trip: 'Round trip',
    loss: 'Loss',
    up: 'Sent',
    down: 'Received',
    /** @type {(now: string, most: string) => string} */
    plotted: (now, most) => `now ${now}, at most ${most} in the last minute`,
    /** @param {number} n */
    person: n => `Person ${n}`,
    direct: 'direct',
    relayed: 'through a relay',
    /** @type {(way: string, mine: string, theirs: string, protocol: string) => string} */
    path: (way, mine, theirs, protocol) => `Connected, ${way}: ${mine} here, ${theirs} there, ${protocol}`,
    no_path: 'Not connected',
    sound: 'Sound',
    picture: 'Picture',
    /** @param {number} n */
    per_second: n => `${Math.round(n)}/s`,
    stats: 'Connection',

    cause: /** @satisfies {CauseWords} */ ({
      insecure: () => 'This address is not secure (https), so the browser allows no calls.',
      no_webrtc: () => 'Something in this browser, a setting or an extension, keeps it from connecting to anybody.',
      offline: () => 'This computer is not on a network.',
      foreign: () => 'Something between you and the server answers in its place: this network’s login page, or a proxy.',
      nothing_reached: () => 'Neither the server nor anybody else is reached: most likely it is this computer’s connection.',
      udp_no_turn: () => 'Your network blocks UDP, and no TURN server is configured.',
      udp_turn_udp_only: () => 'Your network blocks UDP, and the TURN server is offered over UDP only.',
      udp_turn_failed: () => 'Your network blocks UDP, and the TURN server is not reached over TCP or TLS either.',
      nobody_reached: () => 'Nobody is reached: the trouble is this computer’s connection.',
      one_no_turn: name => `There is no direct way between you and ${name}, and no TURN server is configured.`,
      one_away: name => `You reach others, but not ${name}: most likely the trouble is on their side.`,
      only_one_away: name => `${name} is not reached, though your own network answers: most likely the trouble is on their side.`,
      server_away: () => 'The server does not answer. Whoever is connected stays so, but nobody can arrive.',
      udp_around: () => 'Your network blocks UDP. Calls take the way through the relay over TCP, which is slower.',
      udp_alone: () => 'Your network blocks UDP. Whether the relay (TURN) is reached is checked once somebody else is in the room.',
      turn_failed: () =>
        'The relay (TURN) does not answer. Whoever cannot be reached directly is not reached; tell those who run the server.',
      all_weak: () => 'The ways to everybody are weak: it is this computer’s connection.',
      one_weak: name => `The way to ${name} loses much or is slow.`,
      microphone_silent: () => 'Your microphone is there, but silent: it may be muted on the device, or the wrong one is chosen.',
      microphone_denied: () => 'The microphone is not allowed. Allow it in the browser’s address bar.',
      microphone_missing: () => 'No microphone was found.',
      microphone_busy: () => 'Another program uses the microphone.',
      microphone_failed: () => 'The microphone did not start.',
      camera_silent: () => 'Your camera is there, but gives no picture.',
      camera_denied: () => 'The camera is not allowed. Allow it in the browser’s address bar.',
      camera_missing: () => 'No camera was found.',
      camera_busy: () => 'Another program uses the camera.',
      camera_failed: () => 'The camera did not start.',
      no_servers: () =>
        'What can be seen from here works. No STUN or TURN server is configured, so people in other networks may not be reached.',
      outside: () => 'Everything that can be checked out here works. The ways to others are checked once you are inside.',
      alone: () => 'Everything that can be checked alone works. The relay (TURN) is checked once somebody else is in the room.',
      well: () => 'Everything works.',
    }),
  },
};
