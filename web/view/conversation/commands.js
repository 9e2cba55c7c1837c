// Commands: a message that begins with one of these is not sent as it is written. All else that begins with a stroke is text.

import { by_id, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { writes_alone } from './composer.js';
import { judged } from './draft.js';
import { open_poll_card } from './poll_card.js';
import { open_search } from './search.js';

/** @typedef {keyof import('../../kit/words.js').Words['commands']['does']} Name */
/**
 * does: is given what stands behind the name, and gives what is said instead, '' for nothing. possible: always, where there is none.
 * @typedef {{does: (rest: string) => string, possible?: () => boolean}} Command
 */

/** How the page joins the call and shows the commands. @type {{join_call: () => void, list_commands: () => void}} */
let page = { join_call() {}, list_commands() {} };

/** @param {typeof page} given */
export const start_commands = given => void (page = given);

/** @param {() => void} act @returns {() => string} */
const only = act => () => {
  act();
  return '';
};

/** @type {Record<Name, Command>} */
const commands = {
  poll: {
    does(question) {
      open_poll_card(question);
      return '';
    },
    // Both are for everybody.
    possible: () => !writes_alone(),
  },
  search: {
    does(wanted) {
      open_search(wanted);
      return '';
    },
  },
  topic: {
    does(text) {
      state.core?.set_topic(text);
      return '';
    },
    possible: () => !writes_alone(),
  },
  me: { does: emphasised },
  shrug: { does: text => `${text} ¯\\_(ツ)_/¯`.trim() },
  call: { does: only(() => page.join_call()), possible: () => !state.call.in_call },
  mute: {
    does: only(() => state.core?.toggle('microphone')),
    possible: () => ['live', 'muted'].includes(state.call.microphone),
  },
  leave: { does: only(() => state.core?.leave_room()) },
  help: { does: only(() => page.list_commands()) },
};

/** As a message says what somebody does: in italics. A text with marks of its own is said as it is. @param {string} text */
function emphasised(text) {
  const mark = ['_', '*'].find(it => !text.includes(it));
  return mark && text && !text.includes('\n') ? `${mark}${text}${mark}` : text;
}

/** @param {string} name @returns {name is Name} */
const is_name = name => Object.hasOwn(commands, name);

/** @param {Name} name */
const is_possible = name => commands[name].possible?.() ?? true;

/** Those that begin so and can be used now, by their names. @param {string} beginning */
export const possible_commands = beginning =>
  Object.keys(commands)
    .filter(is_name)
    .filter(name => name.startsWith(beginning.toLowerCase()) && is_possible(name));

/**
 * The text that is sent in its place. '': it was a command, and is done; null: one that cannot be done now.
 * @param {string} text
 */
export function obeyed(text) {
  const [, word = '', rest = ''] = /^\/([a-z]+)(?:\s+([^]*))?$/i.exec(text) ?? [];
  const name = word.toLowerCase();
  if (!is_name(name)) return text;
  const said = is_possible(name) && judged(text).why === '' ? { text: commands[name].does(rest.trim()) } : null;
  if (said && (!said.text || judged(said.text).why === '')) return said.text;
  set_text(by_id('spare'), words.commands.not_now);
  return null;
}
