// A button that is an icon and has no word beside it.

import { create_button } from './dom.js';
import { icon } from './icon.js';

/** @param {string} href  of the icon @param {() => void} act */
export function tool_button(href, act) {
  const made = create_button('tool', '', act);
  made.append(icon(href));
  return made;
}

/** Its name, for those who point at it and those who hear it. @param {HTMLElement} made @param {string} word */
export function name_tool(made, word) {
  made.title = word;
  made.setAttribute('aria-label', word);
}
