// Messages are not only sent and read: answering, changing, taking back, reacting.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { again, line, morning, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const question = line('Jun', 'When does the train leave?');
const answer = my_line('Mina', 'At ten past nine');
const id = ([, it]) => it.id;
/** The line of that state, as a selector. */
const at = state => `[data-line="${id(state)}"]`;
const draft_is = (tab, text) => tab.until(`the field has "${text}"`, it => document.getElementById('composer').value === it, text);
const has_focus_on = (tab, state) =>
  tab.until(
    'the line has the focus',
    it => document.activeElement?.dataset.line === it,
    id(state),
    () => document.activeElement?.outerHTML,
  );
const looks_right = async (tab, name) => {
  await pictures(tab, name, { axe: true });
};
const card_looks_right = async (tab, name) => {
  await picture(tab, name);
  const found = await barriers(tab);
  must(!found.length, `axe finds nothing in ${name}: ${found.join('\n')}`);
};

async function opens_menu(tab, state) {
  await tab.evaluate(selector => {
    const line = document.querySelector(selector);
    line.tabIndex = 0;
    line.focus();
  }, at(state));
  await tab.page.key('Enter');
  await tab.sees('#message-menu');
}

/** The pointer comes to rest on a message, and the bar is there. */
async function hovers(tab, state) {
  await tab.evaluate(async selector => {
    document.querySelector(selector).scrollIntoView({ block: 'center' });
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
  }, at(state));
  await tab.page.page.hover(`${at(state)} .text`);
  await tab.sees('#message-bar');
}

const reaction = (emoji, people, mine = false) => ({ emoji, count: people.length, mine, people: people.join(', ') });

view(
  'messages with all their parts look right',
  async open => {
    const tab = await open();
    await tab.show(
      two,
      question,
      again(answer, {
        answers: { id: id(question), name: 'Jun', text: 'When does the train leave?' },
        reactions: [reaction('👍', ['Jun', 'Ada']), reaction('🎉', ['Mina'], true)],
        edited: true,
        versions: 2,
        pinned: true,
      }),
      line('Jun', 'Then I bring the bags, and whatever else is still standing in the hall by then', {
        answers: { id: 'not here', name: 'Mina', text: '' },
        edited: true,
        versions: 2,
      }),
      line('Jun', [], { id: 'gone', deleted: true }),
      my_line('Mina', [], { id: 'gone too', deleted: true }),
      line('Ada', 'Where do we eat?', {
        id: 'poll',
        poll: {
          several: true,
          options: [
            { text: 'On the train', count: 1, mine: false, people: 'Jun' },
            { text: 'In the station, at the small place with the green door', count: 2, mine: true, people: 'Jun, Mina' },
            { text: 'Not at all', count: 0, mine: false, people: '' },
          ],
        },
        reactions: [reaction('😮', ['Jun'])],
      }),
      my_line('Mina', 'Did you get this?', { delivery: 'sent', received: 0 }),
      my_line('Mina', 'And this?', { delivery: 'waiting', received: 1, of: 2 }),
    );
    await looks_right(tab, 'message-parts');
    await hovers(tab, question);
    await picture(tab, 'message-bar');
    await tab.presses('#message-bar .tool:first-child');
    await tab.sees('#message-menu');
    await picture(tab, 'message-quick');
    await tab.page.key('Escape');
    await hovers(tab, answer);
    await tab.presses('#message-bar .tool:last-child');
    await card_looks_right(tab, 'message-menu-open');
    await tab.page.key('Escape');
    await tab.presses('#emoji');
    await tab.sees('.emoji-button');
    await card_looks_right(tab, 'emoji-picker');
    await tab.page.key('Escape');
    await tab.presses('#attach');
    await card_looks_right(tab, 'attach');
    await tab.presses('#make-poll');
    await card_looks_right(tab, 'poll-card');
    await tab.page.key('Escape');
    await tab.presses('.edited');
    await card_looks_right(tab, 'versions-card');
  },
  { only: Chromium },
);

