// The keys and their work: a list for the settings, and the same on a sheet of its own by "?".

import { open_card } from '../../kit/card.js';
import { command_key } from '../../kit/command_key.js';
import { create } from '../../kit/dom.js';
import { words } from '../../kit/words.js';

/** @type {HTMLDialogElement | null} */
let sheet = null;

export function start_shortcuts() {
  document.addEventListener('keydown', event => {
    if (
      event.key !== '?' ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      is_writing(event.target) ||
      document.querySelector('dialog[open]')
    )
      return;
    event.preventDefault();
    show_sheet();
  });
}

/** @param {EventTarget | null} at */
const is_writing = at => at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement || at instanceof HTMLSelectElement;

export function show_sheet() {
  sheet = open_card({ classes: 'shortcuts', title: words.settings.shortcuts, close: words.close, closed: () => (sheet = null) });
  const list = create('dl', 'shortcut-list');
  list.append(...shortcut_rows());
  sheet.append(list);
}

export function shortcut_rows() {
  /** @type {[string, string][]} */
  const all = [
    ['Enter', words.settings.shortcut_send],
    ['Shift+Enter', words.settings.shortcut_break],
    [`${command_key}+B`, words.settings.shortcut_bold],
    [`${command_key}+I`, words.settings.shortcut_italic],
    [`${command_key}+E`, words.settings.shortcut_code],
    ['↑', words.settings.shortcut_edit],
    [`${command_key}+F`, words.settings.shortcut_search],
    ['Alt+M', words.choose_microphone],
    ['Alt+C', words.choose_camera],
    ['Alt+P', words.hint.screen_off],
    ['Alt+K', words.chat],
    ['Alt+L', words.hint.leave_call],
    ['← →', words.settings.shortcut_tile],
    [`${command_key}+,`, words.settings.title],
    ['?', words.settings.shortcuts],
  ];
  return all.map(([pressed, what]) => {
    const row = create('div');
    const dt = create('dt');
    dt.append(create('kbd', '', pressed));
    row.append(dt, create('dd', '', what));
    return row;
  });
}
