// A card over the page, which is made when somebody wants it.

import { icon, make } from './dom.js';

/** @param {{classes: string, title: string, close: string, closed: () => void}} how */
export function open_card({ classes, title, close, closed }) {
  const card = make('dialog', `card ${classes}`);
  card.setAttribute('aria-labelledby', 'card-title');
  const head = make('div', 'card-head');
  const heading = make('h2', '', title);
  heading.id = 'card-title';
  const closes = make('button', 'tool');
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