view('by keyboard: from the field to a message, what can be done with it, and back', async open => {
  const tab = await open();
  const { page } = tab;
  await tab.show(two, question, answer, line('Jun', 'Good'));
  await tab.has_focus('composer');
  const good = line('Jun', 'Good');
  // The newest message is one step back, beside what stands before the field.
  for (let steps = 0; !(await tab.evaluate(() => document.activeElement.matches('.line'))); steps += 1) {
    must(steps < 5, 'the messages are near the field');
    await page.key('Shift+Tab');
  }
  await has_focus_on(tab, good);
  await page.key('Enter');
  await tab.reads('#message-menu', 'Reply');
  must(!(await tab.ask('text', '#message-menu')).includes('Delete'), 'others’ messages are not mine to delete');
  await page.key('Escape');
  await tab.sees_no('#message-menu');
  await has_focus_on(tab, good);
  for (const [key, wanted] of [
    ['ArrowUp', answer],
    ['ArrowUp', question],
    ['ArrowUp', question],
    ['End', good],
    ['Home', question],
    ['ArrowDown', answer],
  ]) {
    await page.key(key);
    await has_focus_on(tab, wanted);
  }
  await page.key('Escape');
  await tab.has_focus('composer');
  for (let steps = 0; !(await tab.evaluate(() => document.activeElement.matches('.line'))); steps += 1) await page.key('Shift+Tab');
  for (const key of ['Home', 'ArrowDown']) await page.key(key);
  // One stop of the Tab key: a step on is out of the messages.
  await page.key('Tab');
  must(await tab.evaluate(() => !document.activeElement.closest('#lines')), 'a Tab leads out of the messages');
  await page.key('Shift+Tab');
  await has_focus_on(tab, answer);
  await page.key('Shift+Tab');
  must(await tab.evaluate(() => !document.activeElement.closest('#messages')), 'a step back is out of them too');
  await page.key('Tab');
  await has_focus_on(tab, answer);

  await page.key('Shift+F10');
  await tab.sees('#message-menu');
  await page.key('ArrowRight');
  await page.key('Enter');
  await tab.called('react', id(answer), '❤️', true);
  await tab.sees_no('#message-menu');
  await has_focus_on(tab, answer);
  await page.key('Enter');
  await page.key('ArrowDown');
  await page.key('Enter');
  await tab.has_focus('composer');
  await tab.reads('#about', 'Reply to Mina');
});

view('the pointer brings the bar, which reacts, answers, copies and pins', async open => {
  const tab = await open();
  await tab.show(two, question, answer);
  await tab.sees_no('#message-bar');
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="React"]');
  must((await tab.evaluate(() => document.querySelectorAll('#message-menu .quick .tool:not(.more-emoji)').length)) === 6, 'six emoji');
  await tab.presses('#message-menu .quick .tool:nth-child(3)');
  await tab.called('react', id(question), '😂', true);
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="More"]');
  await tab.presses('#message-menu .item:nth-child(3)');
  await tab.called('pin', id(question), true);
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="More"]');
  await tab.sees('#message-menu');
  await tab.evaluate(() => (navigator.clipboard.writeText = async text => void (globalThis.copied = text)));
  await tab.presses('#message-menu .item:nth-child(2)');
  await tab.until('the text is copied', it => globalThis.copied === it, 'When does the train leave?');
  await tab.until('it is said', () => document.getElementById('live-notices').textContent.includes('Copied'));
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="More"]');
  await tab.sees('#message-menu');
  // A press elsewhere closes it.
  await tab.presses('#row-people');
  await tab.sees_no('#message-menu');
  await hovers(tab, question);
  await tab.page.page.hover('#composer');
  await tab.sees_no('#message-bar');
  await hovers(tab, question);
  await tab.page.page.mouse.move(5, 5);
  await tab.sees_no('#message-bar');
});

