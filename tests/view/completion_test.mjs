// The list above the field: people behind an @, commands behind a stroke; and who is writing.
import { Chromium } from '../browser/chromium.mjs';
import { picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { i_call, line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const everybody = [room(), myself('Mina'), person('Jun'), person('Ada', { name: 'Ada Lovelace' }), person('Cem', { name: 'Çem Öz' })];
const draft_is = (tab, text) => tab.until(`the field has "${text}"`, it => document.getElementById('composer').value === it, text);
/** The choices of the list, and which of them is taken by Enter. */
const list_is = (tab, ...choices) =>
  tab.until(
    `the list has ${choices.join(', ')}`,
    wanted => {
      const list = document.getElementById('completion');
      if (!list.checkVisibility()) return wanted.length === 0;
      const all = [...list.querySelectorAll('[role=option]')];
      const active = document.getElementById('composer').getAttribute('aria-activedescendant');
      const said = all.map(
        it => (it.id === active && it.ariaSelected === 'true' ? '>' : '') + it.querySelector('.completion-name').textContent,
      );
      return String(said) === String(wanted);
    },
    choices,
    () => document.getElementById('completion').outerHTML,
  );
const writes = async (tab, text) => {
  await tab.evaluate(() => document.getElementById('composer').select());
  if (text) await tab.page.insert(text);
  else await tab.page.key('Delete');
};

view('people are called from a list, by keyboard and by pointer', async open => {
  const tab = await open();
  const { page } = tab;
  await tab.show(everybody, line('Fay', 'I wrote this before I left'));
  await tab.has_focus('composer');
  await page.insert('@');
  await list_is(tab, '>Jun', 'Ada Lovelace', 'Çem Öz', 'Fay');
  await tab.reads('#live-notices', '4 suggestions');
  must(
    await tab.evaluate(() => {
      const at = document.getElementById('composer');
      return at.getAttribute('aria-haspopup') === 'listbox' && at.getAttribute('aria-controls') === 'completion';
    }),
    'a screen reader knows that there is a list',
  );
  for (const [key, active] of [
    ['ArrowDown', 1],
    ['ArrowUp', 0],
    ['ArrowUp', 3],
    ['ArrowDown', 0],
    ['ArrowDown', 1],
  ]) {
    await page.key(key);
    await list_is(tab, ...['Jun', 'Ada Lovelace', 'Çem Öz', 'Fay'].map((it, at) => (at === active ? `>${it}` : it)));
  }
  await page.key('Enter');
  await draft_is(tab, '@Ada Lovelace ');
  await list_is(tab);
  must(!(await tab.evaluate(() => document.getElementById('composer').hasAttribute('aria-controls'))), 'there is no list any more');
  await page.insert('and @lo');
  await list_is(tab, '>Ada Lovelace');
  await writes(tab, 'Hello @oz');
  await list_is(tab, '>Çem Öz');
  await page.key('Tab');
  await draft_is(tab, 'Hello @Çem Öz ');
  await tab.has_focus('composer');
  await page.insert('@J');
  await list_is(tab, '>Jun');
  await page.click('#completion-0');
  await draft_is(tab, 'Hello @Çem Öz @Jun ');
  await tab.has_focus('composer');
  await page.key('Enter');
  await tab.called('say', 'Hello @Çem Öz @Jun ', '', '');
});

view('where nothing is left to complete, the keys are those of the field', async open => {
  const tab = await open();
  const { page } = tab;
  await tab.show(everybody);
  await tab.has_focus('composer');
  for (const text of ['ann@jun', 'Hello @jun', '@nobody', '@ Jun', '@Jun\nx', 'a/help', '/etc/passwd', '//help', '/helpless', '5 @']) {
    await writes(tab, text);
    if (text !== '5 @') await list_is(tab);
    else await page.key('Escape');
    await list_is(tab);
    await page.key('Enter');
    await tab.called('say', text, '', '');
    await draft_is(tab, '');
  }
  // Escape gives up the list and nothing else, until another name begins.
  await page.insert('@J');
  await list_is(tab, '>Jun');
  await page.key('Escape');
  await list_is(tab);
  await page.insert('u');
  await list_is(tab);
  await page.insert(' @A');
  await list_is(tab, '>Ada Lovelace');
  // The caret leaves what is being written.
  await page.key('Home');
  await list_is(tab);
  await page.key('End');
  await list_is(tab, '>Ada Lovelace');
  await page.key('Shift+Enter');
  await draft_is(tab, '@Ju @A\n');
  await list_is(tab);
});

view(
  'an input method composes a name in peace',
  async open => {
    const tab = await open({ language: 'ko' });
    await tab.show(room(), myself('Mina', { name: '민아' }), person('Jun', { name: '김지수' }), person('Ada', { name: '지우' }));
    await tab.has_focus('composer');
    await tab.page.insert('안녕 @');
    await list_is(tab, '>김지수', '지우');
    const devtools = await tab.page.devtools();
    const composes = text => devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    // The half syllable is the beginning of both.
    await composes('ㅈ');
    await list_is(tab, '>지우');
    await composes('기');
    await list_is(tab, '>김지수');
    const keys = ['Enter', 'Tab', 'ArrowDown', 'Escape'];
    for (const key of keys) {
      await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: 229 });
    }
    await draft_is(tab, '안녕 @기');
    await composes('김');
    await list_is(tab, '>김지수');
    await devtools.send('Input.insertText', { text: '김' });
    must(!(await tab.calls('say')).length, 'nothing was sent');
    await tab.page.key('Enter');
    await draft_is(tab, '안녕 @김지수 ');
    // With one composing, a click ends that as any click does.
    await tab.page.insert('@');
    await composes('지');
    await list_is(tab, '>지우');
    await tab.page.click('#completion-0');
    await draft_is(tab, '안녕 @김지수 @지우 ');
    await tab.page.key('Enter');
    await tab.called('say', '안녕 @김지수 @지우 ', '', '');
  },
  { only: Chromium },
);

