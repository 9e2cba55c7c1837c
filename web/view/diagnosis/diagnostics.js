// The buttons that open the connection diagnostics.

import { set_text } from '../../kit/dom.js';
import { close_popovers } from '../../kit/popover.js';
import { words } from '../../kit/words.js';
import { open_diagnostics } from './diagnostics_card.js';

/** @typedef {import('../../surface/diagnosis.js').DiagnosisCore & Pick<import('../../surface/surface.js').Core, 'refusal'>} DiagnosticsCore */
/** @typedef {() => Promise<DiagnosticsCore>} LoadModule */

/** @param {LoadModule} load_module */
export function start_diagnostics(load_module) {
  for (const opener of document.getElementsByClassName('checkup')) opener.addEventListener('click', () => void check(opener, load_module));
}

/** @param {Element} opener @param {LoadModule} load_module */
async function check(opener, load_module) {
  const label = opener.querySelector('span') ?? opener;
  try {
    open_diagnostics(await load_module());
    set_text(label, words.check);
    close_popovers();
  } catch {
    set_text(label, words.load_failed);
  }
}
