// Opens the connection doctor, which is loaded when it is wanted, and handed what it needs of the page.

import { watch_level } from './levels.js';

/** @param {import('./rest.js').Whole} page */
export function checkup({ close_pops, icon, language, load_module, make, my_camera, say, told, words }) {
  for (const opener of document.getElementsByClassName('checkup')) opener.addEventListener('click', () => void check(opener));

  /** @param {Element} opener */
  async function check(opener) {
    const label = opener.querySelector('span') ?? opener;
    try {
      const { open_doctor } = await import('./doctor.js');
      const { diagnose } = await load_module();
      open_doctor({ make, icon, language: language(), diagnose, told, my_camera, watch_level });
      say(label, words().check);
      close_pops();
    } catch {
      say(label, words().load_failed);
    }
  }
}
