// What a message has besides its text: reactions, a pin, who has it; and how a message that changes leaves the reader alone.
import { must } from '../browser/waiting.mjs';
import { again, line, my_line, myself, notice, person, room } from './states.mjs';
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

view('the reader stays in place when messages change and so do selection and what was unfolded', async open => {
  const tab = await open();
  const said = Array.from({ length: 60 }, (_, number) => line('Jun', `line ${number}`));
  const long = line('Jun', 'one more line\n'.repeat(40), { id: 'long' });
  await tab.show(two, said.slice(0, 30), long, notice('joined', 'Ada'), said.slice(30));
  await tab.presses(`${at(long)} .more`);
  await tab.evaluate(it => document.querySelector(it).scrollIntoView({ block: 'start' }), at(said[40]));
  await two_frames(tab);
  const place = await top_of(tab, at(said[42]));
  const many = Array.from({ length: 8 }, (_, number) => reaction(`${number}️⃣`, ['Jun']));
  const quote = { answers: { id: id(said[0]), name: 'Jun', text: 'line 0' } };
  await tab.show(
    again(said[3], { reactions: many, before: id(said[4]) }),
    again(said[39], { ...quote, before: id(said[40]), pieces: [{ text: 'now\nof\nfour\nlines', href: '' }] }),
    again(said[45], { deleted: true, pieces: [], before: id(said[46]) }),
    again(long, { ...quote, before: id(said[30]) }),
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
});

view('an own message says who has it', async open => {
  const tab = await open();
  const mine = my_line('Mina', 'hello', { delivery: 'waiting', received: 0, of: 0 });
  await tab.show(two, mine);
  const mark = () =>
    tab.evaluate(() => [document.querySelector('.delivery').title, document.querySelector('.delivery').textContent].join('|'));
  const says = async (...states) => {
    const [words, ...given] = states;
    await tab.show(['delivery', id(mine), ...given]);
    must((await mark()) === `${words}|${words}`, `${given} is ${words}: ${await mark()}`);
  };
  must((await mark()) === 'Waiting to be delivered|Waiting to be delivered', await mark());
  await says('Sent, not received yet', 'sent', 0, 0);
  await says('Received by 3 of 4', 'sent', 3, 4);
  await says('Received by 4 of 4', 'delivered', 4, 4);
  await says('Delivered', 'delivered', 0, 0);
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
  await tab.show(again(first, { pinned: true, before: 'line Mina line 0' }));
  await tab.reads('#pinned', /^Pinned · Jun.*Harbour Street 4$/);
  await tab.presses('#pinned');
  await tab.until('it is in view', it => document.querySelector(it).getBoundingClientRect().top >= 0, at(first));
  const last = my_line('Mina', 'line 39');
  await tab.show(again(last, { pinned: true }));
  await tab.reads('#pinned', 'line 39');
  await tab.show(again(last, { pinned: false }));
  await tab.reads('#pinned', 'Harbour Street 4');
  await tab.show(['line_gone', id(first)]);
  await tab.sees_no('#pinned');
});
