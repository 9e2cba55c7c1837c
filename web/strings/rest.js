// The words of what is loaded after the first screen, in both languages.

/** @typedef {(name: string) => string} OfName */

/** @typedef {typeof en} RestWords */

const en = {
  menu: {
    language: 'Language',
    theme: 'Appearance',
    theme_auto: 'Auto',
    theme_light: 'Light',
    theme_dark: 'Dark',
    shortcuts: 'Keyboard shortcuts',
    shortcut_send: 'Send',
    shortcut_break: 'New line',
    relay_only: 'Hide my address',
    relay_only_text: 'Others never see it: everything goes through a relay, if this server has one.',
    forget: 'Forget me on this device',
  },
  // what keeps one out, and the ways on
  problem: {
    broken_link: 'A part of the link got lost on the way. Ask for it again, or make a room of your own.',
    insecure: 'Browsers allow calls on secure pages only, and this address is not secure.',
    no_webassembly: 'This browser does not run WebAssembly, which this page is made of. Please open it in another browser.',
    no_webrtc: 'This browser cannot connect to other browsers (WebRTC is missing or switched off). Please open the page in another one.',
    room_full: 'The room is full. Try again when somebody has left.',
    server_full: 'The server has no place for another room right now. Try again in a minute.',
    unreachable: 'The server does not answer. Check your connection and try again.',
    refused: 'The server did not let you in. Try again, or make a new room.',
    no_relay: 'This server has no relay, and without one the others would see your address. Nobody was connected.',
    knocking: 'You are at the door. The host has been asked to let you in.',
    locked: 'The room is locked. You come in as soon as the host opens it.',
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
    removed: { title: () => 'The host does not let you into this room' },
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
  // seldom notices
  notice: {
    /** @type {OfName} */
    flooded: name => `${name} sent far more than a person can say, and is not heard any more`,
    /** @type {OfName} */
    tampered: name => `Something in the name of ${name} was forged and refused. Somebody between you is tampering.`,
    /** @type {OfName} */
    tampered_there: name => `${name} refused something forged in your name. Somebody between you is tampering.`,
    /** @type {OfName} */
    stranger: name =>
      `${name} is not the one whom this browser knows by that name: another browser, or somebody else. Ask before you trust.`,
    /** @type {OfName} */
    knocks: name => `${name} is at the door`,
    /** @type {OfName} */
    removed: name => `${name} was removed by the host`,
    /** @type {OfName} */
    host: name => `${name} is the host now`,
    /** @type {OfName} */
    door_open: () => 'Anyone with the link may come in',
    /** @type {OfName} */
    door_knock: () => 'Newcomers wait until the host lets them in',
    /** @type {OfName} */
    door_locked: () => 'The room is locked: nobody else comes in',
    /** @type {OfName} */
    door_lapsed: () => 'The host has been away for long. Anyone with the link may come in again.',
    /** @type {OfName} */
    moved: () => 'The room has a new link. The old one does not lead here any more.',
  },
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
  copy: 'Copy',
  share: 'Share…',
  // choosing devices
  choose_microphone: 'Microphone',
  choose_camera: 'Camera',
  device_default: 'Automatic',
};

/** @type {RestWords} */
const ko = {
  menu: {
    language: '언어',
    theme: '화면 모드',
    theme_auto: '자동',
    theme_light: '밝게',
    theme_dark: '어둡게',
    shortcuts: '단축키',
    shortcut_send: '보내기',
    shortcut_break: '줄 바꿈',
    relay_only: '내 주소 숨기기',
    relay_only_text: '모든 연결이 중계 서버를 거쳐서, 다른 사람에게 내 주소가 보이지 않아요. 서버에 중계 기능이 있어야 해요.',
    forget: '이 기기에서 나를 잊기',
  },
  problem: {
    broken_link: '링크의 일부가 빠졌어요. 링크를 다시 받거나 새 방을 만들어 주세요.',
    insecure: '브라우저는 보안 연결에서만 통화를 허용하는데, 이 주소는 보안 연결이 아니에요.',
    no_webassembly: '이 브라우저에서는 WebAssembly를 쓸 수 없어 페이지가 동작하지 않아요. 다른 브라우저에서 열어 주세요.',
    no_webrtc: '이 브라우저는 다른 브라우저와 연결할 수 없어요(WebRTC가 없거나 꺼져 있음). 다른 브라우저에서 열어 주세요.',
    room_full: '방이 가득 찼어요. 누군가 나간 뒤에 다시 시도해 주세요.',
    server_full: '지금은 서버에 새 방을 만들 자리가 없어요. 잠시 뒤 다시 시도해 주세요.',
    unreachable: '서버가 응답하지 않아요. 연결을 확인하고 다시 시도해 주세요.',
    refused: '서버가 입장을 허용하지 않았어요. 다시 시도하거나 새 방을 만들어 주세요.',
    no_relay: '이 서버에는 중계 기능이 없어서, 연결하면 다른 사람에게 내 주소가 보여요. 아무와도 연결하지 않았어요.',
    knocking: '문 앞에 있어요. 진행자에게 들여 달라고 알렸어요.',
    locked: '방이 잠겨 있어요. 진행자가 열면 바로 들어가요.',
  },
  stretching: '방 이름과 암호로 열쇠를 만들고 있어요. 알아맞히기 어렵도록 일부러 천천히 만듭니다.',
  wrong: {
    offline: '오프라인이에요. 다시 연결될 때까지 메시지는 여기에서 기다립니다.',
    cut_off: '아무에게도 닿지 않아요. 이 컴퓨터의 연결 문제예요. 다시 연결될 때까지 메시지는 여기에서 기다립니다.',
    server_away: '서버가 응답하지 않아요. 새로운 사람은 들어올 수 없지만 나머지는 그대로 쓸 수 있어요.',
  },
  guessable:
    '방 이름과 암호를 알아낸 사람은 누구나 들어올 수 있고, 서버 운영자도 알아맞혀 볼 수 있어요. 그러니 강한 암호를 쓰세요. 암호는 링크에 들어 있지 않으니 따로 알려 주세요.',
  empty_by_hand: '방 이름과 암호를 알려 주세요. 이미 누가 있어야 한다면 둘 다 맞춰 보세요. 암호가 다르면 다른 방이에요.',
  hint: {
    microphone_off: '마이크 켜기',
    microphone_asking: '브라우저가 마이크 사용을 묻고 있어요',
    microphone_live: '마이크 음소거',
    microphone_muted: '음소거 해제',
    camera_off: '카메라 켜기',
    camera_asking: '브라우저가 카메라 사용을 묻고 있어요',
    camera_live: '카메라 끄기',
    screen_off: '화면 공유하기',
    screen_asking: '브라우저가 공유할 화면을 묻고 있어요',
    screen_live: '화면 공유 멈추기',
    devices: '마이크와 카메라 고르기',
    chat_open: '대화 보이기',
    chat_close: '대화 숨기기',
    leave_call: '통화 나가기',
  },
  left: {
    usual: {
      title: name => `${name} 방에서 나왔어요`,
      text: '카메라와 마이크는 꺼졌어요. 방은 다른 사람들에게 계속 열려 있습니다.',
      way: '다시 들어가기',
    },
    removed: { title: () => '진행자가 이 방에 들이지 않았어요' },
    elsewhere: {
      title: () => '이 방이 다른 탭에서 열렸어요',
      text: '지금은 그 탭으로 방에 들어가 있어요. 이 탭의 카메라와 마이크는 꺼졌어요.',
      way: '여기서 계속하기',
    },
  },
  way: {
    broken_link: '새 방 만들기',
    insecure: '보안 페이지 열기',
    elsewhere: '주소 복사',
    stop_waiting: '그만 기다리기',
    try_again: '다시 시도',
    go_without: '없이 계속하기',
  },
  sealed_text: '메시지와 음성, 영상은 암호화되어 브라우저에서 브라우저로 바로 전달됩니다. 서버는 서로를 이어 줄 뿐 내용을 볼 수 없어요.',
  sealed_for: '링크를 가진 사람만 들어올 수 있어요.',
  build_same: build => `여기 있는 모두가 나와 같은 페이지를 쓰고 있어요. 빌드 ${build}.`,
  build_differs: (names, build) => `내 빌드는 ${build}예요. 다른 페이지를 쓰는 사람: ${names}.`,
  compare: name => `${name} 님과 안전 단어 비교하기`,
  compare_again: name => `${name} 님을 확인했어요. 안전 단어 다시 비교하기`,
  compare_room: '모두와 안전 단어 비교하기',
  stranger: name => `이 브라우저가 알고 있는 ${name} 님이 아니에요. 다른 브라우저이거나 다른 사람이에요.`,
  accept: name => `${name} 님으로 받아들이기`,
  renamed_from: name => `전에는 ${name} 님이었어요`,
  notice: {
    flooded: name => `${name} 님이 사람이 말할 수 있는 것보다 훨씬 많이 보내서 더는 받지 않아요`,
    tampered: name => `${name} 님의 이름으로 위조된 것이 와서 거부했어요. 두 사람 사이에서 누군가 손을 대고 있어요.`,
    tampered_there: name => `${name} 님이 내 이름으로 위조된 것을 거부했어요. 두 사람 사이에서 누군가 손을 대고 있어요.`,
    stranger: name =>
      `${name} 님은 이 브라우저가 그 이름으로 알고 있는 사람이 아니에요. 다른 브라우저이거나 다른 사람이니, 믿기 전에 물어보세요.`,
    knocks: name => `${name} 님이 문 앞에 있어요`,
    removed: name => `진행자가 ${name} 님을 내보냈어요`,
    host: name => `이제 ${name} 님이 진행자예요`,
    door_open: () => '링크가 있으면 누구나 들어올 수 있어요',
    door_knock: () => '새로 온 사람은 진행자가 허락할 때까지 기다려요',
    door_locked: () => '방이 잠겼어요. 더는 아무도 들어올 수 없어요',
    door_lapsed: () => '진행자가 오래 자리를 비웠어요. 링크가 있으면 다시 누구나 들어올 수 있어요.',
    moved: () => '방의 링크가 바뀌었어요. 예전 링크로는 이제 이 방에 올 수 없어요.',
  },
  trouble: {
    microphone: {
      denied: '마이크 사용이 허용되지 않았어요. 브라우저 주소창에서 허용한 뒤 다시 시도해 주세요.',
      missing: '마이크를 찾을 수 없어요. 마이크를 연결한 뒤 다시 시도해 주세요.',
      busy: '다른 프로그램이 마이크를 쓰고 있어요. 그 프로그램을 닫고 다시 시도해 주세요.',
      unsupported: '이 브라우저에서는 마이크를 쓸 수 없어요.',
      failed: '마이크를 켜지 못했어요.',
    },
    camera: {
      denied: '카메라 사용이 허용되지 않았어요. 브라우저 주소창에서 허용한 뒤 다시 시도해 주세요.',
      missing: '카메라를 찾을 수 없어요. 카메라를 연결한 뒤 다시 시도해 주세요.',
      busy: '다른 프로그램이 카메라를 쓰고 있어요. 그 프로그램을 닫고 다시 시도해 주세요.',
      unsupported: '이 브라우저에서는 카메라를 쓸 수 없어요.',
      failed: '카메라를 켜지 못했어요.',
    },
    screen: {
      denied: '화면 공유가 허용되지 않아 아무것도 공유하지 않았어요.',
      missing: '공유할 수 있는 화면이나 창이 없어요.',
      busy: '지금은 화면을 가져올 수 없어요. 다른 프로그램이 쓰고 있을 수 있어요.',
      unsupported: '이 브라우저에서는 화면을 공유할 수 없어요.',
      failed: '화면 공유를 시작하지 못했어요.',
    },
  },
  show_passphrase: '암호 보기',
  invite_copied: '링크를 복사했어요. 이야기하고 싶은 사람에게 보내 주세요.',
  invite_by_hand: '이 링크를 복사해서 이야기하고 싶은 사람에게 보내 주세요.',
  invite_link: '이 방의 링크',
  copy: '복사',
  share: '공유…',
  choose_microphone: '마이크',
  choose_camera: '카메라',
  device_default: '자동',
};

export const rest_words = { en, ko };
