// Opens the connection doctor, and has calls looked after. Both are loaded when they are wanted, and handed what they need of the page.

import { icon, make, say } from './dom.js';
import { watch_level } from './levels.js';
import { close_pops } from './pop.js';
import { my_camera, told } from './told.js';
import { language, words } from './words.js';

export function start_checkup() {
  for (const opener of document.getElementsByClassName('checkup')) opener.addEventListener('click', () => void check(opener));
}

/** @param {Element} opener */
async function check(opener) {
  try {
    const { open_doctor } = await import('./doctor.js');
    open_doctor({ make, icon, language, told, my_camera, watch_level });
    close_pops();
  } catch {
    say(opener, words.load_failed);
  }
}

export function look_after_call() {
  import('./call_watch.js').then(it => it.watch_call({ told, make, language: () => language })).catch(() => {});
}
