// The settings: one dialog, its pages beside a list of their names.

import { open_card } from '../../kit/card.js';
import { forward_key } from '../../kit/direction.js';
import { create, create_button, set_text } from '../../kit/dom.js';
import { close_popovers } from '../../kit/popover.js';
import { on_open_settings, open_settings, page_names, settings_page } from '../../kit/settings_pages.js';
import { on_language, words } from '../../kit/words.js';

/** @typedef {import('../../kit/settings_pages.js').PageName} PageName */

/** The page that was looked at last. @type {PageName} */
let chosen = 'general';
/** @type {HTMLDialogElement | null} */
let dialog = null;
const tabs = new Map(page_names.map(name => [name, tab_of(name)]));
const list = create('div', 'settings-tabs');

export function start_settings() {
  list.setAttribute('role', 'tablist');
  list.append(...tabs.values());
  list.addEventListener('keydown', step);
  for (const name of page_names) {
    const { at } = settings_page(name);
    at.id = `settings-${name}`;
    at.setAttribute('role', 'tabpanel');
    at.setAttribute('aria-labelledby', `settings-tab-${name}`);
    at.tabIndex = 0;
  }
  on_open_settings(open);
  on_language(draw);
  document.addEventListener('keydown', event => {
    if (event.key !== ',' || !(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    open_settings(chosen);
  });
}

/** @param {PageName} name */
function tab_of(name) {
  const made = create_button('settings-tab', '', () => choose(name));
  made.id = `settings-tab-${name}`;
  made.setAttribute('role', 'tab');
  made.setAttribute('aria-controls', `settings-${name}`);
  return made;
}

/** @param {PageName} name */
function open(name) {
  close_popovers();
  // One that was closed just now says so in a later task.
  if (dialog && !dialog.open) closed();
  if (!dialog) {
    const made = open_card({ classes: 'settings', title: '', close: words.close, closed: () => made === dialog && closed() });
    dialog = made;
    dialog.append(list);
  }
  choose(name);
  draw();
  tabs.get(name)?.focus();
}

function closed() {
  settings_page(chosen).hidden();
  settings_page(chosen).at.remove();
  dialog = null;
}

/** @param {PageName} name */
function choose(name) {
  if (!dialog) return;
  const now = settings_page(name);
  if (now.at.isConnected) return;
  if (chosen !== name) settings_page(chosen).hidden();
  settings_page(chosen).at.remove();
  chosen = name;
  dialog.append(now.at);
  now.at.scrollTop = 0;
  now.shown();
  for (const [each, tab] of tabs) {
    tab.setAttribute('aria-selected', String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
  }
  tabs.get(name)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Arrows lead from one name to the next (WAI-ARIA, tabs). @param {KeyboardEvent} event */
function step(event) {
  const by = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 })[forward_key(event.key)];
  if (!by) return;
  event.preventDefault();
  const at = page_names.indexOf(chosen) + by + page_names.length;
  choose(page_names[at % page_names.length] ?? chosen);
  tabs.get(chosen)?.focus();
}

function draw() {
  if (!dialog) return;
  set_text(/** @type {Element} */ (dialog.querySelector('h2')), words.settings.title);
  list.setAttribute('aria-label', words.settings.title);
  for (const [name, tab] of tabs) set_text(tab, words.settings_pages[name]);
}
