// A bar under the header: a sentence and what one can answer.

import { by_id, create } from './dom.js';

/**
 * @param {string} id
 * @param {(HTMLElement | SVGElement)[]} said
 * @param {HTMLButtonElement[]} answers
 */
export function notice_bar(id, said, answers) {
  const bar = create('section', 'notice-bar');
  bar.id = id;
  bar.hidden = true;
  const actions = create('span', 'actions');
  actions.append(...answers);
  bar.append(...said, actions);
  by_id('knocks').before(bar);
  return bar;
}
