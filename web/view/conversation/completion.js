// Words that may be written next, in a list above the field: people behind an @, commands behind a stroke at the beginning. The keys of the list
// are the field's own as long as it is closed, and an input method's while that composes.

import { composes } from '../../kit/composing.js';
import { by_id, create, require_element } from '../../kit/dom.js';
import { announce_notice } from '../../kit/live_region.js';
import { avatar, full_name } from '../../kit/names.js';
import { counted, words } from '../../kit/words.js';
import { everybody } from '../../state/state.js';
import { possible_commands } from './commands.js';
import { write } from './composer.js';
import { shown_lines } from './conversation.js';

/** @typedef {import('../../kit/names.js').Named} Named */
/** put: what is put into the field; is: what somebody has written who needs no list. @typedef {{put: string, is: string, drawn: () => Node[]}} Choice */
/** The word that is being written, from which place of the text on, and what it may become. @typedef {{from: number, choices: Choice[]}} Wanted */

const MOST_CHOICES = 8;
// A name has 32 characters, of which each may be several code units.
const LONGEST_QUERY = 64;

const composer = require_element('composer', HTMLTextAreaElement);
const list = create('div');
/** @type {Choice[]} */
let choices = [];
let from = 0;
let active = 0;
/** The list was closed for what begins there. */
let closed_at = -1;
let composing = false;
let shift = false;
/** People who have written and are not here: those of the conversation, as long as one names somebody. @type {Named[] | null} */
let earlier = null;

export function start_completion() {
  list.id = 'completion';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  by_id('compose-box').before(list);
  const form = by_id('compose');
  // Before the field's own listeners hear of it.
  form.addEventListener('keydown', take_key, true);
  // Some input methods end a word and break the line with one Enter, without a keydown of its own.
  form.addEventListener(
    'beforeinput',
    event => {
      if (event.inputType !== 'insertLineBreak' || shift || event.isComposing || list.hidden) return;
      event.preventDefault();
      event.stopPropagation();
      take(active);
    },
    true,
  );
  composer.addEventListener('compositionstart', () => (composing = true));
  composer.addEventListener('compositionend', () => (composing = false));
  composer.addEventListener('blur', close);
  for (const moves of ['keyup', 'click']) composer.addEventListener(moves, complete);
  // The focus stays where one writes.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const at =
      event.target instanceof Element ? [...list.children].findIndex(it => it.contains(/** @type {Element} */ (event.target))) : -1;
    if (at >= 0) take(at);
  });
}

/** @param {KeyboardEvent} event */
function take_key(event) {
  shift = event.shiftKey;
  if (list.hidden || event.target !== composer || composes(event)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const { key } = event;
  if (key === 'ArrowDown' || key === 'ArrowUp') point_at((active + (key === 'ArrowDown' ? 1 : -1) + choices.length) % choices.length);
  else if (key === 'Enter' || key === 'Tab') take(active);
  else if (key === 'Escape') dismiss();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The text in the field, or the place in it, has changed. */
export function complete() {
  const wanted = document.activeElement === composer && composer.selectionStart === composer.selectionEnd ? wanted_now() : null;
  if (wanted?.from !== closed_at) closed_at = -1;
  if (!wanted?.choices.length || closed_at >= 0) return close();
  const same = !list.hidden && from === wanted.from && String(choices.map(it => it.put)) === String(wanted.choices.map(it => it.put));
  ({ from, choices } = wanted);
  if (!same) open();
}

/** @returns {Wanted | null} */
function wanted_now() {
  const before = composer.value.slice(0, composer.selectionStart);
  const command = /^\/([a-z]*)$/i.exec(before);
  const wanted = command ? { from: 0, choices: commands_like(command[1]) } : people_wanted(before);
  if (!command && !wanted) earlier = null;
  // Nothing is left to complete: Enter sends.
  const query = plain(before.slice(wanted?.from));
  return wanted?.choices.some(it => it.is === query) ? { from: wanted.from, choices: [] } : wanted;
}

/** @param {string} beginning @returns {Choice[]} */
const commands_like = beginning =>
  possible_commands(beginning).map(name => ({
    put: `/${name}`,
    is: `/${name}`,
    drawn: () => [create('span', 'completion-name', `/${name}`), create('span', 'quiet small', words.commands.does[name])],
  }));

/** @param {string} before  the caret @returns {Wanted | null} */
function people_wanted(before) {
  // As a message calls people (client/conversation/mentions.hpp): not within an address of mail; nor within one of the web, whose end would
  // be replaced.
  const found = /(?<![A-Za-z0-9._+-])@([^@\n]*)$/u.exec(before);
  if (found && /(:\/\/|www\.)\S*$/i.test(before.slice(0, found.index))) return null;
  const query = found?.[1] ?? '';
  if (!found || query.length > LONGEST_QUERY || /^\s|\s$/u.test(query)) return null;
  earlier ??= shown_lines().filter(it => !it.me);
  /** One of each name; those who are here first. @type {Map<string, Named>} */
  const people = new Map();
  for (const it of [...everybody().filter(one => !one.me), ...[...earlier].reverse()]) if (!people.has(it.name)) people.set(it.name, it);
  const like = [...people.values()].flatMap(it => {
    const at = place_in(plain(it.name), plain(query));
    return at < 0 ? [] : [{ it, at }];
  });
  like.sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1));
  return { from: found.index, choices: like.slice(0, MOST_CHOICES).map(({ it }) => person_choice(it)) };
}