view('commands do what they say, and all other strokes are text', async open => {
  const tab = await open();
  const { page } = tab;
  await tab.show(everybody, line('Jun', 'When does the train leave?'));
  await tab.has_focus('composer');
  await page.insert('/');
  await list_is(tab, '>/poll', '/search', '/topic', '/me', '/shrug', '/call', '/leave', '/help');
  await tab.reads('#completion', 'Search the conversation');
  await writes(tab, '/S');
  await list_is(tab, '>/search', '/shrug');
  await page.key('ArrowDown');
  await page.key('Enter');
  await draft_is(tab, '/shrug');
  await list_is(tab);
  await page.key('Enter');
  await tab.called('say', '¯\\_(ツ)_/¯', '', '');
  for (const [written, said] of [
    ['/shrug so be it', 'so be it ¯\\_(ツ)_/¯'],
    ['/me waves', '_waves_'],
    ['/me calls some_name', '*calls some_name*'],
    ['/ME waves', '_waves_'],
    ['/unknown words', '/unknown words'],
    ['//shrug', '//shrug'],
    [' /shrug', ' /shrug'],
    ['/constructor', '/constructor'],
  ]) {
    await writes(tab, written);
    await page.key('Enter');
    await tab.called('say', said, '', '');
    await draft_is(tab, '');
  }
  await writes(tab, '/search train');
  await page.key('Enter');
  await tab.reads('#search-count', '1 of 1');
  await draft_is(tab, '');
  await tab.presses('#composer');
  await writes(tab, '/poll Where do we meet?');
  await page.key('Enter');
  await tab.until('the question is there', () => document.querySelector('.poll-card input').value === 'Where do we meet?');
  must(await tab.evaluate(() => document.activeElement === document.querySelectorAll('.poll-card input')[1]), 'the first answer is next');
  await page.key('Escape');
  await tab.has_focus('composer');
  await writes(tab, '/mute');
  await page.key('Enter');
  await tab.reads('#spare', 'That cannot be done now.');
  await draft_is(tab, '/mute');
  await writes(tab, '/call');
  await page.key('Enter');
  await tab.called('join_call', true, true);
  await tab.show(i_call('Mina'));
  await tab.presses('#composer');
  await writes(tab, '/m');
  await list_is(tab, '>/me', '/mute');
  await writes(tab, '/mute');
  await page.key('Enter');
  await tab.called('toggle', 'microphone');
  await writes(tab, '/help');
  await page.key('Enter');
  await draft_is(tab, '/');
  await list_is(tab, '>/poll', '/search', '/topic', '/me', '/shrug', '/mute', '/leave', '/help');
  await writes(tab, '/leave');
  await page.key('Enter');
  await tab.called('leave_room');
  must(!(await tab.calls('say')).some(([, text]) => /^\/(call|mute|poll|help|leave|search)/.test(text)), 'no command was said');
});

view('a command is no change of an earlier message, and answers with what it says', async open => {
  const tab = await open();
  const { page } = tab;
  const question = line('Jun', 'Will it rain?');
  await tab.show(everybody, question);
  await tab.has_focus('composer');
  await page.key('Shift+Tab');
  for (let steps = 0; !(await tab.evaluate(() => document.activeElement.matches('.line'))); steps += 1) {
    must(steps < 5, 'the messages are near the field');
    await page.key('Shift+Tab');
  }
  await page.key('Enter');
  await tab.presses('#message-menu .item:first-child, #message-menu .item');
  await tab.has_focus('composer');
  await page.insert('/shrug');
  await page.key('Enter');
  await tab.called('say', '¯\\_(ツ)_/¯', question[1].id, '');
});

