// The languages: Korean everywhere, an Enter that ends a syllable, and the time as it is written where the user lives.
import { Chromium } from '../browser/chromium.mjs';
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, call, calling, i_call, line, my_line, myself, person, picture, room } from './states.mjs';
import { view } from './suite.mjs';

const korean = { language: 'ko-KR' };
const mina = (it = {}) => myself('Mina', { name: '민아', ...it });
const jun = { name: '준' };
const talk = [my_line('Mina', '안녕하세요, 반가워요'), line('Jun', '네, 반갑습니다! 통화할까요?', jun)];

const nothing_is_missing = async tab => {
  const missing = await tab.evaluate(() => document.body.innerText.match(/undefined|\[object|NaN/g));
  must(!missing, `no words are missing: ${missing}`);
};

/** Runs in the page: writes down what the button says in each frame in which it is seen. */
function watch_button() {
  globalThis.read = new Set();
  const look = () => {
    const button = document.getElementById('enter');
    if (button?.checkVisibility({ checkVisibilityCSS: true })) globalThis.read.add(button.textContent);
    requestAnimationFrame(look);
  };
  look();
}

// (Firefox knows no `blocking="render"` and may draw the document before its script.)
view('in Korean from the first frame', async open => {
  const tab = await open({ ...korean, before: watch_button }, { only: Chromium });
  await tab.reads('#enter', '들어가기');
  must((await tab.evaluate(() => document.documentElement.lang)) === 'ko', 'the page says that it is Korean');
  const read = await tab.evaluate(() => [...globalThis.read]);
  must(String(read) === '들어가기', `nothing is drawn in another language first: ${read}`);
  const [[, words, joint]] = await tab.calls('start');
  const korean_words = words.every(it => /^\p{Script=Hangul}+( \p{Script=Hangul}+)+$/u.test(it));
  must(words.length === 2 && korean_words && joint === ' ', `the new room has a Korean name, not one of "${words}"`);
  await nothing_is_missing(tab);
});

view(
  'Korean looks right',
  async open => {
    const tab = await open(korean);
    await pictures(tab, 'korean-arriving', { axe: true });
    await tab.show(room({ name: '회의실' }), mina(), person('Jun', jun), talk);
    await tab.reads('#conversation', '반갑습니다');
    await pictures(tab, 'korean-talking', { axe: true });
    await tab.show(mina({ in_call: true, microphone: true, camera: true }), picture('Mina'), call(), calling('Jun', jun));
    await tab.sees_pictures(2);
    await pictures(tab, 'korean-call', { axe: true });
    await nothing_is_missing(tab);
  },
  { only: Chromium },
);

view(
  'a room named by hand looks right in Korean',
  async open => {
    const tab = await open({
      ...korean,
      hash: `#/${encodeURIComponent('회의실')}`,
      first: [arrival({ room: '회의실', by_hand: true, known: false })],
    });
    await tab.reads('#arrival-title', '회의실');
    await tab.fills('#passphrase', '비밀 이야기');
    await pictures(tab, 'named-by-hand-korean', { axe: true });
    await nothing_is_missing(tab);
  },
  { only: Chromium },
);

view(
  'an Enter that ends a syllable does not send',
  async open => {
    const tab = await open(korean);
    await tab.show(room(), mina(), person('Jun', jun));
    await tab.has_focus('composer');
    const devtools = await tab.page.devtools();
    await devtools.send('Input.imeSetComposition', { text: '안녕', selectionStart: 2, selectionEnd: 2 });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await devtools.send('Input.insertText', { text: '안녕' });
    must((await tab.evaluate(() => document.getElementById('composer').value)) === '안녕', 'the syllables are in the field');
    must(!(await tab.calls('say')).length, 'nothing was sent by ending the syllable');
    await tab.page.insert('하세요, 반가워요');
    await tab.page.key('Enter');
    await tab.called('say', '안녕하세요, 반가워요', '', '');
    must((await tab.calls('say')).length === 1, 'it was sent once');
  },
  { only: Chromium },
);

view('the language changes while everything goes on', async open => {
  const tab = await open(korean);
  await tab.show(room(), mina(), i_call('Mina', { name: '민아' }), calling('Jun', jun), talk);
  await tab.sees_pictures(2);
  const playing = () => tab.evaluate(() => [...document.querySelectorAll('#tiles video')].map(it => it.srcObject.id));
  const before = await playing();
  await tab.opens_settings('general');
  await tab.presses('label:has(input[value="en"])');
  await tab.page.key('Escape');
  await tab.reads('#leave-call', 'Leave');
  await nothing_is_missing(tab);
  must(String(await playing()) === String(before), 'the same streams play');
  must((await tab.evaluate(() => document.documentElement.lang)) === 'en', 'the page says that it is English');
  // Text in a live region goes by itself.
  const foreign = await tab.evaluate(() =>
    [...document.querySelectorAll('header, main')]
      .map(it => it.innerText)
      .join()
      .replace(/한국어|민아|준|안녕하세요, 반가워요|네, 반갑습니다! 통화할까요\?/g, '')
      .match(/\p{Script=Hangul}+/gu),
  );
  must(!foreign, `nothing stays Korean: ${foreign}`);
  must((await tab.evaluate(() => localStorage.getItem('tincan.language'))) === 'en', 'the choice is remembered');
});

// At every hour: two digits before ten o’clock too, where that is the custom.
for (const [language, written] of Object.entries({
  'en-GB': /^\d\d:\d\d$/,
  'en-US': /^\d{1,2}:\d\d\s[AP]M$/,
  'de-DE': /^\d\d:\d\d$/,
  'ko-KR': /^오[전후] \d{1,2}:\d\d$/,
})) {
  view(
    `the time as it is written in ${language}`,
    async open => {
      const tab = await open({ language });
      for (const hour of [0, 9, 12, 21]) {
        await tab.show(room(), mina(), line('Jun', `at ${hour}`, { time: new Date(2026, 2, 1, hour, 5).getTime() }));
      }
      await tab.until(
        'every line has its time',
        pattern => {
          const times = [...document.querySelectorAll('.line time')].map(it => it.textContent);
          return times.length === 4 && times.every(it => new RegExp(pattern).test(it));
        },
        written.source,
      );
    },
    { only: Chromium },
  );
}

view('the day is said where another begins', async open => {
  const tab = await open();
  const at_noon = days => new Date().setHours(12, 0, 0, 0) - days * 86_400_000;
  await tab.show(
    room(),
    mina(),
    [9, 1, 0].map(days => line('Jun', `${days} days ago`, { time: at_noon(days), new_day: true })),
  );
  const days = await tab.evaluate(() => [...document.querySelectorAll('.day')].map(it => it.textContent));
  must(days.length === 3 && /\d/.test(days[0]) && days[1] === 'Yesterday' && days[2] === 'Today', `the days are said: ${days}`);
});
