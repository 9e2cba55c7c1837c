// Parts of a message besides its text: reactions, a poll, a pin, who has it; and how a message that changes leaves the reader alone.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { again, calling, i_call, id_of, line, my_line, myself, notice, person, pins, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const id = ([, it]) => it.id;
const at = state => `[data-line="${id(state)}"]`;
const reaction = (emoji, people, mine = false) => ({ emoji, count: people.length, mine, people: people.join(', ') });
const top_of = (tab, selector) => tab.evaluate(it => document.querySelector(it).getBoundingClientRect().top, selector);
const two_frames = tab => tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));
const pressed = (tab, selector) =>
  tab.evaluate(
    it => [...document.querySelectorAll(it)].map(one => `${one.textContent} ${one.ariaPressed} ${one.title}`).join('; '),
    selector,
  );

async function card_looks_right(tab, name) {
  await picture(tab, name);
  const found = await barriers(tab);
  must(!found.length, `axe finds nothing in ${name}: ${found.join('\n')}`);
}

view('reactions are counted under the message, and a press adds or takes back one’s own', async open => {
  const tab = await open();
  const said = line('Jun', 'It works');
  await tab.show(two, again(said, { reactions: [reaction('👍', ['Jun', 'Ada']), reaction('🎉', ['Mina'], true)] }));
  const shown = await pressed(tab, '.reaction');
  must(shown === '👍2 false Jun, Ada; 🎉1 true Mina', `emoji, count, whether it is mine and whose they are: ${shown}`);
  await tab.presses('.reaction:first-child');
  await tab.called('react', id(said), '👍', true);
  // The core answers while the button has the focus: it keeps it.
  await tab.evaluate(() => (globalThis.button = document.querySelector('.reaction')));
  await tab.show(again(said, { reactions: [reaction('👍', ['Jun', 'Ada', 'Mina'], true)] }));
  must((await pressed(tab, '.reaction')) === '👍3 true Jun, Ada, Mina', 'it is counted');
  must(await tab.evaluate(() => document.activeElement === globalThis.button), 'the button is the same, and has the focus');
  await tab.page.key('Enter');
  await tab.called('react', id(said), '👍', false);
  await tab.show(said);
  await tab.sees_no('.reactions');
  must(await tab.evaluate(it => document.activeElement.dataset.line === it, id(said)), 'the focus is on the message');
});

view('the reader stays in place when messages change, and so do focus, selection and what was unfolded', async open => {
  const tab = await open();
  const said = Array.from({ length: 60 }, (_, number) => line('Jun', `line ${number}`));
  const long = line('Jun', 'one more line\n'.repeat(40), { id: 'long' });
  await tab.show(two, said.slice(0, 30), long, notice('joined', 'Ada'), said.slice(30));
  await tab.presses(`${at(long)} .more`);
  // Not every browser holds what is read in its place by itself.
  await tab.evaluate(() => (document.getElementById('messages').style.overflowAnchor = 'none'));
  await tab.evaluate(it => document.querySelector(it).scrollIntoView({ block: 'start' }), at(said[40]));
  await two_frames(tab);
  const place = await top_of(tab, at(said[42]));
  const many = Array.from({ length: 8 }, (_, number) => reaction(`${number}️⃣`, ['Jun']));
  const quote = { answers: { id: id(said[0]), name: 'Jun', text: 'line 0' } };
  await tab.show(
    again(said[3], { reactions: many, before: id(said[4]) }),
    again(said[39], { ...quote, before: id(said[40]), pieces: [{ text: 'now\nof\nfour\nlines', href: '' }] }),
    again(said[45], { deleted: true, pieces: [], before: id(said[46]) }),
    again(long, { ...quote, before: id(said[30]), pieces: [{ text: 'another long line\n'.repeat(40), href: '' }] }),
  );
  await two_frames(tab);
  const moved = (await top_of(tab, at(said[42]))) - place;
  must(Math.abs(moved) < 2, `what is read stays where it is: moved by ${moved}`);
  must(await tab.evaluate(it => !document.querySelector(it).querySelector('.folded'), at(long)), 'what was unfolded stays so');
  const order = (await tab.ask('conversation')).map(it => it.notice ?? it.text);
  must(order.indexOf('now\nof\nfour\nlines') === 41 && order[31] === 'Ada came in' && order.length === 62, `the order is kept: ${order}`);

  await tab.evaluate(it => {
    const text = document.querySelector(it).querySelector('.text');
    document.getSelection().selectAllChildren(text);
  }, at(said[42]));
  await tab.show(again(said[42], { reactions: many, before: id(said[43]) }));
  must((await tab.evaluate(() => String(document.getSelection()))) === 'line 42', 'what is selected stays so');
  await tab.evaluate(() => document.querySelector('.line[tabindex="0"]').focus());
  await tab.page.key('End');
  for (let steps = 59; steps > 44; steps -= 1) await tab.page.key('ArrowUp');
  await tab.show(again(said[44], { before: id(said[45]), pieces: [{ text: 'changed', href: '' }] }));
  must(await tab.evaluate(it => document.activeElement.dataset.line === it, id(said[44])), 'the message that changed keeps the focus');
  await tab.page.key('ArrowDown');
  must(await tab.evaluate(it => document.activeElement.dataset.line === it, id(said[45])), 'and the way goes on from it');
});