view('somebody who writes is told of, and seen, where nothing moves', async open => {
  const tab = await open();
  const { page } = tab;
  await tab.show(everybody, line('Jun', 'When does the train leave?'));
  await tab.has_focus('composer');
  await page.insert('h');
  await tab.called('draft_changed', 'h');
  await page.insert('i');
  await tab.called('draft_changed', 'hi');
  const card = name => ({ name, tag: '', colour: 1, stranger: false });
  const places = () =>
    tab.evaluate(() => ['lines', 'compose-box'].map(it => document.getElementById(it).getBoundingClientRect().top).join());
  const before = await places();
  await tab.show(['typing', [card('Jun')]]);
  await tab.reads('#typing', 'Jun is typing…');
  await tab.reads('#live-notices', 'Jun is typing…');
  await tab.show(['typing', [card('Jun'), card('Ada')]]);
  await tab.reads('#typing', 'Jun and Ada are typing…');
  must(!(await tab.ask('text', '#live-notices')).includes('Ada'), 'a screen reader says it once');
  await tab.show(['typing', [card('Jun'), card('Ada'), card('Cem')]]);
  await tab.reads('#typing', 'Several people are typing…');
  must((await places()) === before, 'nothing has moved');
  await tab.show(['typing', []]);
  await tab.until('nobody writes', () => document.getElementById('typing').textContent === '');
  must((await places()) === before, 'nothing has moved');
  await tab.opens_settings('privacy');
  must(await tab.evaluate(() => document.getElementById('share-typing').checked), 'it is shown unless one does not want it');
  await tab.presses('#share-typing');
  await tab.called('share_typing', false);
});

view(
  'the lists look right',
  async open => {
    const tab = await open();
    await tab.show(
      everybody,
      person('Eli', { name: 'Eli of the very long name, 32 signs' }),
      line('Jun', 'When does the train leave, and from which of the platforms?'),
      ['typing', [{ name: 'Jun', tag: '', colour: 1, stranger: false }]],
    );
    await tab.has_focus('composer');
    await tab.page.insert('@');
    await list_is(tab, '>Jun', 'Ada Lovelace', 'Çem Öz', 'Eli of the very long name, 32 signs');
    await pictures(tab, 'completion-people', { axe: true });
    await tab.presses('#composer');
    await writes(tab, '/');
    await list_is(tab, '>/poll', '/search', '/topic', '/me', '/shrug', '/call', '/leave', '/help');
    await pictures(tab, 'completion-commands', { axe: true });
    await writes(tab, '');
    await picture(tab, 'typing');
  },
  { only: Chromium },
);

view('what a person takes for a character is one', async open => {
  const tab = await open();
  await tab.show(everybody);
  await tab.has_focus('composer');
  const family = '👨\u200d👩\u200d👧\u200d👦';
  await writes(tab, family.repeat(9_900) + '\u1112\u1161\u11ab'.repeat(50));
  await tab.reads('#spare', '50 characters left');
  await writes(tab, '안'.repeat(10_001));
  await tab.reads('#spare', '1 character too many');
  await writes(tab, 'hello');
  await tab.until('far from the end nothing is said', () => document.getElementById('spare').textContent === '');
});

view('Enter sends an address with an @ in it as it is', async open => {
  const tab = await open();
  await tab.show(everybody);
  await tab.has_focus('composer');
  for (const text of ['see https://example.org/@Ju', '@Jun look at www.example.org/@J']) {
    await tab.page.insert(text);
    await tab.page.key('Enter');
    await tab.called('say', text, '', '');
  }
});

view('a person who types while nothing has the focus writes, and a shortcut stays one', async open => {
  const tab = await open();
  await tab.show(everybody);
  const blur = () => tab.evaluate(() => document.activeElement.blur());
  await tab.has_focus('composer');
  await blur();
  await tab.page.key('h');
  await tab.has_focus('composer');
  await tab.until('the letter is there', () => document.getElementById('composer').value === 'h');
  await blur();
  await tab.page.key('Alt+m');
  await tab.page.key('?');
  await tab.reads('body', 'Keyboard shortcuts');
  must((await tab.evaluate(() => document.getElementById('composer').value)) === 'h', 'the field is as it was');
});

view('each paragraph of a message is read from its own side', async open => {
  const tab = await open();
  await tab.show(everybody, line('Jun', 'مرحبا، موعد الاجتماع 10:30 في room-42.\nand an English line.'));
  const side = await tab.until('it is drawn', () => {
    const text = document.querySelector('#lines .text')?.firstChild;
    if (!text) return false;
    const range = document.createRange();
    const of = at => {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    };
    const second = text.data.indexOf('\n') + 1;
    return { full_stop_is_last: of(text.data.length - 1) > of(second) };
  });
  must(side.full_stop_is_last, 'the full stop of the English line stands at its right');
});