view('an answer goes with the message that it answers, which stands above the field and above the answer', async open => {
  const tab = await open();
  await tab.show(
    two,
    Array.from({ length: 20 }, (_, number) => line('Ada', `before that ${number}`)),
    question,
  );
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="Reply"]');
  await tab.reads('#about', 'Reply to Jun');
  await tab.reads('#about', 'When does the train leave?');
  await tab.has_focus('composer');
  await picture(tab, 'answering');
  await tab.page.insert('at ten');
  await tab.page.key('Escape');
  await tab.sees_no('#about');
  await draft_is(tab, 'at ten');
  await tab.page.key('Enter');
  await tab.called('say', 'at ten', '', '');
  await hovers(tab, question);
  await tab.presses('#message-bar [aria-label="Reply"]');
  await tab.page.insert('at eleven');
  await tab.page.key('Enter');
  await tab.called('say', 'at eleven', id(question), '');
  await tab.sees_no('#about');
  await draft_is(tab, '');

  const quotes = { answers: { id: id(question), name: 'Jun', text: 'When does the train leave?' } };
  const between = Array.from({ length: 40 }, (_, number) => line('Jun', `and ${number}`));
  await tab.show(
    between,
    my_line('Mina', 'at eleven', quotes),
    line('Jun', 'lost', { answers: { id: 'elsewhere', name: 'Ada', text: '' } }),
  );
  await tab.reads('.quote', 'This message is not here');
  await tab.presses(`${at(my_line('Mina', 'at eleven'))} .quote`);
  await tab.until(
    'the message that it answers is in view and marked',
    it => {
      const found = document.querySelector(it);
      const { top, bottom } = found.getBoundingClientRect();
      const edge = document.getElementById('messages').getBoundingClientRect().top + 100;
      return top >= edge && bottom <= innerHeight && found.classList.contains('flash');
    },
    at(question),
  );
  await has_focus_on(tab, question);
  // The message that is answered goes: there is nothing to answer any more.
  await tab.page.key('Enter');
  await tab.presses('#message-menu .item:nth-of-type(1)');
  await tab.sees('#about');
  await tab.show(again(question, { deleted: true, pieces: [] }));
  await tab.sees_no('#about');
});

view('a message is changed where one writes, and the draft waits', async open => {
  const tab = await open();
  const mine = my_line('Mina', 'At tem');
  await tab.show(two, mine, line('Jun', 'When?'));
  await tab.has_focus('composer');
  // With a draft the arrow moves the caret.
  await tab.page.insert('half a');
  await tab.page.key('ArrowUp');
  await draft_is(tab, 'half a');
  await tab.sees_no('#about');
  await tab.page.key('Shift+Tab');
  await hovers(tab, mine);
  await tab.presses('#message-bar [aria-label="More"]');
  await tab.presses('#message-menu .item:nth-child(3)');
  await tab.reads('#about', 'Edit message');
  await draft_is(tab, 'At tem');
  must((await tab.evaluate(() => document.getElementById('send').ariaLabel)) === 'Save', 'the button says what it does');
  await tab.until('the draft is kept', () => localStorage.getItem('tincan.draft.id of the room') === 'half a');
  await tab.page.key('Escape');
  await draft_is(tab, 'half a');
  must(!(await tab.calls('edit')).length, 'nothing was changed');
  await tab.page.key('Enter');
  await tab.called('say', 'half a', '', '');

  await tab.page.key('ArrowUp');
  await draft_is(tab, 'At tem');
  await tab.page.key('Backspace');
  await tab.page.insert('n');
  await tab.page.key('Enter');
  await tab.called('edit', mine[1].id, 'At ten');
  await draft_is(tab, '');
  must((await tab.calls('say')).length === 1, 'nothing was sent anew');

  await tab.evaluate(it => (globalThis.core.versions = it), {
    [id(mine)]: [
      { time: morning, text: 'At tem' },
      { time: morning + 60_000, text: 'At ten' },
    ],
  });
  await tab.show(again(mine, { pieces: [{ text: 'At ten', href: '' }], edited: true, versions: 2, before: 'line Jun When?' }));
  await tab.reads(`${at(mine)} .text`, 'At ten');
  await tab.presses('.edited');
  await tab.reads('.versions', 'At tem');
  await tab.reads('.versions li:last-child', 'At ten');
  await picture(tab, 'versions');
  await tab.page.key('Escape');
  await has_focus_on(tab, mine);
});

