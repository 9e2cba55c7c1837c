// The rules of the environment: a host who asks newcomers to knock, locks the room, removes somebody, and hands the role on.
import { story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** The door that the host's tools show; null where they are not there. */
const door_of = person => person.page.evaluate(() => document.querySelector('#door input:checked')?.value ?? null);

async function opens_people(person) {
  if (!(await person.ask('shown', '#people'))) await person.presses('#people-button');
}
async function closes_people(person) {
  if (await person.ask('shown', '#people')) await person.presses('#people-button');
}

/** Chooses who may come in. */
async function chooses(person, door) {
  await opens_people(person);
  await person.presses(`#door label:has([value="${door}"])`);
  await until(`the door is on ${door}`, async () => (await door_of(person)) === door);
  await closes_people(person);
}

/** Opens the host's choices for somebody, and takes the one that says this. */
async function decides(person, name, words) {
  await opens_people(person);
  await person.presses(`#people > li:has(.compare[aria-label*="${name}"]) .host-opener`);
  await until(`can ${words}`, () =>
    person.page.evaluate(it => {
      const at = [...document.querySelectorAll('.host-choices button')].find(one => one.textContent === it && one.checkVisibility());
      at?.click();
      return Boolean(at);
    }, words),
  );
}

/** Loads the page anew, and goes in again. */
async function loads_anew(person) {
  await person.loads_anew();
  await person.enters();
}

/** Comes with a link, and is not let in yet. */
async function waits_at_door(scene, browser, name, link, words, options = {}) {
  const person = await scene.opens(browser, name, { ...options, link });
  await person.types_name();
  await person.presses('#enter');
  await person.reads('#problem', words);
  must((await person.ask('stage')) !== 'inside', `${name} is not inside`);
  return person;
}

story_of_pairs('who knocks waits at the door until the host lets them in, or turns them away', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await opens_people(mina);
  await mina.reads('#door', 'Anyone with the link');
  await opens_people(jun);
  await jun.reads('#people', 'Host');
  must((await door_of(jun)) === null, 'only the host has the choice');
  await closes_people(jun);
  await chooses(mina, 'knock');
  await jun.sees_notice('Newcomers wait until the host lets them in');

  const ada = await waits_at_door(scene, other, 'Ada', mina.link, 'You are at the door');
  await mina.reads('#knocks', 'Ada would like to come in');
  await mina.sees_notice('Ada is at the door');
  must((await mina.ask('people')).length === 2, 'Ada is not in the list');
  await mina.presses('#knocks .primary');
  await ada.is_inside();
  for (const them of [mina, jun]) await them.sees_person('Ada');
  await ada.sees_people(3);
  await ada.says('thank you');
  await jun.sees({ author: 'Ada', text: 'thank you' });
  await mina.sees_no('#knocks');

  const bob = await waits_at_door(scene, one, 'Bob', mina.link, 'You are at the door', { tab_of: await scene.profile(one) });
  await mina.reads('#knocks', 'Bob');
  await mina.presses('#knocks .secondary');
  await bob.reads('#left-title', 'The host does not let you into this room');
  await mina.sees_no('#knocks');
});

story_of_pairs('a link for one person lets in one without a knock, and the next is told so at the door', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina');
  await mina.presses('#invite');
  await mina.presses('#invite-ticket summary');
  await mina.presses('#invite-ticket .actions button');
  const shown = () => mina.page.evaluate(() => document.getElementById('invite-link').value);
  await until('the link is made', async () => /\/t[\w-]{22}$/.test(await shown()), { instead: shown });
  const link = await shown();
  const ada = await scene.arrives(other, 'Ada', { link, tab_of: await scene.profile(other) });
  await mina.sees_person('Ada');
  must(!(await mina.page.evaluate(() => document.getElementById('conversation').textContent)).includes('at the door'), 'nobody knocked');
  // She is inside by her key from now on.
  await loads_anew(ada);
  await ada.sees_person('Mina');
  const bob = await waits_at_door(scene, one, 'Bob', link, 'was for one person, and has been used', { tab_of: await scene.profile(one) });
  await mina.page.key('Escape');
  await opens_people(mina);
  await mina.reads('#knocks', 'Bob would like to come in');
  await mina.presses('#knocks .primary');
  await bob.is_inside();
});

story_of_pairs(
  'a locked room lets nobody in but those who were there, also when they load the page anew',
  { needs: ['storage'] },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await chooses(mina, 'locked');
    await jun.sees_notice('The room is locked: nobody else comes in');
    const ada = await waits_at_door(scene, one, 'Ada', mina.link, 'The room is locked', { tab_of: await scene.profile(one) });
    await loads_anew(jun);
    await jun.sees_person('Mina');
    // The host is host again after a reload, and the door as it was.
    await loads_anew(mina);
    await mina.sees_person('Jun');
    await opens_people(mina);
    await until('the room is still locked', async () => (await door_of(mina)) === 'locked');
    await closes_people(mina);
    must((await ada.ask('stage')) !== 'inside', 'Ada is still outside');
    await chooses(mina, 'open');
    await ada.is_inside();
    await ada.sees_people(3);
  },
);

story_of_pairs('a removed member is disconnected at once and cannot rejoin under another identity', async (scene, one, other) => {
  // In the old room they are gone when nobody has received their mail there for a while.
  scene.address = (await scene.server()).address;
  const [mina, jun] = await scene.two(one, other);
  const old_link = mina.link;
  const ada = await scene.arrives(one, 'Ada', { link: old_link, tab_of: await scene.profile(one) });
  for (const them of [mina, jun]) await them.sees_person('Ada');
  await jun.joins_call('voice');
  await mina.joins_call('voice');
  await mina.hears('Jun');

  await decides(mina, 'Ada', 'Remove Ada');
  await closes_people(mina);
  await ada.reads('#left-title', 'The host removed you from this room');
  for (const them of [mina, jun]) {
    await them.sees_nobody_called('Ada');
    await them.sees_notice('Ada was removed by the host');
    await them.sees_notice('The room has a new link. The old one does not lead here any more.');
  }
  const link_of = person => person.page.evaluate(() => location.href);
  const new_link = await link_of(mina);
  must(new_link !== old_link, 'the room has a new link');
  await until('Jun has the new link too', async () => (await link_of(jun)) === new_link);
  // The call has gone on.
  await mina.hears('Jun');
  await jun.says('still here');
  await mina.sees({ author: 'Jun', text: 'still here' });

  // With another browser, and so another key, there is nobody behind the old link.
  const again = await scene.arrives(other, 'Ada again', { link: old_link, tab_of: await scene.profile(other) });
  await again.reads('#conversation', 'It’s just you here');
  // And with the new one one is with the others.
  const cem = await scene.arrives(other, 'Cem', { link: new_link, tab_of: await scene.profile(other) });
  await cem.sees_people(3);
  await mina.sees_people(3);
  must((await again.ask('people')).length === 1, 'who was removed is alone');
});

story_of_pairs('the role is handed on', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await decides(mina, 'Jun', 'Make Jun the host');
  await jun.sees_notice('Jun is the host now');
  await opens_people(jun);
  await until('Jun has the choice', async () => (await door_of(jun)) === 'open');
  await until('Mina has it no more', async () => (await door_of(mina)) === null);
  await closes_people(mina);
  await chooses(jun, 'locked');
  await mina.sees_notice('The room is locked: nobody else comes in');
});
