// The page of the settings about being called back: how much of this room, whether aloud, and whether the browser shows notifications.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { settings_page } from '../../kit/settings_pages.js';
import { keep, kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { ask_permission, permission } from './notification.js';

/** @typedef {'everything' | 'mentions' | 'nothing'} Level */

const field = create('fieldset', 'choice');
const legend = create('legend');
/** @type {Record<Level, {radio: HTMLInputElement, word: HTMLElement}>} */
const levels = { everything: level_choice('everything'), mentions: level_choice('mentions'), nothing: level_choice('nothing') };
const sound = create('label', 'item');
const sound_on = create('input');
const sound_word = create('span');
const allow_word = create('span');
const allow = create_button('item', '', () => void ask_permission().finally(draw_alert_settings));
const denied = create('p', 'small quiet');

/** Of the room in which the person is. @type {Level} */
let level = 'everything';
/** Where nothing can be kept, this lasts as long as the page. */
let aloud = kept('sound') !== 'off';

export const is_aloud = () => aloud;

export function start_alert_settings() {
  field.id = 'alert-level';
  field.append(legend, ...Object.values(levels).map(({ radio, word }) => labelled(radio, word)));
  sound_on.type = 'checkbox';
  sound_on.id = 'alert-sound';
  sound_on.checked = aloud;
  sound_on.addEventListener('change', () => {
    aloud = sound_on.checked;
    keep('sound', aloud ? '' : 'off');
  });
  sound.append(sound_on, sound_word);
  allow.id = 'allow-notifications';
  allow.append(icon('#icon-monitor-up'), allow_word);
  denied.id = 'notifications-denied';
  const page = settings_page('notifications');
  page.at.append(field, sound, allow, denied);
  // The browser's permission changes without a word to the page.
  page.shown = draw_alert_settings;
}

/**
 * The person is in this room now. A room that has got another link is the same one.
 * @param {string} id  '' outside of any
 * @param {string} before
 */
export function choose_level_of(id, before) {
  level = before && id ? level : read_level(id);
  if (before && id) write_level(id);
  state.core?.alert_level(level);
  draw_alert_settings();
}

export function draw_alert_settings() {
  const allowed = permission();
  field.hidden = state.room.stage !== 'inside';
  allow.hidden = allowed !== 'default';
  denied.hidden = allowed !== 'denied';
  set_text(legend, words.alerts.level);
  for (const [name, { radio, word }] of Object.entries(levels)) {
    radio.checked = name === level;
    set_text(word, words.alerts[/** @type {Level} */ (name)]);
  }
  set_text(sound_word, words.alerts.sound);
  set_text(allow_word, words.alerts.notify);
  set_text(denied, words.alerts.denied);
}

/** @param {Level} name */
function level_choice(name) {
  const radio = create('input');
  radio.type = 'radio';
  radio.name = 'alert-level';
  radio.value = name;
  radio.addEventListener('change', () => {
    level = name;
    write_level(state.room.id);
    state.core?.alert_level(level);
  });
  return { radio, word: create('span') };
}

/** @param {HTMLInputElement} radio @param {HTMLElement} word */
function labelled(radio, word) {
  const label = create('label');
  label.append(radio, word);
  return label;
}

/** @param {string} room @returns {Level} */
function read_level(room) {
  const found = kept(`alerts.${room}`);
  return found === 'mentions' || found === 'nothing' ? found : 'everything';
}

/** @param {string} room */
function write_level(room) {
  keep(`alerts.${room}`, level === 'everything' ? '' : level);
}
