// Notices: each kind has a sentence of its own in every language, and each is said to those who listen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../browser/chromium.mjs';
import { project } from '../browser/server.mjs';
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { myself, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

// The kinds that the module made from C++ has a word for.
const [, switched] = /const char\* word\((?:client::)?(?:\w+::)?NoticeKind kind\) \{([\s\S]*?)\n\}/.exec(
  readFileSync(join(project, 'src/browser/conversation/to_js.cpp'), 'utf8'),
);
const kinds = [...switched.matchAll(/return "(\w+)"/g)].map(([, kind]) => kind);

// These are of the room, not of a person.
const of_the_room = /^(door_|(moved|late|not_kept|storage_full|call_nearly_full)$)/;

for (const [language, name] of [
  ['en-GB', 'Jun'],
  ['ko-KR', '준'],
]) {
  view(`every notice has its sentence (${language})`, async open => {
    must(kinds.length > 15 && kinds.includes('joined'), `the kinds are known: ${kinds}`);
    const tab = await open({ language });
    await tab.show(
      room(),
      myself('Mina'),
      person('Jun', { name }),
      kinds.map(kind => notice(kind, 'Jun', { name })),
    );
    const shown = await tab.until(
      'all are said',
      count => {
        const all = [...document.querySelectorAll('#lines .notice')].map(it => [
          it.dataset.notice,
          it.querySelector('span')?.textContent ?? '',
          it.querySelector('time')?.textContent,
        ]);
        return all.length === count && all.every(([, said]) => said) && all;
      },
      kinds.length,
    );
    must(String(shown.map(([kind]) => kind)) === String(kinds), `in the order in which they came: ${shown}`);
    for (const [kind, said, time] of shown) {
      must(of_the_room.test(kind) !== said.includes(name), `${kind} says whom it is about: ${said}`);
      must(!/undefined|null|\[object|NaN|\$\{/.test(said), `${kind} is a sentence: ${said}`);
      must(language !== 'ko-KR' || /\p{Script=Hangul}/u.test(said.replaceAll(name, '')), `${kind} is said in Korean: ${said}`);
      must(time, `${kind} has its time`);
    }
    must(new Set(shown.map(([, said]) => said)).size === kinds.length, `no two say the same: ${shown.map(([, said]) => said).join('\n')}`);
    const aloud = await tab.evaluate(() => [...document.querySelectorAll('#live-notices p')].map(it => it.textContent));
    for (const [, said] of shown) must(aloud.includes(said), `it is said aloud: ${said}`);
  });

  view(
    `every notice looks right (${language})`,
    async open => {
      const tab = await open({ language });
      await tab.show(
        room(),
        myself('Mina'),
        person('Jun', { name }),
        kinds.map(kind => notice(kind, 'Jun', { name })),
      );
      await tab.until('all are said', count => document.querySelectorAll('#lines .notice span').length === count, kinds.length);
      await pictures(tab, `notices-${language.slice(0, 2)}`, { axe: true });
    },
    { only: Chromium },
  );
}

view('notices change with the language', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'), notice('left', 'Jun'));
  await tab.reads('#lines .notice', 'Jun left');
  await tab.chooses_language('ko');
  await tab.reads('#lines .notice', 'Jun 님이');
});

view('several who come one after the other, and join the call, are told of in two lines, and each is announced', async open => {
  const tab = await open();
  const comes = (name, together) => [notice('joined', name, { together }), notice('call_joined', name, { together })];
  await tab.show(room(), myself('Mina'), comes('Ada', false), comes('Jun', true), comes('Ada', true), comes('Cem', true));
  await tab.until('two lines', () => document.querySelectorAll('#lines .notice').length === 2);
  const said = await tab.evaluate(() => [...document.querySelectorAll('#lines .notice span')].map(it => it.textContent));
  must(said.join('|') === 'Ada, Jun and Cem came in|Ada, Jun and Cem joined the call', said.join('|'));
  await tab.reads('#live-notices', 'Cem joined the call');
  await tab.show(notice('left', 'Ada'), notice('left', 'Jun', { together: true }), notice('screen_started', 'Cem'));
  await tab.reads('#lines', /Ada and Jun left.*Cem started sharing the screen/);
});
