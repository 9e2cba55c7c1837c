// A card over the page that is loaded when somebody wants it, with a style sheet of its own. Such modules import nothing of the
// page, so that the page need not be cut in pieces: what they need of it is handed in.

import card_styles from './card.css';

/**
 * @typedef {object} Page
 * @property {typeof import('./dom.js').make} make
 * @property {typeof import('./dom.js').icon} icon
 * @property {string} language
 */

/**
 * @param {Page} page
 * @param {{classes: string, title: string, close: string, styles: string, closed: () => void}} how
 */
export function open_card({ make, icon }, { classes, title, close, styles, closed }) {
  wear(card_styles);
  wear(styles);
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

/** @type {Set<string>} */
const worn = new Set();

/** @param {string} styles */
export function wear(styles) {
  if (worn.has(styles)) return;
  worn.add(styles);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
