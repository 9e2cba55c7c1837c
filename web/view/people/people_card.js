// The list behind the header's button: everybody who is here, how they are connected, and whether they are who they say.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { avatar, name_or_you } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { everybody, state } from '../../state/state.js';
import { fill, state_words } from './people.js';

/** @typedef {import('../../surface/people.js').Person} Person */

const compare_room = create('button', 'item');
const compare_room_word = create('span');
/**
 * By the person's id, and what they do: the same ones however often the entry is drawn, so that a press that has begun also ends on its button.
 * @type {Map<string, Map<string, HTMLButtonElement>>}
 */
const buttons = new Map();

/** Opens the card on which safety codes are compared. @type {(person: string, name: string) => void} */
let compare;
/** The next message is for that person alone. @type {(person: Person) => void} */
let write_to;

/** How loud a person is played. @type {(it: Person) => HTMLElement} */
let volumes_of;

/**
 * @param {typeof compare} comparison  with that person, '' for everybody
 * @param {typeof write_to} writing
 * @param {typeof volumes_of} volumes
 */
export function start_people_card(comparison, writing, volumes) {
  compare = comparison;
  write_to = writing;
  volumes_of = volumes;
  compare_room.id = 'compare-room';
  compare_room.type = 'button';
  compare_room.append(icon('#icon-shield'), compare_room_word);
  compare_room.addEventListener('click', () => compare('', ''));
  by_id('people-card').append(compare_room);
}

export function draw_people_card() {
  const people = everybody();
  // The focus stays on its button: what is drawn anew keeps its buttons, and what moves in the page loses the focus.
  const at = document.activeElement;
  if (fill(by_id('people'), people, entry) && at instanceof HTMLElement && at.isConnected) at.focus({ preventScroll: true });
  for (const id of buttons.keys()) if (!state.people.has(id)) buttons.delete(id);
  compare_room.hidden = people.length < 2;
  set_text(compare_room_word, words.compare_room);
}

/** @param {Person} it */
function entry(it) {
  const made = create('li', 'entry');
  const text = create('span', 'entry-text');
  const name = create('span', 'entry-name', name_or_you(it));
  name.dir = 'auto';
  text.append(name);
  if (it.about) {
    const about = create('span', 'entry-about small', it.about);
    about.dir = 'auto';
    about.title = it.about;
    text.append(about);
  }
  text.append(create('span', 'entry-state small quiet', state_words(it)));
  if (it.renamed_from) text.append(create('span', 'small quiet', words.renamed_from(it.renamed_from.normalize())));
  if (it.known === 'stranger') text.append(create('span', 'small wrong', words.stranger(it.name)), accept_button(it));
  made.append(avatar(it), text);
  if (!it.me) made.append(write_button(it), compare_button(it));
  if (it.in_call && it.hand) made.append(icon('#icon-hand'), create('span', 'aside', words.together.hand_up));
  if (it.in_call && !it.me) made.append(volumes_of(it));
  if (it.in_call) made.append(icon(it.microphone ? '#icon-mic' : '#icon-mic-off'), icon(it.camera ? '#icon-video' : '#icon-video-off'));
  return made;
}

/** @param {Person} it */
function accept_button(it) {
  return create_button('secondary small-button accept', words.accept(it.name), () => state.core?.accept(it.id));
}

/** @param {Person} it */
function write_button(it) {
  return tool(it.id, 'write-to', '#icon-message-square-lock', words.message.write_to(it.name), () => {
    by_id('people-card').hidePopover();
    write_to(it);
  });
}

/** Its mark says whether that was done before. @param {Person} it */
function compare_button(it) {
  const verified = it.known === 'verified';
  const word = verified ? words.compare_again(it.name) : words.compare(it.name);
  return tool(it.id, 'compare', verified ? '#icon-shield-check' : '#icon-shield', word, () => compare(it.id, it.name));
}

/** @param {string} person  its id @param {string} kind @param {string} sign @param {string} word @param {() => void} act */
function tool(person, kind, sign, word, act) {
  const its = buttons.get(person) ?? new Map();
  buttons.set(person, its);
  const at = its.get(kind) ?? create('button', `tool ${kind}`);
  its.set(kind, at);
  at.type = 'button';
  at.title = word;
  at.setAttribute('aria-label', word);
  at.replaceChildren(icon(sign));
  at.onclick = act;
  return at;
}