/** @param {Named} it @returns {Choice} */
const person_choice = it => ({
  put: `@${it.name} `,
  is: plain(`@${it.name}`),
  drawn() {
    const name = create('span', 'completion-name', full_name(it));
    name.dir = 'auto';
    return [avatar(it), name];
  },
});

/** As people compare names: without case, accents and width; of a Hangul syllable its letters count, so that half of one is a beginning. @param {string} text */
const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Where a word of the name begins so, -1 for nowhere. @param {string} name @param {string} query */
function place_in(name, query) {
  for (let at = name.indexOf(query); at >= 0; at = name.indexOf(query, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(name[at - 1])) return at;
    if (!query) return -1;
  }
  return -1;
}

function open() {
  list.replaceChildren(
    ...choices.map(({ drawn }, at) => {
      const made = create('div', 'completion-choice');
      made.id = `completion-${at}`;
      made.setAttribute('role', 'option');
      made.append(...drawn());
      return made;
    }),
  );
  list.setAttribute('aria-label', choices[0].put.startsWith('/') ? words.commands.title : words.people);
  list.hidden = false;
  // A field of several lines is no combobox (ARIA in HTML), but has nearly all that makes one; that the list is there is said in words.
  composer.setAttribute('aria-autocomplete', 'list');
  composer.setAttribute('aria-haspopup', 'listbox');
  composer.setAttribute('aria-controls', list.id);
  point_at(0);
  announce_notice(counted(words.suggestions, choices.length));
}

function close() {
  if (list.hidden) return;
  list.hidden = true;
  for (const one of ['aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-activedescendant']) composer.removeAttribute(one);
}

/** Without anything written. */
export function list_commands() {
  closed_at = -1;
  composer.focus();
  write('/');
}

function dismiss() {
  closed_at = from;
  close();
}

/** @param {number} at */
function point_at(at) {
  active = at;
  for (const [place, one] of [...list.children].entries()) one.setAttribute('aria-selected', String(place === at));
  list.children[at]?.scrollIntoView({ block: 'nearest' });
  composer.setAttribute('aria-activedescendant', `completion-${at}`);
}

/** Puts it in the place of what was written of it. @param {number} at */
function take(at) {
  const { put } = choices[at];
  if (composing) {
    // A word that an input method has begun is ended as a click elsewhere ends it.
    composer.blur();
    composer.focus();
  }
  dismiss();
  composer.setSelectionRange(from, composer.selectionStart);
  // Of the ways to change a field this is the one that the browser can undo. It tells the field's listeners too.
  document.execCommand('insertText', false, put);
}
