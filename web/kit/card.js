// A card over the page, which is made when somebody wants it.

import { create } from './dom.js';
import { icon } from './icon.js';

/** @param {{classes: string, title: string, close: string, closed: () => void}} how */
export function open_card({ classes, title, close, closed }) {
  const card = create('dialog', `card ${classes}`);
  card.setAttribute('aria-labelledby', 'card-title');
  const head = create('div', 'card-head');
  const heading = create('h2', '', title);
  heading.id = 'card-title';
  const closes = create('button', 'tool');
  closes.type = 'button';
  closes.setAttribute('aria-label', close);
  closes.append(icon('#icon-x'));
  closes.addEventListener('click', () => card.close());
  head.append(heading, closes);
  card.append(head);
  card.addEventListener('close', () => {
    card.remove();
    closed();
  });
  document.body.append(card);
  card.showModal();
  return card;
}
