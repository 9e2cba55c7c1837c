// The buttons that open the connection doctor.

import { say } from '../../kit/dom.js';
import { open_doctor } from './diagnostics_card.js';
import { load_module } from '../../module.js';
import { close_pops } from '../../kit/popover.js';
import { words } from '../../kit/words.js';

export function start_checkup() {
  for (const opener of document.getElementsByClassName('checkup')) opener.addEventListener('click', () => void check(opener));
}

/** @param {Element} opener */
async function check(opener) {
  const label = opener.querySelector('span') ?? opener;
  try {
    const { diagnose } = await load_module();
    open_doctor(diagnose);
    say(label, words.check);
    close_pops();
  } catch {
    say(label, words.load_failed);
  }
}
