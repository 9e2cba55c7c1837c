// The menu: language, appearance, shortcuts, hiding the address, forgetting. The devices of a call and leaving the room are in it already.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { kept_for } from '../../kit/keeping.js';
import { keep, kept } from '../../kit/storage.js';
import { counted, language, speak, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { apply_theme, preferences, tell_receipts, tell_relay, tell_typing } from './preferences.js';
import { shortcut_rows } from './shortcuts.js';

/** @typedef {import('../../kit/words.js').Words} Words */

/** @type {[Element, keyof Words['settings']][]} */
const named = [];
/** @type {(() => void)[]} */
const radios = [];
let drawn = '';
let forgotten = false;

const shortcuts = create('details');
const keys = create('dl');
const relay = create('label', 'item');
const receipts = create('label', 'item');
const typing = create('label', 'item');
const forget = create('button', 'item');
const find = create('button', 'item');
const kept_room = create('details');
const kept_text = create('p', 'small quiet');
const copy_result = create('p', 'small');
const forget_room = create('button', 'secondary small-button danger');

/**
 * @param {object} elsewhere  what the menu does in other panels
 * @param {(format: 'md' | 'html' | 'json') => void} elsewhere.save_copy
 * @param {(file: File) => Promise<{taken: number, refused: number} | null>} elsewhere.read_back
 * @param {() => void} elsewhere.open_search
 * @param {() => Promise<void>} elsewhere.forget_recordings
 */
export function start_menu({ save_copy, read_back, open_search, forget_recordings }) {
  const languages = { en: create('span', '', 'English'), ko: create('span', '', '한국어') };
  const themes = { auto: word('theme_auto'), light: word('theme_light'), dark: word('theme_dark') };
  by_id('menu-devices').before(
    choice(
      'language',
      languages,
      () => language,
      wanted => void speak(wanted),
    ),
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

  shortcuts.id = 'shortcuts';
  const summary = create('summary');
  summary.append(icon('#icon-keyboard'), word('shortcuts'));
  keys.id = 'shortcut-list';
  keys.className = 'shortcut-list';
  shortcuts.append(summary, keys);

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

  forget.id = 'forget';
  forget.type = 'button';
  forget.append(icon('#icon-user-x'), word('forget'));
  forget.addEventListener('click', () => void forget_recordings().finally(() => state.core?.forget()));

  find.id = 'find';
  find.type = 'button';
  find.append(icon('#icon-search'), word('shortcut_search'));
  find.addEventListener('click', () => {
    by_id('menu').hidePopover();
    open_search();
  });

  kept_room.id = 'kept-room';
  const kept_summary = create('summary');
  kept_summary.append(icon('#icon-hard-drive'), word('kept_room'));
  forget_room.id = 'forget-room';
  forget_room.type = 'button';
  forget_room.append(word('forget_room'));
  forget_room.addEventListener('click', () => {
    state.core?.forget_room();
    forgotten = true;
    draw_kept_room();
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
  by_id('menu-devices').after(find, shortcuts, kept_room, receipts, typing, relay, forget);
}

export function draw_menu() {
  const inside = state.room.stage === 'inside';
  relay.hidden = inside;
  forget.hidden = inside || !state.core;
  find.hidden = shortcuts.hidden = !inside;
  kept_room.hidden = !inside;
  draw_kept_room();
  for (const draw of radios) draw();
  if (drawn === language) return;
  drawn = language;
  for (const [at, key] of named) set_text(at, words.settings[key]);
  keys.replaceChildren(...shortcut_rows());
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

/** @param {keyof Words['settings']} key @param {'span' | 'legend'} [tag] @param {string} [classes] */
function word(key, tag = 'span', classes = '') {
  const made = create(tag, classes);
  named.push([made, key]);
  return made;
}

/**
 * A choice that is on or off, and a sentence about it.
 * @param {HTMLElement} item
 * @param {string} id  of its box
 * @param {'receipts' | 'relay_only' | 'typing'} key
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

/**
 * @param {'language' | 'theme'} name
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
    radios.push(() => void (radio.checked = value === now()));
    label.append(radio, shown);
    if (name === 'language') label.lang = value;
    field.append(label);
  }
  return field;
}
