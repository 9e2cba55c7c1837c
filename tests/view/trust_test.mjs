// The people a browser knows: the card on which safety codes are compared, and how somebody stands in the list.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { id_of, line, myself, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun', { known: 'new' })];
/** As numbers, the code of the bytes 12 34 56 78 9a bc. */
const code = { words: [145, 1301, 1265, 427], pictures: [4, 35, 17, 22, 30, 9, 42, 60] };
const no_code = { words: [], pictures: [] };
const safety = (it = {}) => ['safety', { person: id_of('Jun'), state: 'ready', ...code, ...it }];

/** The card's state, words and pictures. */
const card = tab =>
  tab.evaluate(() => {
    const at = document.querySelector('dialog.safety');
    const all = list => [...at.querySelectorAll(`${list} li`)].map(it => it.textContent);
    return at && { state: at.dataset.state, words: all('.safety-words'), pictures: all('.safety-pictures') };
  });

/** Opens the card from the list; for '' that of all. */
async function opens_card(tab, name) {
  await tab.presses('#people-button');
  await tab.presses(name ? `#people .compare[aria-label*="${name}"]` : '#compare-room');
  await tab.called('compare', name ? id_of(name) : '');
  await tab.sees('dialog.safety');
}

const shows_words = (tab, count) =>
  tab.until(`${count} words are shown`, it => document.querySelectorAll('.safety-words li').length === it, count);

view('a code is shown in words and pictures, and the core is told what came out', async open => {
  const tab = await open();
  await tab.show(two);
  await opens_card(tab, 'Jun');
  await tab.show(safety({ state: 'waiting', ...no_code }));
  await tab.reads('dialog.safety', 'Waiting for the browser of Jun…');
  await tab.show(safety());
  await shows_words(tab, 4);
  const shown = await card(tab);
  // 48 bits: 44 of them in words of 11 (BIP 39), all of them in pictures of 6.
  must(String(shown.words) === 'banana,pencil,owner,cube', `the words are those of the code: ${shown.words}`);
  must(shown.pictures.length === 8, `eight pictures: ${shown.pictures}`);
  await tab.presses('dialog.safety .primary');
  await tab.called('compared', id_of('Jun'), true);
  await tab.reads('dialog.safety', 'Jun is verified');
  await tab.presses('dialog.safety .primary');
  await tab.called('stop_comparing');
  await tab.sees_no('dialog.safety');
  await tab.has_focus('people-button');
  await tab.show(person('Jun', { known: 'verified' }));
  await tab.until('the list marks it', () => document.querySelector('#people .compare').title.startsWith('Jun is verified.'));
});

view('a code that differs, or cannot be made, is an alarm', async open => {
  const tab = await open();
  await tab.show(two);
  await opens_card(tab, 'Jun');
  await tab.show(safety());
  await shows_words(tab, 4);
  await tab.presses('dialog.safety .secondary');
  await tab.called('compared', id_of('Jun'), false);
  await tab.reads('dialog.safety .safety-alarm', 'Somebody may be between you and Jun');
  await tab.page.key('Escape');
  await tab.sees_no('dialog.safety');
  await opens_card(tab, 'Jun');
  await tab.show(safety({ state: 'failed', ...no_code }));
  await tab.reads('dialog.safety .safety-alarm', 'There is no code');
  const shown = await card(tab);
  must(!shown.words.length && !shown.pictures.length, `nothing to compare: ${JSON.stringify(shown)}`);
});

view('the code of the room has twice as much, and changes when somebody comes', async open => {
  const tab = await open();
  await tab.show(two);
  await opens_card(tab, '');
  const of_all = { person: '', words: [...code.words, ...code.words], pictures: [...code.pictures, ...code.pictures] };
  await tab.show(safety(of_all));
  await shows_words(tab, 8);
  const before = await card(tab);
  must(before.pictures.length === 16, `sixteen pictures: ${before.pictures}`);
  await tab.show(safety({ person: '', state: 'waiting', ...no_code }));
  await tab.reads('dialog.safety', 'Waiting until everybody is connected…');
  await tab.show(safety({ person: '', words: of_all.words.map(it => 2047 - it), pictures: of_all.pictures.map(it => 63 - it) }));
  await shows_words(tab, 8);
  must(String((await card(tab)).words) !== String(before.words), 'the words are others');
  await tab.sees_no('dialog.safety .actions');
});

view(
  'the card in both languages, for every eye',
  async open => {
    const shown = [];
    for (const [language, name] of [
      ['en-GB', 'safety-words'],
      ['ko-KR', 'safety-words-korean'],
    ]) {
      const tab = await open({ language });
      await tab.show(two);
      await opens_card(tab, 'Jun');
      await tab.show(safety());
      await shows_words(tab, 4);
      await pictures(tab, name, { axe: true });
      shown.push(await card(tab));
      await tab.presses('dialog.safety .secondary');
      await tab.sees('.safety-alarm');
      await pictures(tab, `${name}-differ`, { axe: true });
    }
    const [english, korean] = shown;
    must(korean.words.every(it => /^[가-힣]+$/.test(it)) && korean.words.length === 4, `Korean words: ${korean.words}`);
    must(
      english.pictures.every((it, at) => [...it][0] === [...korean.pictures[at]][0]),
      'the pictures are the same in both languages',
    );
  },
  { only: Chromium },
);

view('in every language there are words to read aloud, and where there is no list in it, English ones', async open => {
  for (const [language, script] of Object.entries({ de: 'Latin', ja: 'Hiragana' })) {
    const tab = await open({ language });
    await tab.show(two);
    await opens_card(tab, 'Jun');
    await tab.show(safety());
    await shows_words(tab, 4);
    const { words } = await card(tab);
    must(
      words.every(it => new RegExp(`^\\p{Script=${script}}+$`, 'u').test(it.normalize())),
      `${language} has ${words}`,
    );
  }
});

view('a stranger is marked everywhere, until accepted', async open => {
  const tab = await open();
  const name = 'Jun ✓';
  const stranger = { name, stranger: true, known: 'stranger' };
  await tab.show(room(), myself('Mina'), person('Jun', stranger), notice('stranger', 'Jun', stranger), line('Jun', 'it is me', stranger));
  await tab.reads('#lines .notice', '⚠ Jun ✓ is not the one whom this browser knows by that name');
  await tab.reads('#lines .author', '⚠ Jun ✓');
  await tab.presses('#people-button');
  await tab.reads('#people .wrong', 'Not the Jun ✓ whom this browser knows');
  await picture(tab, 'stranger');
  const found = await barriers(tab);
  must(!found.length, found.join('\n'));
  await tab.presses('#people .accept');
  await tab.called('accept', id_of('Jun'));
  await tab.show(person('Jun', { name, known: 'known' }));
  await tab.until('the mark is gone', () => document.querySelector('#people [data-me="false"]').dataset.known === 'known');
  await tab.sees_no('#people .accept');
});

view('the focus on a button of the list stays there while the list changes', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.presses('#people-button');
  await tab.sees('#people .compare');
  await tab.evaluate(() => document.querySelector('#people .compare').focus());
  await tab.show(person('Jun', { known: 'new', in_call: true }));
  await tab.until('the list says that Jun is in the call', () => document.querySelector('#people [data-me="false"]').dataset.call === 'in');
  await tab.show(person('Ada'));
  await tab.until('Ada is in the list', () => document.querySelectorAll('#people > li').length === 3);
  must(
    await tab.evaluate(() => document.activeElement === document.querySelector('#people .compare[aria-label*="Jun"]')),
    'the focus is where it was',
  );
});
