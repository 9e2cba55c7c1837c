// The people who are writing just now, as the others see it.
import { story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const line = person => person.ask('text', '#typing');

story_of_pairs('one sees that another is writing, unless one of them does not want it', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina');
  const jun = await scene.opens(other, 'Jun', { link: mina.link });
  await jun.enters();
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  const place = () => mina.page.evaluate(() => document.getElementById('compose-box').getBoundingClientRect().top);
  const before = await place();

  await jun.turns_to_the_page();
  await jun.presses('#composer');
  await jun.page.insert('h');
  await mina.reads('#typing', 'Jun is typing…');
  must((await place()) === before, 'nothing has moved');
  await jun.page.insert('ello');
  await jun.page.key('Enter');
  await mina.sees('hello');
  await until('the sign went with the message', async () => !(await line(mina)), { instead: () => line(mina) });

  // Nothing is said any more, and the sign goes by itself.
  await until(
    'it is said again once one goes on',
    async () => {
      await jun.page.insert('x');
      return (await line(mina)) === 'Jun is typing…';
    },
    { instead: () => line(mina) },
  );
  await until('it goes by itself', async () => !(await line(mina)), { instead: () => line(mina) });
  await jun.page.key('Enter');

  await mina.turns_to_the_page();
  await mina.opens_settings('privacy');
  await mina.presses('#share-typing');
  await mina.page.key('Escape');
  await jun.turns_to_the_page();
  await jun.presses('#composer');
  await jun.page.insert('unseen');
  await jun.page.key('Enter');
  await mina.sees('unseen');
  must(!(await line(mina)), 'of others one does not see it either');
});
