// The sentences of the card on which safety codes are compared, in both languages. They are loaded with it.

/** @typedef {typeof en} SafetyWords */
/** @typedef {(name: string) => string} OfName */

const en = {
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
  close: 'Close',
};

/** @type {SafetyWords} */
const ko = {
  title: name => `${name} 님과 비교하기`,
  room_title: '모두와 비교하기',
  how: name =>
    `목소리로 ${name} 님인 것을 알 수 있는 자리에서 이 단어들을 서로 읽어 주세요. 두 사람의 단어가 같으면 사이에 아무도 없는 거예요.`,
  room_how: '모두 이 카드를 열고 여덟 단어를 소리 내어 읽어 주세요. 모두에게 같은 단어가 보이면 누구 사이에도 아무도 없는 거예요.',
  waiting: name => `${name} 님의 브라우저를 기다리고 있어요…`,
  room_waiting: '모두 연결될 때까지 기다리고 있어요…',
  failed: '코드를 만들지 못했어요. 연결이 끊겼거나, 상대 브라우저가 앞서 약속한 값을 지키지 않았어요.',
  words: '단어',
  pictures: '같은 코드를 그림으로',
  pictures_why: '단어는 언어마다 다르지만 그림은 어느 언어에서나 같아요.',
  strength: '사이에 누가 있어도, 들키지 않을 확률은 17조 분의 1이에요.',
  room_strength: '사이에 누가 있으려면, 연결되는 동안 느린 계산을 17조 번 해야 해요.',
  match: '같아요',
  differ: '달라요',
  matched: name => `${name} 님을 확인했어요. 이 브라우저가 다시 알아보고, 다른 사람이 그 이름을 쓰면 알려 드려요.`,
  differed: name =>
    `${name} 님과의 사이에 누가 있을 수 있어요. 알려지면 안 되는 말은 하지 마세요. 새 방을 만들고 링크를 다른 방법으로 보내 주세요.`,
  close: '닫기',
};

export const safety_words = { en, ko };
