// Many tabs of one browser: HTTP/1.1 gives it six connections to one server, so one tab fetches the mail of all.
import { story, story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const everybody = (people, what) => Promise.all(people.map(what));
const one_stream = proxy => until('one request for mail waits', () => proxy.receiving() === 1, { instead: proxy.receiving });

story(
  'eight tabs of one profile chat and call, and any of them can be closed',
  ['Chromium'],
  { needs: ['media'], quick: false },
  async (scene, browser) => {
    scene.expects(/the server responded with a status of 409/, 'a full room answers 409, and Chromium itself writes that down');
    const proxy = await scene.proxy(scene.environment.server.port);
    scene.address = proxy.address;
    const tab_of = await scene.profile(browser);
    const names = ['Ada', 'Bea', 'Cem', 'Dia', 'Eli', 'Fay', 'Gus', 'Hua'];
    const people = [];
    for (const name of names) people.push(await scene.arrives(browser, name, { tab_of, link: people[0]?.link }));
    await everybody(people, it => it.sees_people(8));
    await one_stream(proxy);
    for (const person of people) await person.says(`hello from ${person.name}`);
    await everybody(people, async it => {
      for (const name of names) await it.sees(`hello from ${name}`);
    });

    // The ninth is told before entering, and when trying anyway.
    const ninth = await scene.opens(browser, 'Ivo', { tab_of, link: people[0].link });
    await ninth.reads('#inside', 'The room is full: all 8 seats are taken.');
    await ninth.types_name();
    await ninth.presses('#enter');
    await ninth.reads('#problem', 'The room is full. Try again when somebody has left.');
    await ninth.closes_tab();

    // Each open microphone is heard by seven: with two of them, slow computers have time for the rest.
    for (const [at, person] of people.entries()) {
      await person.joins_call(at < 2 ? 'both' : at < 3 ? 'voice' : 'listen');
      if (at === 1) await person.toggles('microphone');
    }
    for (const it of [people[0], people[7]]) {
      for (const seen of people.slice(0, 2)) if (seen !== it) await it.sees_moving_video_of(seen.name);
    }
    for (const it of people) await it.leaves_call();

    // The first opened fetches the mail of all; then one from the middle goes, and another leader.
    for (const gone of [0, 4, 1]) {
      await people[gone].closes_tab();
      const left = people.filter(it => !it.away);
      await everybody(left, it => it.sees_nobody_called(people[gone].name));
      await one_stream(proxy);
    }
    const left = people.filter(it => !it.away);
    await everybody(left, it => it.sees_people(5));
    const newcomer = await scene.arrives(browser, 'Newcomer', { link: people[0].link });
    await newcomer.sees_people(6);
    await newcomer.says('I came later');
    await everybody(left, it => it.sees('I came later'));
    await left[0].says('welcome');
    await newcomer.sees('welcome');
  },
);

story('several tabs of one Firefox chat, and the first can be closed', ['Firefox'], { needs: ['storage'] }, async (scene, browser) => {
  const proxy = await scene.proxy(scene.environment.server.port);
  scene.address = proxy.address;
  const tab_of = await scene.profile(browser);
  const people = [];
  for (const name of ['Ada', 'Bea', 'Cem', 'Dia']) {
    people.push(await scene.arrives(browser, name, { tab_of, link: people[0]?.link }));
  }
  await everybody(people, it => it.sees_people(4));
  await one_stream(proxy);
  await people[0].closes_tab();
  const left = people.slice(1);
  await everybody(left, it => it.sees_people(3));
  await one_stream(proxy);
  const newcomer = await scene.arrives(browser, 'Newcomer', { link: people[0].link });
  await everybody(left, it => it.sees_person('Newcomer'));
  await newcomer.says('I came later');
  await everybody(left, it => it.sees('I came later'));
});

story_of_each('two rooms in one browser do not mix', async (scene, browser) => {
  const proxy = await scene.proxy(scene.environment.server.port);
  scene.address = proxy.address;
  const tab_of = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of });
  const ada = await scene.arrives(browser, 'Ada', { tab_of });
  const jun = await scene.arrives(browser, 'Jun', { tab_of, link: mina.link });
  const bea = await scene.arrives(browser, 'Bea', { tab_of, link: ada.link });
  must(mina.link !== ada.link, 'two bare addresses make two rooms');
  await everybody([mina, jun, ada, bea], it => it.sees_people(2));
  await one_stream(proxy);
  await jun.says('for Mina only');
  await bea.says('for Ada only');
  await mina.sees_in_order(['for Mina only']);
  await ada.sees_in_order(['for Ada only']);
  await jun.sees_in_order(['for Mina only']);
});
