// What a host reads and decides, in both languages. It is loaded with the tools of the host.

/** @typedef {(name: string) => string} OfName */

const en = {
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
};

/** @type {typeof en} */
const ko = {
  door: '들어올 수 있는 사람',
  open: '링크가 있는 누구나',
  knock: '내가 허락한 사람만',
  locked: '더는 아무도',
  knocking: '문 앞',
  knocks: name => `${name} 님이 들어오고 싶어 해요`,
  let_in: '들이기',
  turn_away: '돌려보내기',
  tools: name => `${name} 님에 대한 진행자 메뉴`,
  hand_on: name => `${name} 님을 진행자로 정하기`,
  remove: name => `${name} 님 내보내기`,
  remove_note: name =>
    `${name} 님을 내보내면 방의 링크가 바뀌고, 예전 링크로는 이 방에 올 수 없어요. 더 올 사람이 있다면 새 링크를 보내 주세요.`,
};

export const host_words = { en, ko };