view('an own message says who has it', async open => {
  const tab = await open();
  const mine = my_line('Mina', 'hello', { delivery: 'waiting', received: 0, of: 0 });
  await tab.show(two, mine);
  const mark = () =>
    tab.evaluate(() => [document.querySelector('.delivery').title, document.querySelector('.delivery').textContent].join('|'));
  const says = async (...states) => {
    const [words, delivery, received, read, of, missing = []] = states;
    const given = [delivery, received, read, of, missing];
    await tab.show(['delivery', id(mine), ...given]);
    must((await mark()) === `${words}|${words}`, `${given} is ${words}: ${await mark()}`);
  };
  must((await mark()) === 'Waiting to be delivered|Waiting to be delivered', await mark());
  await says('Sent, not received yet', 'sent', 0, 0, 0);
  await says('Received by 3 of 4', 'sent', 3, 0, 4);
  await says('Received by 3 of 4, read by 1 of 4', 'sent', 3, 1, 4);
  // Everybody learns whom they wait for, also on a screen that is touched.
  await tab.show(person('Ada'));
  await says('Received by 3 of 5, not yet by Jun and Ada', 'sent', 3, 0, 5, ['Jun', 'Ada'].map(id_of));
  await tab.evaluate(it => document.querySelector(it).focus(), at(mine));
  await tab.page.key('Enter');
  await tab.reads('#message-menu .delivered', /^Received by 3 of 5, not yet by Jun and Ada$/);
  await says('Received by 4 of 4', 'delivered', 4, 0, 4);
  await says('Received by 4 of 4, read by 3 of 4', 'delivered', 4, 3, 4);
  await says('Read', 'read', 4, 4, 4);
  await says('Delivered', 'delivered', 0, 0, 0);
});

view('the message pinned last stands above the conversation and leads to it', async open => {
  const tab = await open();
  const first = line('Jun', 'The address is Harbour Street 4');
  await tab.show(
    two,
    first,
    Array.from({ length: 40 }, (_, number) => my_line('Mina', `line ${number}`)),
  );
  await tab.sees_no('#pinned');
  await tab.show(pins(first));
  await tab.reads('#pinned', /^Pinned · Jun.*Harbour Street 4$/);
  await tab.presses('#pinned');
  await tab.until('it is in view', it => document.querySelector(it).getBoundingClientRect().top >= 0, at(first));
  await tab.show(pins());
  await tab.sees_no('#pinned');
});

