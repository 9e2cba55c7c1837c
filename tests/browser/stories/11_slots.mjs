// Every JavaScript function that C++ made is given back when its owner is gone.
import { story_of_each } from '../declare.mjs';
import { until } from '../waiting.mjs';

const back_to = (person, baseline) =>
  until(`the page of ${person.name} holds ${baseline} functions again`, async () => (await person.ask('slots')) === baseline, {
    instead: () => person.ask('slots'),
  });

/** The number that stays the same for a while: nothing is under way. */
async function at_rest(person) {
  let last = -1;
  let same = 0;
  await until(`the page of ${person.name} is at rest`, async () => {
    const now = await person.ask('slots');
    same = now === last ? same + 1 : 0;
    last = now;
    return same === 20;
  });
  return last;
}

story_of_each('functions are given back when people have left', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const alone = await at_rest(mina);
  for (const name of ['Jun', 'Ada']) {
    const guest = await scene.arrives(browser, name, { link: mina.link });
    await mina.sees_person(name);
    await guest.says(`I am ${name}`);
    await mina.sees(`I am ${name}`);
    await guest.joins_call();
    await mina.joins_call();
    await mina.sees_moving_video_of(name);
    await mina.leaves_call();
    if (name === 'Jun') await guest.leaves_room();
    else await guest.closes_tab();
    await mina.sees_nobody_called(name);
  }
  await back_to(mina, alone);
});

story_of_each('functions are given back when other tabs have closed', async (scene, browser) => {
  const tab_of = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of });
  const alone = await at_rest(mina);
  for (const name of ['Jun', 'Ada', 'Cem']) {
    const guest = await scene.arrives(browser, name, { tab_of, link: mina.link });
    await mina.sees_person(name);
    await guest.closes_tab();
    await mina.sees_nobody_called(name);
  }
  await back_to(mina, alone);
});
