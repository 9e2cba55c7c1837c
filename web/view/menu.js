// The menu: language, appearance, devices during a call, shortcuts, leaving the room.

import { box, button, make, part } from './dom.js';
import { close_pops } from './pop.js';
import { keep, kept } from './store.js';
import { told } from './told.js';
import { language, on_language, speak, words } from './words.js';

/** Auto follows the system; the choice is on the root element, the colours are in the style sheet. */
export function apply_theme() {
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function start_menu() {
  radios('language', () => language, speak);
  radios('theme', () => kept('theme') || 'auto', wanted => {
    keep('theme', wanted === 'auto' ? '' : wanted);
    apply_theme();
  });
  button('leave-room').addEventListener('click', () => {
    close_pops();
    told.mind?.leave_room();
  });
  const relay = part('relay-only', HTMLInputElement);
  relay.checked = kept('relay') !== '';
  relay.addEventListener('change', () => {
    keep('relay', relay.checked ? 'only' : '');
    tell_relay();
  });
  button('forget').addEventListener('click', () => told.mind?.forget());
  draw_shortcuts();
  on_language(draw_shortcuts);
}

/** The module is told what was chosen on earlier visits. */
export function tell_relay() {
  told.mind?.relay_only(part('relay-only', HTMLInputElement).checked);
}

export function draw_menu() {
  button('leave-room').hidden = told.room.stage !== 'inside';
  box('relay').hidden = told.room.stage === 'inside';
  button('forget').hidden = told.room.stage === 'inside' || !told.mind;
  box('shortcuts').hidden = told.room.stage !== 'inside';
  box('menu-devices').hidden = !told.call.in_call;
}

/**
 * @param {string} name
 * @param {() => string} chosen
 * @param {(value: string) => void} choose
 */
function radios(name, chosen, choose) {
  for (const radio of document.querySelectorAll(`input[name="${name}"]`)) {
    if (!(radio instanceof HTMLInputElement)) continue;
    const draw = () => void (radio.checked = radio.value === chosen());
    radio.addEventListener('change', () => choose(radio.value));
    on_language(draw);
    draw();
  }
}

function draw_shortcuts() {
  /** @type {[string, string][]} */
  const all = [
    ['Enter', words.shortcut_send],
    ['Shift+Enter', words.shortcut_break],
    ['Alt+M', words.choose_microphone],
    ['Alt+C', words.choose_camera],
    ['Alt+P', words.do_screen_off],
    ['Alt+K', words.chat],
    ['Alt+L', words.do_leave_call],
  ];
  box('shortcut-list').replaceChildren(
    ...all.map(([keys, what]) => {
      const row = make('div');
      const dt = make('dt');
      dt.append(make('kbd', '', keys));
      row.append(dt, make('dd', '', what));
      return row;
    }),
  );
}
