// The card behind the lock.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../browser/server.mjs';
import { myself, room } from './states.mjs';
import { view } from './suite.mjs';

view('the lock says the version that CMakeLists.txt gives', async open => {
  const [, version] = /VERSION (\d+\.\d+\.\d+)/.exec(readFileSync(join(project, 'CMakeLists.txt'), 'utf8').split('project(tincan')[1]);
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  await tab.presses('#lock');
  await tab.reads('#version', `Version ${version}`);
});

view('a padlock is seen where the door is locked, and who invites reads that nobody comes in', async open => {
  const tab = await open();
  const is_padlock = on =>
    tab.until(
      `there is ${on ? 'a' : 'no'} padlock`,
      wanted => (document.querySelector('#lock use').getAttribute('href') === '#icon-lock') === wanted,
      on,
    );
  await tab.show(room({ door: 'open' }), myself('Mina'));
  await tab.sees('#lock');
  await is_padlock(false);
  await tab.show(room({ door: 'locked' }));
  await is_padlock(true);
  await tab.presses('#invite');
  await tab.reads('#invite-said', /nobody else comes in$/);
  await tab.show(room({ door: 'knock' }));
  await tab.reads('#invite-said', /Newcomers wait until the host lets them in$/);
  await tab.show(room({ door: 'open' }));
  await is_padlock(false);
  await tab.until('the card says no more of it', () => !document.getElementById('invite-said').textContent.includes('Newcomers'));
});
