// The page's words about a connection that works, but badly; and a screen that stays on while one talks.
import { story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page: as many connections as `globalThis.bad` says seem to lose a fifth of what is sent, in the order in which they were made. */
function lossy() {
  globalThis.bad = 0;
  const all = [];
  const really = RTCPeerConnection.prototype.getStats;
  RTCPeerConnection.prototype.getStats = async function (...given) {
    const report = await really.apply(this, given);
    if (!all.includes(this)) all.push(this);
    if (all.indexOf(this) >= globalThis.bad) return report;
    return new Map([...report].map(([id, it]) => [id, it.type === 'inbound-rtp' ? { ...it, packetsLost: it.packetsReceived / 4 } : it]));
  };
  // A browser that is driven by a test may refuse the real one.
  globalThis.locks = [];
  const request = async kind => {
    const lock = { kind, released: false, release: async () => void (lock.released = true) };
    globalThis.locks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, 'wakeLock', { value: { request } });
}

const mine = '#tiles [data-me="true"] .weak';
const of_others = person => person.page.evaluate(() => document.querySelectorAll('#tiles [data-me="false"] .weak').length);
const sees_weak = (person, count) =>
  until(`${person.name} sees ${count} weak`, async () => (await of_others(person)) === count, {
    instead: () => of_others(person),
  });

story_of_each('a weak way to one is said at that person, a weak way to all at oneself', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina', { before: lossy });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  const ada = await scene.arrives(browser, 'Ada', { link: mina.link });
  for (const each of [mina, jun, ada]) await each.joins_call();
  await mina.sees_moving_video_of('Jun');
  await mina.sees_moving_video_of('Ada');
  await sees_weak(mina, 0);
  await mina.page.evaluate(() => (globalThis.bad = 1));
  await sees_weak(mina, 1);
  must(!(await mina.ask('shown', mine)), 'one person’s trouble is not called Mina’s');
  await mina.page.evaluate(() => (globalThis.bad = 2));
  await mina.reads(mine, 'Your connection is weak');
  await sees_weak(mina, 0);
  await mina.page.evaluate(() => (globalThis.bad = 0));
  await mina.sees_no(mine);
  const locks = () => mina.page.evaluate(() => globalThis.locks.map(it => it.released));
  must((await locks()).includes(false), `the screen is kept on: ${await locks()}`);
  await mina.leaves_call();
  await until('the screen may go dark again', async () => (await locks()).every(Boolean), { instead: locks });
});
