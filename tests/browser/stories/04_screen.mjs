// Sharing the screen.
import { Chromium } from '../chromium.mjs';
import { Firefox } from '../firefox.mjs';
import { story, story_of_pairs, with_chromium } from '../declare.mjs';
import { start_display } from '../display.mjs';
import { must } from '../waiting.mjs';

async function sees_large(person, name) {
  await person.sees_moving_video_of(name, 'screen');
  const screen = await person.ask('tile_box', name, 'screen');
  const face = await person.ask('tile_box', name, 'camera');
  must(screen.width * screen.height > 4 * face.width * face.height, `${person.name} sees the screen of ${name} much larger than the face`);
}

async function sees_no_screen(person, name, { camera = true } = {}) {
  await person.sees_no('#tiles .tile[data-kind="screen"]');
  await person.sees_in_call(name);
  if (camera) await person.sees_moving_video_of(name);
}

story_of_pairs(
  'a shared screen is seen large, and stops by the button',
  {
    needs: ['media', 'screen'],
    pairs: with_chromium,
  },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.joins_call();
    await jun.joins_call();
    await mina.toggles('screen');
    await mina.has('screen', 'live');
    await mina.reads('#sharing', 'You are sharing your screen');
    await sees_large(jun, 'Mina');
    await jun.sees_notice('Mina started sharing the screen');
    await mina.presses('#stop-sharing');
    await sees_no_screen(jun, 'Mina');
    await mina.has('screen', 'off');
  },
);

// Closing the tab that is shown ends the sharing from outside of the page, as the button on the browser's own bar does: the
// page learns it from the track's `ended` event alone.
story(
  'a shared tab is closed, and sharing ends everywhere',
  ['Chromium', 'Firefox'],
  { needs: ['media', 'screen'] },
  async (scene, _, other) => {
    const one = await scene.browser(Chromium, 'tab_sharing');
    const tab_of = await scene.profile(one);
    const shown = await tab_of.page();
    await shown.page.setContent('<title>Something to show</title>');
    await shown.evaluate(() => {
      setInterval(() => (document.body.style.background = `hsl(${Math.floor(Math.random() * 360)} 90% 50%)`), 100);
    });
    const mina = await scene.arrives(one, 'Mina', { tab_of });
    const jun = await scene.arrives(other, 'Jun', { link: mina.link });
    await jun.joins_call();
    await mina.joins_call('listen');
    await mina.toggles('screen');
    await mina.has('screen', 'live');
    // Of a tab that is behind another, pictures come seldom.
    await shown.front();
    await sees_large(jun, 'Mina');
    await shown.close();
    await mina.has('screen', 'off');
    await mina.sees_no('#sharing');
    await sees_no_screen(jun, 'Mina', { camera: false });
  },
);

story('Firefox shares a real screen', ['Firefox', 'Chromium'], { needs: ['media', 'screen'] }, async (scene, _, other) => {
  const one = await scene.browser(Firefox, 'screen', { display: await start_display(scene) });
  const mina = await scene.arrives(one, 'Mina');
  const jun = await scene.arrives(other, 'Jun', { link: mina.link });
  await mina.joins_call();
  await jun.joins_call();
  await mina.toggles('screen');
  await mina.has('screen', 'live');
  await sees_large(jun, 'Mina');
  // Firefox's own bar is out of reach; what it does is to end the track.
  await mina.page.evaluate(() => {
    const track = globalThis.page_probe.screen_track();
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
  await mina.has('screen', 'off');
  await sees_no_screen(jun, 'Mina');
});
