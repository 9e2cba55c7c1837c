// Names and words.
import { story_of_pairs } from '../declare.mjs';
import { must } from '../waiting.mjs';

story_of_pairs('two people chat, and what was typed too early arrives', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina');
  await mina.says('first, while I am alone');
  await mina.says('second, still alone');
  const jun = await scene.opens(other, 'Jun', { link: mina.link });
  await jun.reads('#inside', 'Mina is inside.');
  await jun.types_name();
  await jun.presses('#enter');
  // Not waiting for any connection.
  await jun.is_inside();
  await jun.says('third, before we are connected');
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await mina.says('fourth');
  await jun.sees('fourth');
  await jun.says('fifth');
  const all = ['first, while I am alone', 'second, still alone', 'third, before we are connected', 'fourth', 'fifth'];
  await mina.sees_in_order(all);
  await jun.sees_in_order(all);
  await jun.sees({ author: 'Mina', text: 'fourth' });
  await mina.sees({ author: 'Jun', text: 'fifth' });
  await mina.sees_delivered('fourth');
  await mina.sees_notice('Jun came in');
  must((await jun.ask('text', '#title')) === (await mina.ask('text', '#title')), 'both read the same name of the room');
});
