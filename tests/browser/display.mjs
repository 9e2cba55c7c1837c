// An X display that nobody sees, for what a browser does only where it has one.
import { spawn } from 'node:child_process';
import { Skipped } from './declare.mjs';
import { executable } from './executable.mjs';

/** Gives its name; it ends with the scene. Skips the story where there is none. @param {import('./scene.mjs').Scene} scene */
export async function start_display(scene) {
  const Xvfb = executable('TINCAN_XVFB', ['Xvfb']);
  if (!Xvfb) throw new Skipped('this needs Xvfb');
  const display = spawn(Xvfb, ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  scene.at_end(async () => void display.kill());
  const number = await new Promise((resolve, fail) => {
    display.stdout.once('data', it => resolve(String(it).trim()));
    display.once('exit', () => fail(new Error('Xvfb ended')));
  });
  return `:${number}`;
}
