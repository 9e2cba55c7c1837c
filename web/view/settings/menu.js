// The menu, and those pages of the settings that belong to no panel. The devices of a call and leaving the room are in it already.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { kept_for } from '../../kit/keeping.js';
import { forget_recent_room, remembers_rooms, set_remembers_rooms } from '../../kit/recent_rooms.js';
import { open_channel } from '../../kit/room_tabs.js';
import { open_settings, settings_page } from '../../kit/settings_pages.js';
import { name_in_text } from '../../kit/names.js';
import { keep, kept } from '../../kit/storage.js';
import { counted, language, speak, words } from '../../kit/words.js';
import { everybody, state } from '../../state/state.js';
import { apply_theme, preferences, tell_receipts, tell_relay, tell_typing } from './preferences.js';
import { show_sheet } from './shortcuts.js';

/** @typedef {import('../../kit/words.js').Words} Words */

/** Each language as it calls itself. */
const language_names = {
  ar: 'العربية',
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ko: '한국어',
  pt: 'Português',
  zh: '简体中文',
};

/** Words that say no more than themselves. @typedef {Exclude<keyof Words['settings'], 'you_are'>} Named */
/** @type {[Element, Named][]} */
const named = [];
/** @type {(() => void)[]} */
const choices = [];
let drawn = '';
let forgotten = false;
/** The other tabs of this browser in that room, which would keep it still. @type {{room: string, channel: BroadcastChannel | null}} */
let tabs = { room: '', channel: null };

const settings = create('button', 'item');
const shortcuts = create('button', 'item');
const relay = create('label', 'item');
const receipts = create('label', 'item');
const typing = create('label', 'item');
const remember = create('label', 'item');
const you = create('p');
const forget_note = word('outside_only', 'p', 'small quiet');
const relay_note = word('outside_only', 'p', 'small quiet');
const forget = create('button', 'item');
const find = create('button', 'item');
const files = create('button', 'item');
const kept_room = create('details');
const kept_text = create('p', 'small quiet');
const copy_result = create('p', 'small');
const forget_room = create('button', 'secondary small-button danger');

/**
 * @param {object} elsewhere  what the menu does in other panels
 * @param {(format: 'md' | 'html' | 'json') => void} elsewhere.save_copy
 * @param {(file: File) => Promise<{taken: number, refused: number} | null>} elsewhere.read_back
 * @param {() => void} elsewhere.open_search
 * @param {() => void} elsewhere.open_files
 * @param {() => Promise<void>} elsewhere.forget_recordings
 */
export function start_menu({ save_copy, read_back, open_search, open_files, forget_recordings }) {
  const themes = { auto: word('theme_auto'), light: word('theme_light'), dark: word('theme_dark') };
  settings_page('general').at.append(
    language_field(),
    choice(
      'theme',
      themes,
      () => kept('theme') || 'auto',
      wanted => {
        keep('theme', wanted === 'auto' ? '' : wanted);
        apply_theme();
      },
    ),
  );

  fill_item(settings, 'open-settings', '#icon-settings', 'title', () => open_settings('general'));
  fill_item(shortcuts, 'shortcuts', '#icon-keyboard', 'shortcuts', show_sheet);
  relay.id = 'relay';
  fill_check(relay, 'relay-only', 'relay_only', preferences.relay_only, on => {
    preferences.relay_only = on;
    keep('relay', on ? 'only' : '');
    tell_relay();
  });
  fill_check(receipts, 'read-receipts', 'receipts', preferences.receipts, on => {
    preferences.receipts = on;
    keep('receipts', on ? '' : 'off');
    tell_receipts();
  });
  fill_check(typing, 'share-typing', 'typing', preferences.typing, on => {
    preferences.typing = on;
    keep('typing', on ? '' : 'off');
    tell_typing();
  });

  fill_check(remember, 'remember-rooms', 'remember', remembers_rooms(), set_remembers_rooms);

  fill_item(forget, 'forget', '#icon-user-x', 'forget', () => void forget_recordings().finally(() => state.core?.forget()));
  fill_item(find, 'find', '#icon-search', 'shortcut_search', open_search);
  fill_item(files, 'files', '#icon-file', 'files', open_files);

  kept_room.id = 'kept-room';
  const kept_summary = create('summary');
  kept_summary.append(icon('#icon-hard-drive'), word('kept_room'));
  forget_room.id = 'forget-room';
  forget_room.type = 'button';
  forget_room.append(word('forget_room'));
  forget_room.addEventListener('click', () => {
    forget_here();
    tabs.channel?.postMessage('');
  });
  const copies = create('p', 'copies');
  copies.append(
    word('save_copy', 'span', 'small quiet'),
    create_button('secondary small-button', 'Markdown', () => save_copy('md')),
    create_button('secondary small-button', 'HTML', () => save_copy('html')),
    create_button('secondary small-button', 'JSON', () => save_copy('json')),
  );
  const file = create('input');
  file.type = 'file';
  file.accept = '.json,application/json';
  file.hidden = true;
  file.id = 'copy-file';
  const read_copy = create_button('secondary small-button', '', () => file.click());
  read_copy.append(word('read_copy'));
  copy_result.setAttribute('role', 'status');
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    set_text(copy_result, words.kept_here.reading);
    const result = await read_back(chosen).catch(() => null);
    file.value = '';
    set_text(copy_result, result ? copy_sentence(result) : words.kept_here.bad);
  });
  copies.append(read_copy, file);
  kept_room.append(kept_summary, kept_text, copies, copy_result, forget_room);
  by_id('menu-devices').after(settings, find, files, shortcuts, kept_room);
  settings_page('you').at.append(you, forget, forget_note);
  settings_page('privacy').at.append(relay, relay_note, receipts, typing, remember);
}

