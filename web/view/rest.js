// The rest of the page, handed what it needs of the first part (later.js).

import { rest_words } from '../strings/rest.js';
import { checkup } from './checkup.js';
import { devices } from './devices.js';
import { divider } from './divider.js';
import { draw_favicon } from './favicon.js';
import { house } from './house.js';
import { invite_card } from './invite.js';
import { fit_keyboard } from './keyboard.js';
import { later_icons } from './later_icons.js';
import { left_card } from './left_card.js';
import { watch_level } from './levels.js';
import { lock_card } from './lock.js';
import { lookout } from './lookout.js';
import { menu } from './menu.js';
import { people_card } from './people_card.js';
import { problems } from './problem_card.js';
import styles from './rest.css';
import { troubles } from './troubles.js';

/** @typedef {import('./later.js').Page} Page */
/** @typedef {import('../strings/rest.js').RestWords} RestWords */
/** @typedef {Page & {rest: () => RestWords}} Whole */

/** @param {Page} page */
export function rest_of(page) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(later_icons());
  draw_favicon();
  const words = () => rest_words[/** @type {'en' | 'ko'} */ (page.language())];
  const whole = { ...page, rest: words };
  const { draw_people_card, show_safety } = people_card(whole);
  checkup(whole);
  divider(whole);
  fit_keyboard();
  const drawn = [
    menu(whole),
    lock_card(whole),
    invite_card(whole),
    draw_people_card,
    house(whole),
    devices(whole),
    left_card(whole),
    lookout(whole),
  ];
  return {
    words,
    draw_cards: () => drawn.forEach(draw => draw()),
    problem: problems(whole),
    draw_troubles: troubles(whole),
    show_safety,
    watch_level,
  };
}
