// The languages: Korean everywhere, an Enter that ends a syllable, and the time as it is written where the user lives.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../browser/chromium.mjs';
import { pictures } from '../browser/screens.mjs';
import { project } from '../browser/server.mjs';
import { must } from '../browser/waiting.mjs';
import { en } from '../../web/strings/en.js';
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
  await tab.chooses_language('en');
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

// Of a language that is longer than English, something is cut on a phone.
for (const [language, welcome] of Object.entries({
  ar: 'غرفة جديدة',
  de: 'Neuer Raum',
  es: 'Nueva sala',
  fr: 'Nouveau salon',
  ja: '新しいルーム',
  pt: 'Nova sala',
  zh: '新房间',
})) {
  view(`the page in ${language}: nothing is missing, and all of it fits on a phone`, async open => {
    const tab = await open({ language, phone: true });
    await tab.reads('#arrival-title', welcome);
    must((await tab.evaluate(() => document.documentElement.lang)) === language, 'the page says its language');
    const [[, words]] = await tab.calls('start');
    must(words.length >= 2 && words.every(it => it.split(' ').length >= 30), `a new room has a name of many: ${words}`);
    const fits = async where => {
      must((await tab.ask('overflow')).length === 0, `${where} fits`);
      await nothing_is_missing(tab);
    };
    await fits('the card');
    await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'Hej'));
    await fits('the room');
    await tab.opens_settings('you');
    for (const page of ['you', 'audio_video', 'notifications', 'privacy', 'general', 'help']) {
      await tab.presses(`#settings-tab-${page}`);
      await fits(`the settings at ${page}`);
    }
    await tab.page.key('Escape');
    await tab.show(i_call('Mina'), calling('Jun'));
    await fits('the call');
  });
}

view('every sentence is said somewhere: what no script names is gone from the languages too', async () => {
  const web = join(project, 'web');
  const scripts = ['.', 'view', 'kit', 'surface'].flatMap(folder =>
    readdirSync(join(web, folder), { recursive: folder !== '.' })
      .filter(it => /\.(js|mjs|html)$/.test(it))
      .map(it => readFileSync(join(web, folder, it), 'utf8')),
  );
  const text = scripts.join('\n');
  const named = new Set(text.match(/\w+/g));
  // Made of the device and its state, or of a choice.
  const is_named = key =>
    named.has(key) || /^(microphone|camera|screen)_(off|asking|live|muted)$/.test(key) || named.has(key.replace(/_text$/, ''));
  const unsaid = (it, path) =>
    Object.entries(it).flatMap(([key, value]) => {
      const group = typeof value === 'object' && !Array.isArray(value) && !('other' in value);
      if (group) return unsaid(value, `${path}${key}.`);
      return /^\w+$/.test(key) ? (is_named(key) ? [] : [path + key]) : text.includes(key) ? [] : [path + key];
    });
  const found = unsaid(en, '');
  must(!found.length, `said nowhere: ${found.join(', ')}`);
});

/** Everything turns around: what stood at the left edge of the window stands at the right. */
view('in Arabic the whole page is turned around', async open => {
  const tab = await open({ language: 'ar' });
  await tab.reads('#arrival-title', 'غرفة جديدة');
  must((await tab.evaluate(() => document.documentElement.dir)) === 'rtl', 'the page is written from the right');
  const box = selector => tab.evaluate(it => document.querySelector(it).getBoundingClientRect().toJSON(), selector);
  const is_before = async (one, other) => must((await box(one)).left >= (await box(other)).right - 1, `${one} stands right of ${other}`);
  await tab.show(room({ name: 'الحديقة' }), myself('Mina', { name: 'منى' }), person('Jun', { name: 'سامي' }));
  await tab.show(line('Jun', 'مرحبًا، هل ترى https://example.org؟', { name: 'سامي' }), my_line('Mina', 'Hello in English'));
  await is_before('#title', '#people-button');
  await is_before('#people-button', '#menu-button');
  const [theirs, mine] = [await box('.line:not([data-mine=true]) .bubble'), await box('.line[data-mine=true] .bubble')];
  must(theirs.right > mine.right && mine.left < theirs.left, 'own lines stand at the left');
  await is_before('#composer', '#record-voice');
  const [pointing, upright] = await tab.evaluate(() =>
    ['#send .icon', '#lock .icon'].map(it => getComputedStyle(document.querySelector(it)).scale),
  );
  must(pointing === '-1 1' && upright === 'none', `what points is turned, and nothing else: ${pointing}, ${upright}`);
  // A card opens at its button, within the window.
  await tab.presses('#people-button');
  const [card, opener] = [await box('#people-card'), await box('#people-button')];
  must(card.left >= 0 && Math.abs(card.left - opener.left) < 12, `the card opens at its button: ${card.left}, ${opener.left}`);
  await tab.page.key('Escape');

  await tab.show(i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await is_before('#call', '#conversation');
  const before = (await box('#conversation')).width;
  await tab.evaluate(() => document.getElementById('divider').focus());
  await tab.page.key('ArrowRight');
  must((await box('#conversation')).width > before, 'the border between them goes where the arrow points');
});

view(
  'Arabic looks right',
  async open => {
    const tab = await open({ language: 'ar' });
    const mina = myself('Mina', { name: 'منى' });
    await pictures(tab, 'arabic-arriving', { axe: true });
    await tab.show(room({ name: 'الحديقة' }), mina, person('Jun', { name: 'سامي' }));
    await tab.show(line('Jun', 'مرحبًا، هل ترى https://example.org؟', { name: 'سامي' }), my_line('Mina', 'Hello in English'));
    await pictures(tab, 'arabic-talking', { axe: true });
    await tab.show(i_call('Mina', { name: 'منى' }), calling('Jun', { name: 'سامي' }));
    await tab.sees_pictures(2);
    await pictures(tab, 'arabic-call', { axe: true });
    await tab.opens_settings('privacy');
    await pictures(tab, 'arabic-settings', { axe: true });
    await nothing_is_missing(tab);
  },
  { only: Chromium },
);
