// A browser that is to keep no data of any site, which also takes the page's locks and its database.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from '../chromium.mjs';
import { story } from '../declare.mjs';
import { must } from '../waiting.mjs';

const FORBIDDEN = { profile: { default_content_setting_values: { cookies: 2 } } };

story('where all site data are forbidden, one meets and talks all the same', ['Chromium'], async (scene, browser) => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-forbidden-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(FORBIDDEN));
  const strict = await scene.browser(Chromium, 'usual', { folder });

  const mina = await scene.arrives(browser, 'Mina');
  const jun = await scene.arrives(strict, 'Jun', { link: mina.link });
  const refused = await jun.page.evaluate(() => navigator.locks.request('any', () => '').catch(error => error.name));
  must(refused === 'SecurityError', `the browser refuses locks, not "${refused}"`);
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await jun.says('nothing is kept here');
  await mina.sees('nothing is kept here');
  await mina.says('and yet');
  await jun.sees('and yet');
  await jun.sees_no('#connection');

  // Each of its tabs has its own mail.
  const kai = await scene.arrives(strict, 'Kai', { link: mina.link });
  await kai.sees_people(3);
  await mina.sees_people(3);
  await jun.closes_tab();
  await kai.sees_people(2);
  await kai.says('still here');
  await mina.sees('still here');
});
