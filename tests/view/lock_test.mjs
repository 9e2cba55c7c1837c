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
