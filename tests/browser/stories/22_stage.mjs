// The stage with a real core: what is pinned is larger, and pictures that nobody sees are not sent.
import { story_of_each, story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page: keeps its connections, so that what comes can be counted. */
function count_frames() {
  const Really = globalThis.RTCPeerConnection;
  const all = [];
  globalThis.RTCPeerConnection = class extends Really {
    constructor(...given) {
      super(...given);
      all.push(this);
    }
  };
  globalThis.pictures_received = async () => {
    const sum = { frames: 0, bytes: 0 };
    for (const connection of all) {
      if (connection.connectionState !== 'connected') continue;
      for (const it of (await connection.getStats()).values()) {
        if (it.type !== 'inbound-rtp' || it.kind !== 'video') continue;
        sum.frames += it.framesReceived ?? 0;
        sum.bytes += it.bytesReceived ?? 0;
      }
    }
    return sum;
  };
}

const LOOK_MS = 2000;

/** The frames and bytes of pictures that come within two seconds. */
const come_to = person =>
  person.page.evaluate(async ms => {
    const before = await globalThis.pictures_received();
    await new Promise(after => setTimeout(after, ms));
    const after = await globalThis.pictures_received();
    return { frames: after.frames - before.frames, bytes: after.bytes - before.bytes };
  }, LOOK_MS);

const nothing_comes_to = person =>
  until(`no picture comes to ${person.name}`, async () => {
    const { frames, bytes } = await come_to(person);
    return frames === 0 && bytes === 0;
  });

const choose = (person, selector) => person.page.evaluate(it => document.querySelector(it).click(), selector);

story_of_pairs('pictures that nobody sees are not sent, and the voice goes on', { needs: ['media'] }, async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina', { before: count_frames });
  const jun = await scene.arrives(other, 'Jun', { link: mina.link });
  await mina.joins_call();
  await jun.joins_call();
  await mina.sees_moving_video_of('Jun');
  must((await come_to(mina)).frames > 0, 'pictures come while they are seen');

  await choose(mina, '#call-quality [value="audio"]');
  await nothing_comes_to(mina);
  await mina.sees_no_picture_of('Jun');
  await mina.hears('Jun');
  await mina.has('camera', 'off');
  await choose(mina, '#call-quality [value="full"]');
  await mina.sees_moving_video_of('Jun');

  await mina.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await nothing_comes_to(mina);
  await mina.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await mina.sees_moving_video_of('Jun');
});

story_of_each('a pinned face is larger, and those in the strip come small', { needs: ['media'] }, async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link, whole_camera: true });
  const ada = await scene.arrives(browser, 'Ada', { link: mina.link });
  for (const each of [mina, jun, ada]) await each.joins_call();
  await mina.sees_moving_video_of('Jun');
  await mina.sees_moving_video_of('Ada');
  const area = async name => {
    const { width, height } = await mina.ask('tile_box', name, 'camera');
    return width * height;
  };
  must(Math.abs((await area('Ada')) - (await area('Jun'))) < 10, 'in the grid all faces are as large');
  await mina.page.evaluate(() => {
    const tile = [...document.querySelectorAll('#tiles .tile')].find(it => it.textContent.includes('Ada'));
    tile.querySelector('video').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  });
  await until('the pinned face is larger', async () => (await area('Ada')) > 3 * (await area('Jun')));
  await until('the face in the strip comes small', async () => (await mina.sees_moving_video_of('Jun')).width <= 330);
});
