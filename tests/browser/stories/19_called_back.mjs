// Somebody wants the user, who has turned away: what is decided in the core, and what the browser is asked for.
import { story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page: a driver tells every page that it is in front, and a headless browser shows no notifications. */
function be_away() {
  globalThis.told = [];
  globalThis.Notification = class extends EventTarget {
    static permission = 'granted';
    constructor(title, { body }) {
      super();
      globalThis.told.push(`${title}: ${body}`);
    }
    close() {
      globalThis.told.push('closed');
    }
  };
  let away = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (away ? 'hidden' : 'visible') });
  document.hasFocus = () => !away;
  globalThis.turn_away = is_away => {
    away = is_away;
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

story_of_pairs('a person who has turned away is called back by messages, by name, by a call, and by a knock', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina', { before: be_away });
  const jun = await scene.arrives(other, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  const told = () => mina.page.evaluate(() => globalThis.told);
  const is_told = what => until(`Mina is told "${what}"`, async () => (await told()).at(-1) === what, { instead: told });
  const turns_away = away => mina.page.evaluate(it => globalThis.turn_away(it), away);
  const wants = async level => {
    await mina.opens_settings('notifications');
    await mina.presses(`#alert-level label:has([value=${level}])`);
    await mina.page.key('Escape');
  };

  await jun.says('seen at once');
  await mina.sees('seen at once');
  await turns_away(true);
  await jun.says('one');
  await is_told('Jun: one');
  await jun.says('two');
  await is_told('Jun · 2 new messages: two');
  await turns_away(false);
  await is_told('closed');

  await wants('mentions');
  await turns_away(true);
  await jun.says('for everybody');
  await mina.sees('for everybody');
  await is_told('closed');
  await jun.says('@mina, for you');
  await is_told('Jun: @mina, for you');
  const marked = await mina.page.evaluate(() => [...document.querySelectorAll('.mention .text')].map(it => it.textContent));
  must(String(marked) === '@mina, for you', `that one message is marked: ${marked}`);
  await turns_away(false);
  await is_told('closed');

  await wants('everything');
  await turns_away(true);
  await jun.joins_call('listen');
  await until('Mina is told of the call', async () => (await told()).at(-1).endsWith(': Jun started a call'), { instead: told });
  await turns_away(false);
  await is_told('closed');

  await mina.page.evaluate(() => document.querySelector('#door [value="knock"]').click());
  await jun.sees_notice('Newcomers wait until the host lets them in');
  await turns_away(true);
  const ada = await scene.opens(other, 'Ada', { link: mina.link });
  await ada.types_name();
  await ada.presses('#enter');
  await until('Mina is told of the knock', async () => (await told()).at(-1).endsWith(': Ada is at the door'), { instead: told });
  await turns_away(false);
  await is_told('closed');
  must(!(await told()).some(it => it.includes('seen at once')), 'what was seen called nobody');
});
