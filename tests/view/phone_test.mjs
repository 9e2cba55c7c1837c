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

/** In view as a whole, large enough, and nothing lies over its middle. */
const can_be_hit = (tab, ids) =>
  tab.evaluate(
    all =>
      all.filter(id => {
        const at = document.getElementById(id);
        const { left, top, right, bottom, width, height } = at.getBoundingClientRect();
        const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= document.body.getBoundingClientRect().bottom;
        return !inside || width < 44 || height < 44 || !at.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
      }),
    ids,
  );

phone('in a call with the conversation open, low: on its side, and with the keyboard up', async open => {
  const tab = await open({ phone: true });
  await tab.page.look({ width: 740, height: 360, dark: false });
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'), line('Jun', 'hello'), my_line('Mina', 'I hear you'));
  await tab.sees_pictures(3);
  await tab.presses('#toggle-chat');
  await tab.sees('#conversation');
  await tab.fills('#composer', 'And now?');
  const names = ['toggle-microphone', 'toggle-camera', 'toggle-chat', 'leave-call', 'composer', 'send'];
  const look = async (width, height, keyboard = 0, dark = false) => {
    await tab.page.look({ width, height, dark });
    // As Safari's keyboard lies over the page (web/view/shell/keyboard.js).
    await tab.evaluate(seen => document.body.style.setProperty('--height', seen ? `${seen}px` : ''), keyboard && height - keyboard);
    const name = `${width}x${height}${keyboard ? ` with a keyboard of ${keyboard}` : ''}`;
    await picture(tab, `phone-low-${name.replaceAll(' ', '-')}${dark ? '-dark' : ''}`);
    const missed = await can_be_hit(tab, names);
    must(!missed.length, `everything can be hit in ${name}, not ${missed}`);
    await fits(tab, name);
  };
  for (const [width, height] of [
    [740, 360],
    [640, 360],
    [844, 390],
    [568, 320],
    [740, 170],
    [640, 150],
    [844, 170],
    [360, 400],
    [360, 300],
    [320, 256],
  ])
    await look(width, height);
  await look(740, 360, 0, true);
  await look(667, 375, 200);
  await look(844, 390, 210);
  await look(375, 560, 300);
});

phone('in a conversation without a call, low: on its side with the keyboard up', async open => {
  const tab = await open({ phone: true });
  await tab.show(room(), myself('Mina'), calling('Jun'), line('Jun', 'hello'), my_line('Mina', 'I read you'));
  await tab.fills('#composer', 'And now?');
  for (const [width, height] of [
    [740, 360],
    [740, 180],
    [640, 150],
    [320, 256],
  ]) {
    await tab.page.look({ width, height, dark: false });
    const missed = await can_be_hit(tab, ['composer', 'send', 'menu-button']);
    must(!missed.length, `one can write in ${width}x${height}, not hit: ${missed}`);
    await fits(tab, `${width}x${height}`);
    await picture(tab, `phone-low-room-${width}x${height}`);
  }
  await tab.evaluate(() => document.activeElement.blur());
  must(await tab.ask('shown', '#join-call'), 'whoever does not write can join the call');
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