view('of several pinned messages there is a list, each leads to its message, and is unpinned from there', async open => {
  const tab = await open();
  const first = line('Jun', 'The address is Harbour Street 4');
  const last = my_line('Mina', 'line 39');
  await tab.show(
    two,
    first,
    Array.from({ length: 40 }, (_, number) => my_line('Mina', `line ${number}`)),
    pins(last, first),
  );
  await tab.reads('#pinned', /^2 pinned · Mina.*line 39$/);
  await tab.presses('#pinned');
  await tab.reads('#pinned-list li:nth-child(1)', 'line 39');
  await card_looks_right(tab, 'pinned-list');
  await tab.presses('#pinned-list li:nth-child(1) .tool');
  await tab.called('pin', id(last), false);
  await tab.show(pins(first, first));
  must(await tab.evaluate(() => document.activeElement.closest('#pinned-list li') !== null), 'the focus stays in the list');
  await tab.presses('#pinned-list li:nth-child(2) .item');
  await tab.until('it is in view', it => document.querySelector(it).getBoundingClientRect().top >= 0, at(first));
  await tab.sees_no('#pinned-list');
});

view('a poll is drawn up, and one votes', async open => {
  const tab = await open();
  await tab.show(two);
  await tab.presses('#attach');
  await tab.presses('#make-poll');
  await tab.page.insert('Where do we eat?');
  await tab.page.key('Enter');
  must(await tab.evaluate(() => document.activeElement.matches('.poll-answers input')), 'Enter leads to the next field');
  const answers = '.poll-answers input';
  must(await tab.evaluate(() => document.querySelector('.poll-card .primary').disabled), 'a poll needs answers');
  await tab.fills(`.poll-answers p:nth-child(1) input`, 'On the train');
  await tab.fills(`.poll-answers p:nth-child(2) input`, ' At home ');
  await tab.until('there is room for one more', it => document.querySelectorAll(it).length === 3, answers);
  await tab.presses('.poll-card .check');
  await card_looks_right(tab, 'poll-drawn-up');
  await tab.presses('.poll-card .primary');
  await tab.called('make_poll', 'Where do we eat?', ['On the train', 'At home'], true);
  await tab.sees_no('.poll-card');
  await tab.has_focus('composer');

  const options = (...mine) =>
    ['On the train', 'At home', 'Nowhere'].map((text, place) => ({
      text,
      count: mine.includes(place) ? 2 : 1,
      mine: mine.includes(place),
      people: mine.includes(place) ? 'Jun, Mina' : 'Jun',
    }));
  const one = it => line('Jun', 'Where?', { id: 'one', poll: { several: false, options: it } });
  const more = it => line('Jun', 'Where else?', { id: 'more', poll: { several: true, options: it } });
  await tab.show(one(options(0)), more(options(0)));
  await tab.reads('[data-line="more"]', 'Several answers allowed');
  const place = (poll, number) => `[data-line="${poll}"] .option:nth-child(${number + 1})`;
  const shown = await pressed(tab, place('one', 0));
  must(shown === 'On the train2, 2 votes: Jun, Mina true Jun, Mina', `text, votes, whose, and that one is mine: ${shown}`);
  await tab.presses(place('one', 1));
  await tab.called('vote', 'one', [1]);
  await tab.show(one(options(1)));
  await tab.presses(place('one', 1));
  await tab.called('vote', 'one', []);
  await tab.presses(place('more', 2));
  await tab.called('vote', 'more', [0, 2]);
  await tab.show(more(options(0, 2)));
  await tab.presses(place('more', 0));
  await tab.called('vote', 'more', [2]);
});

view('emoji are found in English and in Korean, and go to where one writes or under a message', async open => {
  const tab = await open();
  const said = line('Jun', 'It works');
  await tab.show(two, said);
  await tab.has_focus('composer');
  const fetched = () => tab.evaluate(() => performance.getEntriesByType('resource').filter(it => /emoji/.test(it.name)).length);
  must((await fetched()) === 0, 'nothing is fetched before');
  await tab.page.insert('look ');
  await tab.presses('#emoji');
  await tab.has_focus('emoji-search');
  await tab.page.insert('rocket');
  const found = wanted =>
    tab.until(`${wanted} is found first`, it => document.querySelector('.emoji-button:not([hidden])')?.textContent === it, wanted);
  await found('🚀');
  await tab.page.key('Enter');
  await tab.has_focus('composer');
  await tab.until('it is in the field', () => document.getElementById('composer').value === 'look 🚀');
  await tab.presses('#emoji');
  await tab.has_focus('emoji-search');
  await tab.page.insert('로켓');
  await found('🚀');
  await tab.fills('#emoji-search', 'nothing is called so');
  await tab.reads('.emoji-none', 'Nothing found');
  await tab.page.key('Escape');
  await tab.sees_no('#emoji-card');
  await tab.has_focus('composer');

  await tab.evaluate(it => document.querySelector(it).focus(), at(said));
  await tab.page.key('Enter');
  await tab.presses('.more-emoji');
  await tab.has_focus('emoji-search');
  await tab.page.key('ArrowDown');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight']) await tab.page.key(key);
  must((await tab.evaluate(() => document.activeElement.title)) === 'grinning face with big eyes', 'the arrows lead through the grid');
  await tab.page.key('Enter');
  await tab.called('react', id(said), '😃', true);
  must(await tab.evaluate(it => document.activeElement.dataset.line === it, id(said)), 'the focus is back on the message');
});

