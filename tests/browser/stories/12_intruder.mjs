// Those who would come between two people.
import { intruder } from '../intruder.mjs';
import { story } from '../telling.mjs';
import { must, until } from '../waiting.mjs';

const said_of_it = /Somebody between you is tampering/;

for (const browsers of [['Chromium', 'Chromium'], ['Chromium', 'Firefox']]) {
  story('a server that puts its own certificate between two people is refused, and both are told', browsers, async (scene, one, other) => {
    const proxy = await scene.proxy(scene.house.server.port);
    scene.address = proxy.address;
    const mina = await scene.arrives(one, 'Mina');
    const between = await intruder(mina.link);
    proxy.turns_bad(between.changes);
    const jun = await scene.arrives(other, 'Jun', { link: mina.link });
    for (const each of [mina, jun]) {
      const notices = async () => (await each.ask('conversation')).map(it => it.notice).filter(Boolean);
      await until(`${each.name} is told`, async () => (await notices()).some(it => said_of_it.test(it)), { within: 20_000, instead: notices });
    }
    must(between.swapped > 0, 'the server did swap certificates');
    await mina.says('nobody but Jun may read this');
    must((await jun.ask('people')).every(it => it.me || it.state !== 'connected'), 'nobody is connected through it');
    // Once it has given up, they find each other, and nothing was lost.
    proxy.turns_good();
    await jun.sees('nobody but Jun may read this', 30_000);
  });
}
