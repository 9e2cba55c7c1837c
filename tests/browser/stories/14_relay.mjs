// A relay between those who cannot or do not want to reach each other directly.
import { Firefox } from '../firefox.mjs';
import { story_of_each } from '../telling.mjs';
import { start_turn } from '../turn.mjs';
import { must } from '../waiting.mjs';

async function hides(person) {
  await person.presses('#menu-button');
  await person.presses('#relay-only');
  await person.page.key('Escape');
}

story_of_each('two who hide their address talk through a relay, and nobody learns where they are', async (scene, usual) => {
  const browser = usual.name === 'Firefox' ? await scene.browser(Firefox, 'relay') : usual;
  const server = await scene.server(await start_turn(scene));
  scene.address = server.address;
  const mina = await scene.opens(browser, 'Mina');
  await hides(mina);
  await mina.enters();
  const jun = await scene.opens(browser, 'Jun', { link: mina.link });
  await hides(jun);
  await jun.enters();
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await mina.joins_call();
  await jun.joins_call();
  await mina.sees_moving_video_of('Jun');
  await jun.says('where am I?');
  await mina.sees('where am I?');
  for (const person of [mina, jun]) {
    const [route] = await person.ask('routes');
    must(route.mine === 'relay' && route.theirs === 'relay', `${person.name} goes through the relay on both sides: ${JSON.stringify(route)}`);
    must(route.found.every(it => it === 'relay'), `${person.name} looked for no other way: ${route.found}`);
  }
});

story_of_each('who hides their address where there is no relay is told so, and connects to nobody', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const jun = await scene.opens(browser, 'Jun', { link: mina.link });
  await hides(jun);
  await jun.types_name();
  await jun.presses('#enter');
  await jun.reads('#arrival', 'This server has no relay');
  await mina.sees_nobody_called('Jun');
});
