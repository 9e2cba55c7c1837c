// The page on a phone: one column, the conversation slides over the stage, what is touched is large.
import { Chromium } from '../browser/chromium.mjs';
import { picture } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, calling, devices, i_call, inside_are, line, my_line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

/** Nothing is wider than the phone, and every target is at least 44 pixels (WCAG 2.5.5). */
async function fits(tab, state) {
  const out = await tab.ask('overflow');
  must(!out.length, `${state} is not wider than the phone: ${out}`);
  const small = await tab.evaluate(() =>
    [...document.querySelectorAll('button, select, input:not([type="radio"], [type="checkbox"])')]
      .filter(it => it.checkVisibility({ checkVisibilityCSS: true }))
      .map(it => ({ id: it.id || it.className, width: it.getBoundingClientRect().width, height: it.getBoundingClientRect().height }))
      .filter(it => it.width < 44 || it.height < 44),
  );
  must(!small.length, `${state} has large targets: ${JSON.stringify(small)}`);
}

const phone = (name, tell) => view(`on a phone: ${name}`, tell, { only: Chromium });

phone('the card, the room, the call and the conversation over it', async open => {
  const tab = await open({ phone: true, first: [arrival(inside_are('Jun'))] });
  await fits(tab, 'the card');
  await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
  await tab.until('the room is shown', () => document.body.dataset.stage === 'inside');
  await fits(tab, 'the room');
  await tab.show(i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await fits(tab, 'the call');
  await tab.sees_no('#conversation');
  await tab.show(line('Jun', 'look at the chat'), ['unread', 1]);
  await tab.until('the button counts', () => document.getElementById('toggle-chat').dataset.unread === '1');
  await picture(tab, 'phone-call');
  await tab.presses('#toggle-chat');
  await tab.sees('#conversation');
  await tab.called('looking', true);
  await tab.show(['unread', 0], my_line('Mina', 'I see it'));
  await fits(tab, 'the conversation in a call');
  await picture(tab, 'phone-chat-in-call');
  await tab.presses('#close-chat');
  await tab.sees_no('#conversation');
  await tab.sees('#leave-call');
});

phone('on its side', async open => {
  const tab = await open({ phone: true });
  await tab.page.look({ width: 740, height: 360, dark: false });
  await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
  await fits(tab, 'the room on its side');
  await picture(tab, 'phone-side-room');
  await tab.show(i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.sees_pictures(3);
  await fits(tab, 'the call on its side');
  for (const id of ['toggle-microphone', 'leave-call']) {
    const box = await tab.evaluate(it => document.getElementById(it).getBoundingClientRect().toJSON(), id);
    must(box.top >= 0 && box.bottom <= 360 && box.right <= 740, `${id} is in view: ${JSON.stringify(box)}`);
  }
  for (const dark of [false, true]) {
    await tab.page.look({ width: 740, height: 360, dark });
    await picture(tab, `phone-side-call-${dark ? 'dark' : 'light'}`);
  }
});

phone('the cards', async open => {
  const tab = await open({ phone: true });
  await tab.show(room(), i_call('Mina', { host: true }), calling('Jun'), devices(['Headset'], ['Front camera', 'Back camera']));
  for (const [opener, card] of [
    ['#menu-button', 'menu'],
    ['#people-button', 'people-card'],
    ['#invite', 'invite-card'],
    ['#lock', 'lock-card'],
  ]) {
    await tab.presses(opener);
    await tab.sees(`#${card}`);
    await fits(tab, card);
    await picture(tab, `phone-${card}`);
    await tab.page.key('Escape');
    await tab.sees_no(`#${card}`);
  }
});
