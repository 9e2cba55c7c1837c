// Who is here: the list behind the header's button, and the slim row above the conversation while nobody here calls.

import { compare } from './compare.js';
import { box, icon, make } from './dom.js';
import { draw_house } from './house.js';
import { announce_notice } from './live.js';
import { avatar, full_name, name_in_text, name_or_you } from './names.js';
import { everybody, told } from './told.js';
import { clock, listed, on_language, words } from './words.js';

/** @typedef {import('../surface.js').Person} Person */

export function start_people() {
  on_language(() => {
    draw_people();
    draw_house();
  });
}

export function draw_people() {
  const people = everybody();
  fill(box('people'), people, entry);
  box('compare-room').hidden = people.length < 2;
  const row = box('row-people');
  if (!fill(row, people, chip)) return;
  overflow.disconnect();
  for (const end of [row.firstElementChild, row.lastElementChild]) if (end) overflow.observe(end);
}

/** Whom one meets on coming in, for those who do not see the row. */
export function announce_people() {
  const others = everybody().filter(it => !it.me);
  announce_notice(others.length ? words.inside_people(listed(others.map(name_in_text)), others.length) : words.empty_title);
}

/** @type {Set<Element>} */
const cut = new Set();

// Only what has to be scrolled needs to be reached by the keyboard. An observer is told after a layout; asking would force one.
const overflow = new IntersectionObserver(
  entries => {
    for (const { target, intersectionRatio } of entries) {
      if (intersectionRatio < 1) cut.add(target);
      else cut.delete(target);
    }
    const row = box('row-people');
    for (const end of cut) if (!row.contains(end)) cut.delete(end);
    if (cut.size) row.tabIndex = 0;
    else row.removeAttribute('tabindex');
  },
  { root: box('row-people'), threshold: [0, 1] },
);

/**
 * Draws anew only those who changed, so that a reader in the list keeps the place. Says whether anything did.
 * @param {HTMLElement} list
 * @param {Person[]} people
 * @param {(it: Person) => HTMLLIElement} draw
 */
function fill(list, people, draw) {
  /** @type {Map<string, Element>} */
  const old = new Map();
  for (const child of list.children) old.set(child.getAttribute('data-person') ?? '', child);
  const now = people.map(it => {
    const key = JSON.stringify(it) + words.you;
    const had = old.get(it.id);
    if (had && had.getAttribute('data-drawn') === key) return had;
    const made = draw(it);
    made.dataset.person = it.id;
    made.dataset.state = it.state;
    made.dataset.call = it.in_call ? 'in' : 'out';
    made.dataset.me = String(it.me);
    made.dataset.known = it.known;
    made.dataset.drawn = key;
    return made;
  });
  const changed = now.length !== list.children.length || now.some((it, at) => list.children[at] !== it);
  if (changed) list.replaceChildren(...now);
  return changed;
}

/** @param {Person} it */
function state_words(it) {
  const state =
    it.state === 'reconnecting' ? words.reconnecting(clock(it.away_since)) : it.state !== 'connected' ? words[it.state] : it.in_call ? words.in_call : words.connected;
  return it.host ? `${state} · ${words.host}` : state;
}

/** @param {Person} it */
function entry(it) {
  const made = make('li', 'entry');
  const text = make('span', 'entry-text');
  const name = make('span', 'entry-name', name_or_you(it));
  name.dir = 'auto';
  text.append(name, make('span', 'entry-state small quiet', state_words(it)));
  if (it.renamed_from) text.append(make('span', 'small quiet', words.renamed_from(it.renamed_from.normalize())));
  if (it.known === 'stranger') text.append(make('span', 'small wrong', words.stranger(it.name)), accept_button(it));
  made.append(avatar(it), text);
  if (!it.me) made.append(compare_button(it));
  if (it.in_call) made.append(icon(it.microphone ? '#icon-mic' : '#icon-mic-off'), icon(it.camera ? '#icon-video' : '#icon-video-off'));
  return made;
}

/** @param {Person} it */
function accept_button(it) {
  const made = make('button', 'secondary small-button accept', words.accept(it.name));
  made.type = 'button';
  made.addEventListener('click', () => told.mind?.accept(it.id));
  return made;
}

/** Its mark says whether that was done before. @param {Person} it */
function compare_button(it) {
  const verified = it.known === 'verified';
  const made = make('button', 'tool compare');
  made.type = 'button';
  made.title = verified ? words.compare_again(it.name) : words.compare(it.name);
  made.setAttribute('aria-label', made.title);
  made.append(icon(verified ? '#icon-shield-check' : '#icon-shield'));
  made.addEventListener('click', () => void compare(it.id, it.name, made));
  return made;
}

/** @param {Person} it */
function chip(it) {
  const made = make('li', 'chip');
  const name = make('span', 'chip-name', it.me ? words.yourself : full_name(it));
  name.dir = 'auto';
  made.append(avatar(it), name);
  if (it.state !== 'connected' && !it.me) made.append(make('span', 'chip-state small', state_words(it)));
  else if (it.in_call) made.append(icon('#icon-phone'), make('span', 'aside', words.in_call));
  return made;
}
