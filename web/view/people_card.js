// The list behind the header's button: who is here, how they are connected, and whether they are who they say.

import { comparing } from './compare.js';

/** @typedef {import('../surface.js').Person} Person */

/** @param {import('./rest.js').Whole} page */
export function people_card(page) {
  const { avatar, box, everybody, fill, icon, make, name_or_you, rest, say, state_words, told } = page;
  const { compare, show_safety } = comparing(page);

  const compare_room = make('button', 'item');
  compare_room.id = 'compare-room';
  compare_room.type = 'button';
  const compare_room_word = make('span');
  compare_room.append(icon('#later-shield'), compare_room_word);
  compare_room.addEventListener('click', () => void compare('', '', compare_room));
  box('people-card').append(compare_room);

  /** @param {Person} it */
  function entry(it) {
    const made = make('li', 'entry');
    const text = make('span', 'entry-text');
    const name = make('span', 'entry-name', name_or_you(it));
    name.dir = 'auto';
    text.append(name, make('span', 'entry-state small quiet', state_words(it)));
    if (it.renamed_from) text.append(make('span', 'small quiet', rest().renamed_from(it.renamed_from.normalize())));
    if (it.known === 'stranger') text.append(make('span', 'small wrong', rest().stranger(it.name)), accept_button(it));
    made.append(avatar(it), text);
    if (!it.me) made.append(compare_button(it));
    if (it.in_call) made.append(icon(it.microphone ? '#icon-mic' : '#icon-mic-off'), icon(it.camera ? '#icon-video' : '#icon-video-off'));
    return made;
  }

  /** @param {Person} it */
  function accept_button(it) {
    const made = make('button', 'secondary small-button accept', rest().accept(it.name));
    made.type = 'button';
    made.addEventListener('click', () => told.mind?.accept(it.id));
    return made;
  }

  /** By the person's id: the same one however often the entry is drawn, so that a press that has begun also ends on it. @type {Map<string, HTMLButtonElement>} */
  const comparers = new Map();

  /** Its mark says whether that was done before. @param {Person} it */
  function compare_button(it) {
    const verified = it.known === 'verified';
    const at = comparers.get(it.id) ?? make('button', 'tool compare');
    comparers.set(it.id, at);
    at.type = 'button';
    at.title = verified ? rest().compare_again(it.name) : rest().compare(it.name);
    at.setAttribute('aria-label', at.title);
    at.replaceChildren(icon(verified ? '#later-shield-check' : '#later-shield'));
    at.onclick = () => void compare(it.id, it.name, at);
    return at;
  }

  return {
    draw_people_card() {
      const people = everybody();
      // Whoever is on one of the buttons stays there: what is drawn anew keeps its buttons, and what moves in the page loses the focus.
      const at = document.activeElement;
      if (fill(box('people'), people, entry) && at instanceof HTMLElement && at.isConnected) at.focus({ preventScroll: true });
      for (const id of comparers.keys()) if (!told.people.has(id)) comparers.delete(id);
      compare_room.hidden = people.length < 2;
      say(compare_room_word, rest().compare_room);
    },
    show_safety,
  };
}
