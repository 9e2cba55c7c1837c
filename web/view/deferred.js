// All that is loaded once the page can be used (lazy.js), with its style sheets.

import { draw_call_watch } from './call_watch.js';
import card_styles from './card.css' with { type: 'text' };
import { start_checkup } from './checkup.js';
import deferred_styles from './deferred.css' with { type: 'text' };
import { draw_devices } from './devices.js';
import { start_divider } from './divider.js';
import doctor_styles from './doctor.css' with { type: 'text' };
import { draw_favicon } from './favicon.js';
import host_styles from './host.css' with { type: 'text' };
import { draw_house } from './house.js';
import { draw_invite_card, start_invite_card } from './invite.js';
import { fit_keyboard } from './keyboard.js';
import { draw_left_card, start_left_card } from './left_card.js';
import { draw_lock_card, start_lock_card } from './lock.js';
import { draw_lookout } from './lookout.js';
import { draw_menu, start_menu } from './menu.js';
import { draw_people_card, start_people_card } from './people_card.js';
import safety_styles from './safety.css' with { type: 'text' };

export { watch_level } from './levels.js';
export { problem_parts } from './problem_card.js';
export { show_safety } from './safety.js';
export { draw_troubles } from './troubles.js';

export function start_deferred() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([deferred_styles, card_styles, host_styles, safety_styles, doctor_styles].join(''));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  draw_favicon();
  start_checkup();
  start_divider();
  fit_keyboard();
  start_invite_card();
  start_left_card();
  start_lock_card();
  start_menu();
  start_people_card();
}

export function draw_cards() {
  draw_menu();
  draw_lock_card();
  draw_invite_card();
  draw_people_card();
  draw_house();
  draw_devices();
  draw_left_card();
  draw_lookout();
  draw_call_watch();
}
