// Somebody in another network namespace. The browser and its driver live there (remote_driver.mjs); here are only their words.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENDING_MS = 10_000;
const driver = fileURLToPath(new URL('remote_driver.mjs', import.meta.url));

export class RemotePerson {
  #waiting = new Map();
  #number = 0;
  has_ended = false;

  /**
   * @param {string} space  the network namespace
   * @param {'Chromium' | 'Firefox'} browser
   * @param {string} origin
   * @param {string} folder  of the browser's profile
   */
  static async at(space, browser, origin, folder) {
    const it = new RemotePerson();
    it.child = spawn('ip', ['netns', 'exec', space, process.execPath, driver, browser, origin, folder], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    it.ended = once(it.child, 'exit');
    process.once('exit', () => it.child.kill('SIGKILL'));
    it.child.on('message', ({ number, answer, error }) => {
      const { resolve, fail } = it.#waiting.get(number);
      it.#waiting.delete(number);
      if (error) fail(new Error(error));
      else resolve(answer);
    });
    it.child.on('exit', () => it.#waiting.forEach(({ fail }) => fail(new Error('the browser has ended'))));
    await it.does('is_ready');
    return it;
  }

  /** Anything that remote_driver.mjs or a Person can do. */
  does(what, ...given) {
    return new Promise((resolve, fail) => {
      this.#waiting.set(++this.#number, { resolve, fail });
      this.child.send({ number: this.#number, what, given });
    });
  }

  async ends() {
    this.has_ended = true;
    // A browser that does not close in time is left to end with its driver.
    await Promise.race([this.does('ends').catch(() => {}), new Promise(resolve => setTimeout(resolve, ENDING_MS))]);
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
