// A device that did not start: one sentence and a way on, next to the buttons that it is about.

import { create, create_button } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {import('../../surface/call.js').Source} Source */

/** Troubles that the person has put aside, as "camera:busy". @type {Set<string>} */
const put_aside = new Set();

/**
 * @param {HTMLElement} at
 * @param {Source[]} sources
 */
export function draw_troubles(at, sources) {
  const rows = [];
  for (const source of sources) {
    const trouble = state.call[/** @type {'camera_trouble'} */ (`${source}_trouble`)];
    const active = state.call[source] !== 'off';
    for (const key of put_aside) if (key.startsWith(source) && (active || key !== `${source}:${trouble}`)) put_aside.delete(key);
    if (trouble && !put_aside.has(`${source}:${trouble}`)) rows.push(row(at, sources, source, trouble));
  }
  // Redrawing the same sentence would take the focus from its buttons and be read aloud again.
  const now = rows.map(it => it.textContent).join();
  if (at.dataset.drawn === now) return;
  at.dataset.drawn = now;
  at.replaceChildren(...rows);
}

/**
 * @param {HTMLElement} at
 * @param {Source[]} sources
 * @param {Source} source
 * @param {import('../../surface/call.js').DeviceTrouble} trouble
 */
function row(at, sources, source, trouble) {
  const made = create('div', 'trouble');
  made.dataset.source = source;
  made.dataset.trouble = trouble;
  made.append(create('p', '', words.trouble[source][trouble]));
  const actions = create('div', 'actions');
  if (trouble !== 'unsupported') {
    const again = create_button('secondary small-button', words.way.try_again, () => {
      if (state.call[source] === 'off') state.core?.toggle(source);
    });
    again.dataset.do = 'again';
    actions.append(again);
  }
  const without = create_button('plain small-button', words.way.go_without, () => {
    put_aside.add(`${source}:${trouble}`);
    draw_troubles(at, sources);
  });
  without.dataset.do = 'without';
  actions.append(without);
  made.append(actions);
  return made;
}