view(
  'parts of a message beside a call',
  async open => {
    const tab = await open();
    const all = ['👍', '❤️', '🎉', '🚀', '😂', '😮', '😢'].map(emoji => reaction(emoji, ['Jun', 'Mina'], emoji === '🎉'));
    const options = ['On the train', 'In the station'].map(text => ({ text, count: 1, mine: false, people: 'Jun' }));
    const long = line('Jun', 'When does the train leave? It is a long way to the station, and I have two bags and a box.');
    await tab.show(room(), i_call('Mina'), calling('Jun'), long);
    await tab.show(
      my_line('Mina', 'At ten', { edited: true, reactions: all, answers: { id: id(long), name: 'Jun', text: long[1].pieces[0].text } }),
    );
    await tab.show(line('Ada', 'Where do we eat?', { poll: { several: false, options } }));
    await tab.sees_pictures(2);
    await tab.page.page.hover(`${at(long)} .text`);
    await tab.sees('#message-bar');
    must(!(await tab.ask('overflow')).length, 'nothing sticks out of its message');
    const wide = await tab.evaluate(
      () =>
        [...document.querySelectorAll('.bubble *:not(.aside)')].filter(
          it => it.getBoundingClientRect().right > it.closest('.bubble').getBoundingClientRect().right + 1,
        ).length,
    );
    must(wide === 0, 'nor out of its bubble');
    await picture(tab, 'parts-beside-call');
  },
  { only: Chromium },
);

view(
  'on a phone: a long press brings what can be done with a message',
  async open => {
    const tab = await open({ phone: true, language: 'ko' });
    const mine = my_line('Mina', '내일 아홉 시에 역에서 만나요', {
      edited: true,
      versions: 2,
      reactions: [reaction('👍', ['Jun'])],
      answers: { id: 'not here', name: 'Jun', text: '내일 몇 시에 만날까요?' },
    });
    await tab.show(two, again(mine, { pinned: true }));
    const devtools = await tab.page.devtools();
    const box = await tab.evaluate(it => document.querySelector(it).getBoundingClientRect().toJSON(), `${at(mine)} .text`);
    const touchPoints = [{ x: box.x + 20, y: box.y + 10 }];
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await tab.sees('#message-menu');
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await two_frames(tab);
    await tab.reads('#message-menu', '모두에게서 삭제');
    const small = await tab.evaluate(() =>
      [...document.querySelectorAll('#conversation button')]
        .filter(it => it.checkVisibility({ checkVisibilityCSS: true }))
        .map(it => [it.className, it.getBoundingClientRect().width, it.getBoundingClientRect().height])
        .filter(([, width, height]) => width < 44 || height < 44),
    );
    must(!small.length, `every target is large: ${JSON.stringify(small)}`);
    must(!(await tab.ask('overflow')).length, 'nothing sticks out');
    for (const dark of [false, true]) {
      await tab.page.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await card_looks_right(tab, `phone-message-menu-${dark ? 'dark' : 'light'}`);
    }
    await tab.presses('#message-menu .item:nth-of-type(1)');
    await tab.sees('#about');
    await picture(tab, 'phone-answering');
    await tab.presses('#emoji');
    await tab.sees('.emoji-button');
    await picture(tab, 'phone-emoji');
  },
  { only: Chromium },
);
