// The menu: language, appearance, shortcuts, hiding the address, forgetting. The devices of a call and leaving the room are in it already.

import { apply_theme, chosen, tell_relay } from './preferences.js';
import { box, icon, make, say } from '../../kit/dom.js';
import { keep, kept } from '../../kit/storage.js';
import { told } from '../../state/state.js';
import { language, speak, words } from '../../kit/words.js';

/** @typedef {import('../../kit/words.js').Words} Words */

/** @type {[Element, keyof Words['settings']][]} */
const named = [];
/** @type {(() => void)[]} */
const radios = [];
let drawn = '';

const shortcuts = make('details');
const keys = make('dl');
const relay = make('label', 'item');
const forget = make('button', 'item');

export function start_menu() {
  const languages = { en: make('span', '', 'English'), ko: make('span', '', '한국어') };
  const themes = { auto: word('theme_auto'), light: word('theme_light'), dark: word('theme_dark') };
  box('menu-devices').before(
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
  const summary = make('summary');
  summary.append(icon('#icon-keyboard'), word('shortcuts'));
  keys.id = 'shortcut-list';
  shortcuts.append(summary, keys);

  relay.id = 'relay';
  const relay_only = make('input');
  relay_only.type = 'checkbox';
  relay_only.id = 'relay-only';
  relay_only.checked = chosen.relay_only;
  relay_only.addEventListener('change', () => {
    chosen.relay_only = relay_only.checked;
    keep('relay', relay_only.checked ? 'only' : '');
    tell_relay();
  });
  const relay_text = make('span');
  relay_text.append(word('relay_only'), word('relay_only_text', 'span', 'small quiet'));
  relay.append(relay_only, relay_text);

  forget.id = 'forget';
  forget.type = 'button';
  forget.append(icon('#icon-user-x'), word('forget'));
  forget.addEventListener('click', () => told.mind?.forget());
  box('menu-devices').after(shortcuts, relay, forget);
}

export function draw_menu() {
  const inside = told.room.stage === 'inside';
  relay.hidden = inside;
  forget.hidden = inside || !told.mind;
  shortcuts.hidden = !inside;
  for (const draw of radios) draw();
  if (drawn === language) return;
  drawn = language;
  for (const [at, key] of named) say(at, words.settings[key]);
  draw_shortcuts();
}

/** @param {keyof Words['settings']} key @param {'span' | 'legend'} [tag] @param {string} [classes] */
function word(key, tag = 'span', classes = '') {
  const made = make(tag, classes);
  named.push([made, key]);
  return made;
}

/**
 * @param {'language' | 'theme'} name
 * @param {Record<string, HTMLElement>} values
 * @param {() => string} now
 * @param {(value: string) => void} choose
 */
function choice(name, values, now, choose) {
  const field = make('fieldset', 'choice');
  field.append(word(name, 'legend'));
  for (const [value, shown] of Object.entries(values)) {
    const label = make('label');
    const radio = make('input');
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

function draw_shortcuts() {
  /** @type {[string, string][]} */
  const all = [
    ['Enter', words.settings.shortcut_send],
    ['Shift+Enter', words.settings.shortcut_break],
    ['Alt+M', words.choose_microphone],
    ['Alt+C', words.choose_camera],
    ['Alt+P', words.hint.screen_off],
    ['Alt+K', words.chat],
    ['Alt+L', words.hint.leave_call],
  ];
  keys.replaceChildren(
    ...all.map(([pressed, what]) => {
      const row = make('div');
      const dt = make('dt');
      dt.append(make('kbd', '', pressed));
      row.append(dt, make('dd', '', what));
      return row;
    }),
  );
}
