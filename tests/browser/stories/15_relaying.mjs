// Relaying: two whose browsers cannot reach each other talk through a third, with or without a server.
import { story_of_each } from '../declare.mjs';

const no_server = [
  /(ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|NS_ERROR_)/,
  'the server is away',
];
// An attempt is made every 30 s at the least.
const NEXT_ATTEMPTS_MS = 90_000;

/** Runs in the page: a firewall that lets only connections to those through who have one of `globalThis.open_for`, certificates. */
function walled() {
  const made = [];
  const Really = globalThis.RTCPeerConnection;
  globalThis.open_for = null;
  globalThis.own_certificate = () =>
    /a=fingerprint:\S+ (\S+)/.exec(made.find(it => it.connectionState === 'connected').localDescription.sdp)[1];
  globalThis.RTCPeerConnection = class RTCPeerConnection extends Really {
    #apart = false;
    constructor(...how) {
      super(...how);
      made.push(this);
    }
    setRemoteDescription({ type, sdp }) {
      this.#apart = globalThis.open_for !== null && !globalThis.open_for.some(it => sdp.includes(it));
      return super.setRemoteDescription({ type, sdp: this.#apart ? sdp.replace(/^a=candidate:.*\r\n/gm, '') : sdp });
    }
    addIceCandidate(candidate) {
      return this.#apart ? Promise.resolve() : super.addIceCandidate(candidate);
    }
  };
}

story_of_each('two who cannot reach each other talk through a third member, though the server is gone', async (scene, browser) => {
  scene.expects(...no_server);
  scene.expects(/ICE failed/, 'the wall lets nothing through');
  const server = await scene.server();
  scene.address = server.address;
  const [mina, jun] = await scene.two(browser, browser, { before: walled });
  const wall = async (person, certificates) => person.page.evaluate(it => void (globalThis.open_for = it), certificates);
  const of_mina = [await mina.page.evaluate(() => globalThis.own_certificate())];
  const ada = await scene.opens(browser, 'Ada', { link: mina.link, before: walled });
  for (const each of [jun, ada]) await wall(each, of_mina);
  await jun.says('before you came');
  await ada.enters();
  await ada.sees({ author: 'Jun', text: 'before you came' });
  await ada.reads('#row-people', 'Through Mina');
  await jun.reads('#row-people', 'Through Mina');
  await server.kill();
  await mina.reads('#connection', 'The server does not answer.');
  await ada.says('can you hear me?');
  await jun.sees({ author: 'Ada', text: 'can you hear me?' });
  await jun.says('by way of Mina');
  await ada.sees({ author: 'Jun', text: 'by way of Mina' });
  await ada.sees_delivered('can you hear me?');
  // The wall falls: Mina brings the two together.
  for (const each of [jun, ada]) await wall(each, null);
  await ada.sees_people(3, NEXT_ATTEMPTS_MS);
  await jun.sees_people(3, NEXT_ATTEMPTS_MS);
  await ada.says('face to face');
  for (const each of [mina, jun]) await each.sees_in_order(['before you came', 'can you hear me?', 'by way of Mina', 'face to face']);
});
