// Everything by keyboard alone. (A real browser and the real core do it once in browser/stories/09_keyboard.mjs.)
import { must } from '../browser/waiting.mjs';
import { arrival, call, calling, i_call, inside_are, line, myself, no_call, person, room } from './states.mjs';
import { view } from './suite.mjs';

/** Tabs to that, and the focus can be seen on the way. Backwards, the way stays inside of the page. */
async function tab_to(tab, id, key = 'Shift+Tab') {
  for (let steps = 0; (await tab.evaluate(() => document.activeElement?.id)) !== id; steps += 1) {
    must(steps < 40, `${key} leads to #${id}`);
    await tab.page.key(key);
    const unseen = await tab.ask('unseen_focus');
    must(!unseen, `the focus can be seen on ${unseen}`);
  }
}

view('by keyboard: the card, writing, the call and leaving', async open => {
  const tab = await open({ first: [arrival(inside_are('Jun'))] });
  const { page } = tab;
  await page.front();
  await tab.has_focus('name');
  await page.insert('Mina');
  await page.key('Enter');
  await tab.called('enter', 'Mina', '');
  await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
  await tab.has_focus('composer');
  await page.insert('by keyboard');
  await page.key('Enter');
  await tab.called('say', 'by keyboard', '', '');

  await tab_to(tab, 'join-call');
  await page.key('Enter');
  await tab.called('join_call', true, true);
  await tab.show(i_call('Mina'), calling('Jun'));
  await tab.has_focus('toggle-microphone');
  for (const [keys, source] of [
    ['Alt+m', 'microphone'],
    ['Alt+c', 'camera'],
    ['Alt+p', 'screen'],
  ]) {
    await page.key(keys);
    await tab.called('toggle', source);
  }
  await page.key('Alt+k');
  await tab.sees_no('#conversation');
  await page.key('Alt+k');
  await tab.has_focus('composer');

  await tab_to(tab, 'menu-button');
  await page.key('Enter');
  await tab.sees('#menu');
  await page.key('Escape');
  await tab.sees_no('#menu');
  await tab.has_focus('menu-button');
  await page.key('Alt+l');
  await tab.called('leave_call');
  await tab.show(person('Mina', { me: true }), no_call());
  await tab.sees_no('#call-bar');
  await tab_to(tab, 'menu-button');
  await page.key('Enter');
  await tab_to(tab, 'leave-room', 'Tab');
  await page.key('Enter');
  await tab.called('leave_room');
  await tab.show(room({ stage: 'left' }));
  await tab.has_focus('left-title');
});

view('by keyboard: no key of the call does anything outside of it, nor twice while a device is asked for', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.has_focus('composer');
  for (const key of ['Alt+m', 'Alt+c', 'Alt+p', 'Alt+l']) await tab.page.key(key);
  await tab.show(i_call('Mina'), call({ camera: 'asking' }));
  await tab.sees('#call-bar');
  await tab.page.key('Alt+c');
  await tab.page.key('Alt+m');
  await tab.called('toggle', 'microphone');
  must(String(await tab.calls('toggle')) === 'toggle,microphone', `nothing else was called: ${await tab.calls('toggle')}`);
  must(!(await tab.calls('leave_call')).length, 'the call goes on');
});

view('by keyboard: the divider between call and conversation', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees('#divider');
  await tab.evaluate(() => document.getElementById('divider').focus());
  const width = () => tab.evaluate(() => document.getElementById('conversation').getBoundingClientRect().width);
  const before = await width();
  await tab.page.key('ArrowLeft');
  await tab.until('the conversation is wider', it => document.getElementById('conversation').getBoundingClientRect().width > it, before);
});
