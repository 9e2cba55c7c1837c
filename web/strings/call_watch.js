// The words of view/call_watch.js in both languages.

const en = { weak: 'Weak connection', mine: 'Your connection is weak' };
/** @type {typeof en} */
const ko = { weak: '연결이 약해요', mine: '내 연결이 약해요' };

/** @type {Record<string, typeof en>} */
export const watch_words = { en, ko };
