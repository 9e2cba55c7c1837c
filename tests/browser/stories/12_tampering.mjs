// Those who would come between two people.
import { man_in_the_middle, tampering_server, tamperings } from '../tampering.mjs';
import { story, story_of_pairs, with_chromium } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const said_of_it = /Somebody between you is tampering/;

story_of_pairs(
  'a server that puts its own certificate between two people is refused, and both are told',
  {
    pairs: with_chromium,
  },
  async (scene, one, other) => {
    const proxy = await scene.proxy(scene.environment.server.port);
    scene.address = proxy.address;
    const mina = await scene.arrives(one, 'Mina');
    const between = await man_in_the_middle(mina.link);
    proxy.turns_bad(between.changes);
    const jun = await scene.arrives(other, 'Jun', { link: mina.link });
    for (const each of [mina, jun]) await each.sees_notice(said_of_it);
    must(between.swapped > 0, 'the server did swap certificates');
    await mina.says('nobody but Jun may read this');
    must(
      (await jun.ask('people')).every(it => it.me || it.state !== 'connected'),
      'nobody is connected through it',
    );
    // Once it has given up, they find each other, and nothing was lost.
    proxy.turns_good();
    await jun.sees('nobody but Jun may read this');
  },
);

// A server that tampers, and does not have the link.
for (const how of tamperings) {
  const silent = how === 'the first letter again' || how === 'an older letter after a newer one';
  // The others are told in tests/client/members/session_forgery_test.cpp too.
  const quick = how === 'a letter with a changed byte';
  story(`a server that hands on ${how} is not believed`, ['Chromium', 'Firefox'], { quick }, async (scene, one, other) => {
    const proxy = await scene.proxy(scene.environment.server.port);
    scene.address = proxy.address;
    scene.expects(/WebRTC: ICE failed/, 'what does not arrive whole connects nobody');
    const between = tampering_server();
    proxy.turns_bad(between.changes);
    await scene.two(one, other); // in a room of their own
    const mina = await scene.arrives(one, 'Mina');
    const ada = await scene.arrives(other, 'Ada', { link: mina.link });
    await ada.sees_person('Mina');
    between.tampers(how);
    const jun = await scene.arrives(other, 'Jun', { link: mina.link });
    await until('the server has tampered', () => between.tampered > 1);
    // A letter that comes late or twice is nothing that a server without bad intent could not cause: it is dropped without a word.
    if (!silent) {
      await mina.sees_notice(said_of_it);
      must(
        (await mina.ask('people')).every(it => it.name !== 'Jun' || it.state !== 'connected'),
        'nobody is connected through it',
      );
    }
    await mina.says('one');
    await jun.says('two');
    between.tampers('');
    await jun.sees('one');
    await mina.sees('two');
    await ada.sees('two');
    must((await mina.ask('conversation')).filter(it => it.text === 'two').length === 1, 'nothing comes twice');
  });
}
