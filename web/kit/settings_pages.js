// The pages of the settings: each panel puts what can be chosen of it on one of them. The dialog around them is view/settings/settings.js.

import { create } from './dom.js';

/** @typedef {'you' | 'audio_video' | 'notifications' | 'privacy' | 'general' | 'help'} PageName */
/**
 * @typedef {object} SettingsPage
 * @property {HTMLElement} at
 * @property {() => void} shown    somebody looks at it
 * @property {() => void} hidden   and does not any more
 */

/** @type {PageName[]} */
export const page_names = ['you', 'audio_video', 'notifications', 'privacy', 'general', 'help'];

const pages = new Map(page_names.map(name => [name, empty_page()]));
/** @type {(name: PageName) => void} */
let opener = () => {};

/** @returns {SettingsPage} */
function empty_page() {
  return { at: create('section', 'settings-page'), shown() {}, hidden() {} };
}

/** @param {PageName} name */
export const settings_page = name => /** @type {SettingsPage} */ (pages.get(name));

/** @param {PageName} name */
export const open_settings = name => opener(name);

/** @param {typeof opener} opens  the dialog at that page */
export const on_open_settings = opens => void (opener = opens);