view(
  'an input method neither saves nor gives up',
  async open => {
    const tab = await open({ language: 'ko' });
    const mine = my_line('Mina', '열 시');
    await tab.show(two, mine);
    await tab.has_focus('composer');
    await tab.page.key('ArrowUp');
    await draft_is(tab, '열 시');
    const devtools = await tab.page.devtools();
    await devtools.send('Input.imeSetComposition', { text: '에', selectionStart: 1, selectionEnd: 1 });
    for (const key of ['Enter', 'Escape']) {
      await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code: key, windowsVirtualKeyCode: 229 });
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: 229 });
    }
    await devtools.send('Input.insertText', { text: '에' });
    await draft_is(tab, '열 시에');
    await tab.reads('#about', '메시지 수정');
    must(!(await tab.calls('edit')).length, 'nothing was saved by ending the syllable');
    await tab.page.key('Enter');
    await tab.called('edit', id(mine), '열 시에');
  },
  { only: Chromium },
);

view(
  'pasted text is written as it was copied, whatever else was copied with it',
  async open => {
    const tab = await open();
    await tab.show(two);
    await tab.has_focus('composer');
    const text = '  def hello():\n\tprint("안녕 👩\u200d💻")\n\n<b>not bold</b> **nor this**  \u00a0\u3000end ';
    const devtools = await tab.page.devtools();
    const copy_and_paste = async () => {
      await tab.evaluate(copied => {
        const copies = event => {
          event.clipboardData.setData('text/plain', copied.replaceAll('\n', '\r\n'));
          event.clipboardData.setData('text/html', '<h1>def hello()</h1><img src="x">');
          event.preventDefault();
        };
        document.addEventListener('copy', copies, { once: true });
        document.execCommand('copy');
      }, text);
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'v', code: 'KeyV', modifiers: 2, commands: ['paste'] });
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'v', code: 'KeyV', modifiers: 2 });
      return tab.evaluate(() => document.getElementById('composer').value);
    };
    // All tests of this browser have one clipboard: another one's words are pasted over.
    for (let times = 0; times < 20 && (await copy_and_paste()) !== text; ++times)
      await tab.evaluate(() => document.getElementById('composer').select());
    await draft_is(tab, text);
    must(!(await tab.calls('say')).length, 'no line break of it sends');
    await tab.page.key('Enter');
    await tab.called('say', text, '', '');
  },
  { only: Chromium },
);

view('several messages that are selected are copied with who said them and when', async open => {
  const tab = await open();
  const gone = line('Jun', [], { id: 'gone', deleted: true });
  await tab.show(two, question, gone, answer, line('Jun', 'Good, *and* then?'));
  const copied = (from, to) =>
    tab.evaluate(
      ([first, last]) => {
        const text_of = it => document.querySelector(`[data-line="${it}"] .text`).firstChild;
        const selected = getSelection();
        selected.setBaseAndExtent(text_of(first), 3, text_of(last), 4);
        let given = null;
        const looks = event => (given = event.defaultPrevented ? event.clipboardData.getData('text/plain') : 'as it is');
        document.addEventListener('copy', looks, { once: true });
        document.execCommand('copy');
        return given;
      },
      [id(from), id(to)],
    );
  const last = line('Jun', 'Good, *and* then?');
  must(
    (await copied(question, last)).replaceAll(/\d+:\d+ [AP]M|\d+:\d+/g, 'T') ===
      'Jun, T: When does the train leave?\nMina, T: At ten past nine\nJun, T: Good, *and* then?',
    `all of them are copied, as they were written: ${await copied(question, last)}`,
  );
  must((await copied(question, question)) === 'as it is', 'a part of one message is copied as it is');
});

