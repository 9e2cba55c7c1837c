// Messages that one other person gets, and nobody else in the room.
import { story_of_pairs } from '../declare.mjs';
import { must } from '../waiting.mjs';

const marks = person => person.page.evaluate(() => [...document.querySelectorAll('#lines .only-with')].map(it => it.textContent));

/** By the list of people: what is written next goes to that one alone. */
async function turns_to(person, name) {
  await person.presses('#people-button');
  await person.page.evaluate(wanted => {
    const entry = [...document.querySelectorAll('#people .entry')].find(it => it.querySelector('.entry-name').textContent === wanted);
    entry.querySelector('.write-to').click();
  }, name);
  await person.reads('#about', new RegExp(`Only you and ${name}`));
}

story_of_pairs('two write to each other alone in a room of three, and the third never hears of it', async (scene, one, other) => {
  const profile = await scene.profile(one);
  const mina = await scene.arrives(one, 'Mina', { tab_of: profile });
  const jun = await scene.arrives(other, 'Jun', { link: mina.link });
  const cem = await scene.arrives(one, 'Cem', { link: mina.link });
  for (const each of [mina, jun, cem]) await each.sees_people(3);

  await mina.writes('a draft for everybody');
  await turns_to(mina, 'Jun');
  await mina.says('between us');
  await mina.sees_delivered('between us');
  await jun.sees({ author: 'Mina', text: 'between us' });
  await jun.reads('#lines .only-with', /Only you and Mina/);
  await jun.page.evaluate(() => [...document.querySelectorAll('#lines .line')].at(-1).focus());
  await jun.page.key('Enter');
  await jun.presses('#message-menu .item');
  await jun.writes('my lips are sealed');
  await jun.page.key('Enter');
  await mina.sees({ author: 'Jun', text: 'my lips are sealed' });

  await mina.page.key('Escape');
  must((await mina.page.evaluate(() => document.getElementById('composer').value)) === 'a draft for everybody', 'the draft waited');
  await mina.page.key('Enter');
  for (const each of [jun, cem]) await each.sees('a draft for everybody');
  await cem.sees_in_order(['a draft for everybody']);
  must((await marks(jun)).length === 2, 'what is for everybody bears no mark');

  await mina.loads_anew();
  await mina.enters();
  await mina.sees_in_order(['between us', 'my lips are sealed', 'a draft for everybody']);
  must(
    (await marks(mina)).every(it => it === 'Only you and Jun'),
    'they are as they were',
  );
  await cem.says('still here');
  await cem.sees_in_order(['a draft for everybody', 'still here']);
});