function forget_here() {
  state.core?.forget_room();
  forget_recent_room(state.room.id);
  forgotten = true;
  draw_kept_room();
}

/** @param {string} room  '' outside */
function listen(room) {
  if (room === tabs.room) return;
  tabs.channel?.close();
  tabs = { room, channel: room ? open_channel(`tincan.forgets.${room}`, forget_here) : null };
}

export function draw_menu() {
  const inside = state.room.stage === 'inside';
  listen(inside ? state.room.id : '');
  const box = relay.querySelector('input');
  if (box) box.disabled = inside;
  relay_note.hidden = forget_note.hidden = !inside;
  forget.disabled = inside || !state.core;
  const me = everybody().find(it => it.me);
  set_text(you, me ? words.settings.you_are(name_in_text(me)) : words.settings.you_nobody);
  find.hidden = files.hidden = !inside;
  kept_room.hidden = !inside;
  draw_kept_room();
  for (const draw of choices) draw();
  if (drawn === language) return;
  drawn = language;
  for (const [at, key] of named) set_text(at, words.settings[key]);
}

/** @param {{taken: number, refused: number}} result */
function copy_sentence({ taken, refused }) {
  const read = taken ? counted(words.kept_here.taken, taken) : words.kept_here.nothing;
  return refused ? `${read} ${words.kept_here.refused}` : read;
}

function draw_kept_room() {
  const { kept_days } = state.room;
  forget_room.hidden = forgotten || kept_days === 0;
  set_text(kept_text, forgotten ? words.settings.room_forgotten : kept_for(words.kept_here.text, kept_days));
}

/** @param {HTMLButtonElement} item @param {string} id @param {string} shown @param {Named} key @param {() => void} act */
function fill_item(item, id, shown, key, act) {
  item.id = id;
  item.type = 'button';
  item.append(icon(shown), word(key));
  item.addEventListener('click', () => {
    by_id('menu').hidePopover();
    act();
  });
}

/** @param {Named} key @param {'span' | 'legend' | 'p'} [tag] @param {string} [classes] */
function word(key, tag = 'span', classes = '') {
  const made = create(tag, classes);
  named.push([made, key]);
  return made;
}

/**
 * A choice that is on or off, and a sentence about it.
 * @param {HTMLElement} item
 * @param {string} id  of its box
 * @param {'receipts' | 'relay_only' | 'typing' | 'remember'} key
 * @param {boolean} now
 * @param {(on: boolean) => void} choose
 */
function fill_check(item, id, key, now, choose) {
  const box = create('input');
  box.type = 'checkbox';
  box.id = id;
  box.checked = now;
  box.addEventListener('change', () => choose(box.checked));
  const text = create('span');
  text.append(word(key), word(`${key}_text`, 'span', 'small quiet'));
  item.append(box, text);
}

function language_field() {
  const field = create('p', 'field');
  const label = create('label');
  const select = create('select');
  select.id = 'language';
  label.htmlFor = select.id;
  label.append(word('language'));
  for (const [code, name] of Object.entries(language_names)) {
    const option = new Option(name, code);
    option.lang = code;
    select.append(option);
  }
  select.addEventListener('change', () => void speak(select.value));
  choices.push(() => void (select.value = language));
  field.append(label, select);
  return field;
}

/**
 * @param {'theme'} name
 * @param {Record<string, HTMLElement>} values
 * @param {() => string} now
 * @param {(value: string) => void} choose
 */
function choice(name, values, now, choose) {
  const field = create('fieldset', 'choice');
  field.append(word(name, 'legend'));
  for (const [value, shown] of Object.entries(values)) {
    const label = create('label');
    const radio = create('input');
    radio.type = 'radio';
    radio.name = name;
    radio.value = value;
    radio.addEventListener('change', () => choose(value));
    choices.push(() => void (radio.checked = value === now()));
    label.append(radio, shown);
    field.append(label);
  }
  return field;
}
