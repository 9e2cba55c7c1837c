// The host's tools, and what others see of them.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, id_of, inside_are, line, myself, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

const hosting = (door = 'open') => [room({ door }), myself('Mina', { host: true }), person('Jun')];
const knocks = (it = {}) => person('Ada', { state: 'knocking', ...it });
const waits = trouble => [arrival(inside_are('Mina', 'Jun')), room({ stage: 'joining', trouble })];

view('the host chooses who may come in, and the others read it', async open => {
  const tab = await open();
  await tab.show(hosting());
  await tab.presses('#people-button');
  await tab.reads('#door', 'Anyone with the link');
  must(await tab.evaluate(() => document.querySelector('#door [value="open"]').checked), 'the door is open');
  for (const door of ['knock', 'locked', 'open']) {
    await tab.presses(`#door label:has([value="${door}"])`);
    await tab.called('set_door', door);
  }
  await tab.show(room({ door: 'locked' }));
  await tab.until('what the core says is shown', () => document.querySelector('#door [value="locked"]').checked);
  await tab.show(room({ door: 'locked' }), myself('Mina'), person('Jun', { host: true }));
  await tab.sees_no('#door fieldset');
  await tab.sees_no('.host-opener');
  await tab.reads('#door-note', 'The room is locked: nobody else comes in');
  await tab.reads('#people', 'Host');
});

view('a member at the door is let in or turned away, and is in no list', async open => {
  const tab = await open();
  await tab.show(hosting('knock'), knocks(), notice('knocks', 'Ada'));
  await tab.reads('#knocks', 'Ada would like to come in');
  must((await tab.ask('people')).length === 2, 'Ada is not in the list');
  await tab.presses('#knocks .primary');
  await tab.called('answer_knock', id_of('Ada'), true);
  await tab.show(person('Ada'));
  await tab.sees_no('#knocks .knock');
  await tab.show(person('Cem', { state: 'knocking' }));
  await tab.presses('#knocks .secondary');
  await tab.called('answer_knock', id_of('Cem'), false);
  await tab.show(['person_gone', id_of('Cem')]);
  await tab.sees_no('#knocks .knock');
});

view('the host hands the role on, and removes somebody', async open => {
  const tab = await open();
  await tab.show(hosting());
  await tab.presses('#people-button');
  await tab.presses('#people .host-opener');
  const press = words =>
    tab.until(
      `can press ${words}`,
      it => {
        const at = [...document.querySelectorAll('.host-choices button')].find(one => one.textContent === it && one.checkVisibility());
        at?.click();
        return Boolean(at);
      },
      words,
    );
  await press('Make Jun the host');
  await tab.called('hand_on', id_of('Jun'));
  await tab.reads('.host-choices', 'If you remove Jun, the room gets a new link');
  await press('Remove Jun');
  await tab.called('remove_person', id_of('Jun'));
});

for (const [trouble, words] of [
  ['knocking', 'You are at the door'],
  ['locked', 'The room is locked'],
]) {
  view(`a person who waits at the door reads so, and can stop waiting: ${trouble}`, async open => {
    const tab = await open({ first: waits(trouble) });
    await tab.reads('#problem', words);
    await tab.sees_no('#enter');
    await tab.presses('#problem button');
    await tab.called('leave_room');
  });
}

view(
  'waiting at the door looks right',
  async open => {
    const tab = await open({ first: waits('knocking') });
    await tab.reads('#problem', 'You are at the door');
    await pictures(tab, 'door-waiting', { axe: true });
  },
  { only: Chromium },
);

view(
  'a knock looks right',
  async open => {
    const tab = await open();
    await tab.show(hosting('knock'), line('Jun', 'hello'), knocks());
    await tab.reads('#knocks', 'Ada would like to come in');
    await pictures(tab, 'door-knock', { axe: true });
  },
  { only: Chromium },
);

view(
  'the choices of a host look right',
  async open => {
    const tab = await open();
    await tab.show(hosting('knock'), knocks());
    await tab.presses('#people-button');
    await tab.presses('#people .host-opener');
    await tab.reads('.host-choices', 'If you remove Jun');
    await picture(tab, 'host-choices');
    const found = await barriers(tab);
    must(!found.length, found.join('\n'));
  },
  { only: Chromium },
);

view(
  'the door looks right in Korean',
  async open => {
    const waiting = await open({ language: 'ko-KR', first: waits('knocking') });
    await waiting.reads('#problem', '문 앞에 있어요');
    await pictures(waiting, 'door-waiting-korean', { axe: true });
    const tab = await open({ language: 'ko-KR' });
    await tab.show(
      room({ door: 'knock' }),
      myself('Mina', { name: '민아', host: true }),
      person('Jun', { name: '준' }),
      knocks({ name: '에이다' }),
    );
    await tab.reads('#knocks', '에이다 님이 들어오고 싶어 해요');
    await pictures(tab, 'door-knock-korean', { axe: true });
    await tab.presses('#people-button');
    await tab.presses('#people .host-opener');
    await tab.reads('#people', '내보내면 방의 링크가 바뀌고');
    await picture(tab, 'host-choices-korean');
    const found = await barriers(tab);
    must(!found.length, found.join('\n'));
  },
  { only: Chromium },
);