view('deleting asks once, in the menu, and what is deleted says so', async open => {
  const tab = await open();
  const mine = my_line('Mina', 'Not for everybody');
  await tab.show(two, mine);
  const ask = async () => {
    await hovers(tab, mine);
    await tab.presses('#message-bar [aria-label="More"]');
    await tab.presses('#message-menu .danger');
    await tab.reads('#message-menu', 'Delete this message for everyone?');
  };
  await ask();
  await picture(tab, 'deleting');
  must(await tab.evaluate(() => document.activeElement.textContent === 'Keep it'), 'an Enter too many deletes nothing');
  await tab.page.key('Enter');
  await has_focus_on(tab, mine);
  must(!(await tab.calls('delete_message')).length, 'nothing was deleted');
  await ask();
  await tab.presses('#message-menu .danger');
  await tab.called('delete_message', id(mine));
  await tab.show(again(mine, { deleted: true, pieces: [] }));
  await tab.reads(at(mine), 'Message deleted');
  await tab.page.page.hover(`${at(mine)} .text`);
  await tab.sees_no('#message-bar');
  await has_focus_on(tab, mine);
  await tab.page.key('Enter');
  await tab.sees_no('#message-menu');
});

view('one writes to one person alone, and sees it before, while and after', async open => {
  const tab = await open();
  const jun = person('Jun')[1].id;
  const from_jun = line('Jun', 'When does the train leave?', { person: jun });
  await tab.show(two, from_jun);
  await tab.fills('#composer', 'to all');
  await opens_menu(tab, from_jun);
  await tab.evaluate(() => [...document.querySelectorAll('#message-menu .item')].find(it => it.textContent.includes('only')).click());
  await tab.reads('#about', 'Only you and Jun');
  await draft_is(tab, '');
  await tab.fills('#composer', 'psst');
  await picture(tab, 'direct');
  await tab.page.key('Enter');
  await tab.called('say', 'psst', '', jun);
  await tab.show(my_line('Mina', 'psst', { only_with: 'Jun' }), line('Jun', 'what?', { only_with: 'Jun', person: jun }));
  await tab.reads('.only-with', 'Only you and Jun');
  must(await tab.evaluate(() => !document.getElementById('about').hidden), 'the next one goes there, too');
  await tab.presses('#attach');
  must(await tab.evaluate(() => document.getElementById('make-poll').disabled), 'a poll would be for everybody');
  await tab.page.key('Escape');
  await tab.fills('#composer', '/topic our secret');
  await tab.page.key('Enter');
  must(!(await tab.calls('set_topic')).length, 'so would a topic');
  await tab.fills('#composer', '/shrug');
  await tab.page.key('Enter');
  await tab.called('say', '¯\\_(ツ)_/¯', '', jun);
  await looks_right(tab, 'direct messages');
  await tab.page.key('Escape');
  await draft_is(tab, 'to all');
});

view('what is written to one person never becomes a text for everybody', async open => {
  const tab = await open();
  const jun = person('Jun')[1].id;
  const secret = line('Jun', 'psst', { only_with: 'Jun', person: jun });
  const mine = my_line('Mina', 'good morning all');
  await tab.show(two, mine, secret);
  const answers = async state => {
    await opens_menu(tab, state);
    await tab.presses('#message-menu .item');
  };
  await tab.fills('#composer', 'for everybody');
  await answers(secret);
  await draft_is(tab, '');
  await tab.fills('#composer', 'for Jun');
  // Escape, another subject, and a message that is deleted meanwhile.
  await tab.page.key('Escape');
  await draft_is(tab, 'for everybody');
  await answers(secret);
  await draft_is(tab, 'for Jun');
  await answers(mine);
  await draft_is(tab, 'for everybody');
  await tab.page.key('Escape');
  await answers(secret);
  await tab.show(again(secret, { deleted: true, pieces: [] }));
  await tab.until('nothing is answered', () => document.getElementById('about-title').textContent === 'Only you and Jun');
  await draft_is(tab, 'for Jun');
  await tab.page.key('Enter');
  await tab.called('say', 'for Jun', '', jun);
  await tab.page.key('Escape');
  await draft_is(tab, 'for everybody');
  await tab.page.key('Enter');
  await tab.called('say', 'for everybody', '', '');
});
