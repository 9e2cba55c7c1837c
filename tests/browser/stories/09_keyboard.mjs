// Everything by keyboard, in a real call. How the page looks, and every language of it, is in tests/view.
import { story } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const where = person => person.page.evaluate(() => document.activeElement?.id ?? '');

story('everything by keyboard alone', ['Firefox', 'Chromium'], { needs: ['media'] }, async (scene, browser, other) => {
  const jun = await scene.arrives(other, 'Jun');
  await jun.joins_call();
  const mina = await scene.opens(browser, 'Mina', { link: jun.link });
  await mina.page.front();
  const { page } = mina;
  // Backwards, the way stays inside of the page; past its end Tab leads through the browser's own buttons.
  const tab_to = async (id, key = 'Shift+Tab') => {
    for (let steps = 0; (await where(mina)) !== id; steps += 1) {
      must(steps < 40, `${key} leads to #${id}`);
      await page.key(key);
      // A person who tabs must see where they are.
      const unseen = await mina.ask('unseen_focus');
      must(!unseen, `the focus can be seen on ${unseen}`);
    }
  };
  await until('the name has the focus', async () => (await where(mina)) === 'name', { instead: () => where(mina) });
  await page.insert('Mina');
  await page.key('Enter');
  await mina.is_inside();
  await until('one can write at once', async () => (await where(mina)) === 'composer', { instead: () => where(mina) });
  await page.insert('by keyboard');
  await page.key('Enter');
  await jun.sees('by keyboard');

  await mina.reads('#join-note', 'Jun is in a call');
  await tab_to('join-call');
  await page.key('Enter');
  await mina.has('camera', 'live');
  await until('the bar has the focus', async () => (await where(mina)) === 'toggle-microphone', { instead: () => where(mina) });
  await mina.sees_moving_video_of('Jun');
  await page.key('Alt+m');
  await mina.has('microphone', 'muted');
  await jun.sees_muted('Mina');
  await page.key('Alt+c');
  await mina.has('camera', 'off');
  await page.key('Alt+k');
  await mina.sees_no('#conversation');
  await page.key('Alt+k');
  await until('one can write again', async () => (await where(mina)) === 'composer', { instead: () => where(mina) });

  await tab_to('menu-button');
  await page.key('Enter');
  await until('the menu is open', () => mina.ask('shown', '#menu'));
  await page.key('Escape');
  await mina.sees_no('#menu');
  await until('the opener has the focus', async () => (await where(mina)) === 'menu-button', { instead: () => where(mina) });
  await page.key('Alt+l');
  await mina.sees_no('#call-bar');
  await mina.has_released_devices();
  await tab_to('menu-button');
  await page.key('Enter');
  await tab_to('leave-room', 'Tab');
  await page.key('Enter');
  await jun.sees_nobody_called('Mina');
});
