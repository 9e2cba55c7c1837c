// For those who hear the page, walk through it with one key, or are made ill by what moves.
import { Chromium } from '../browser/chromium.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, i_call, id_of, line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const two = [room(), myself('Mina'), person('Jun')];
const told = (tab, region) => tab.evaluate(it => [...document.getElementById(it).children].map(at => at.textContent), region);

view('a burst of messages is not read out one by one, but counted', async open => {
  const tab = await open();
  await tab.show(
    two,
    Array.from({ length: 40 }, (_, at) => line('Jun', `line ${at + 1}`, { time: Date.now() })),
  );
  const first = await told(tab, 'live-messages');
  must(String(first) === 'Jun: line 1,Jun: line 2,Jun: line 3,Jun: line 4', `the first are read out: ${first}`);
  await tab.reads('#live-messages', '36 new messages');
  await tab.until('and nothing stays to be met twice', () => !document.getElementById('live-messages').childElementCount);
});

view('what happens again at once is told once', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.show(Array.from({ length: 20 }, () => ['gesture', id_of('Jun'), 'heart']));
  const hearts = (await told(tab, 'live-notices')).filter(it => it === 'Jun: Heart');
  must(hearts.length === 1, `twenty hearts are one: ${hearts.length}`);
});

/** The ids on the way from here to the end of the page. */
async function way(tab) {
  const ids = [];
  for (;;) {
    await tab.page.key('Tab');
    const at = await tab.evaluate(() => document.activeElement.id || document.activeElement.className);
    if (!at || ids.includes(at) || ids.length > 40) return ids;
    const unseen = await tab.ask('unseen_focus');
    must(!unseen, `the focus can be seen on ${unseen}`);
    ids.push(at);
  }
}

view(
  'by keyboard: the order is that of the page, from the header over what is read to where one writes',
  async open => {
    const tab = await open();
    await tab.show(two, line('Jun', 'hello'));
    await tab.evaluate(() => document.getElementById('title').focus());
    const room_way = String(await way(tab));
    const wanted = 'lock,people-button,invite,menu-button,join-call,join-more,line,attach,composer,emoji,record-voice';
    must(room_way === wanted, `in the room: ${room_way}`);
    await tab.show(i_call('Mina'), calling('Jun'));
    await tab.sees('#call-bar');
    await tab.sees('.tile-bar');
    await tab.evaluate(() => document.getElementById('title').focus());
    const call_way = await way(tab);
    const [tile, bar, chat] = ['tool', 'toggle-microphone', 'line'].map(it => call_way.indexOf(it));
    must(tile > 0 && tile < bar && bar < chat, `in the call: the tiles, their bar, and then the conversation: ${call_way}`);
  },
  { only: Chromium },
);

view('by keyboard: each card takes the focus along, and gives it back to its button', async open => {
  const tab = await open();
  await tab.show(two, line('Jun', 'hello'));
  for (const opener of ['people-button', 'invite', 'menu-button', 'join-more', 'attach']) {
    await tab.evaluate(id => document.getElementById(id).focus(), opener);
    await tab.page.key('Enter');
    await tab.until(
      'its card is open',
      id => document.querySelector(`#${document.getElementById(id).getAttribute('popovertarget')}:popover-open`),
      opener,
    );
    await tab.page.key('Tab');
    await tab.page.key('Escape');
    await tab.until('it is closed', () => !document.querySelector(':popover-open'));
    await tab.has_focus(opener);
  }
});

view(
  'for those who want no motion nothing moves',
  async open => {
    const tab = await open();
    await tab.page.page.emulateMedia({ reducedMotion: 'reduce' });
    await tab.show(room(), i_call('Mina'), calling('Jun'), line('Jun', 'hello'));
    await tab.sees_pictures(2);
    await tab.show(
      ['gesture', id_of('Jun'), 'heart'],
      ['ring', id_of('Jun'), false],
      person('Jun', { in_call: true, state: 'reconnecting' }),
    );
    await tab.sees('.floating');
    const moving = await tab.evaluate(() => document.getAnimations().map(it => it.effect?.target?.outerHTML.slice(0, 80)));
    await tab.page.page.emulateMedia({ reducedMotion: 'no-preference' });
    must(!moving.length, `this moves: ${moving}`);
  },
  { only: Chromium },
);
