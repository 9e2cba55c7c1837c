// The people who are here, in the slim row above the conversation while nobody here calls. The list behind the header's button is
// people_card.js.

import { by_id, create } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { avatar, full_name, name_in_text } from '../../kit/names.js';
import { clock, counted, listed, words } from '../../kit/words.js';
import { away_for, everybody } from '../../state/state.js';

/** @typedef {import('../../surface/people.js').Person} Person */

export function draw_people() {
  const row = by_id('row-people');
  if (!fill(row, everybody(), chip)) return;
  overflow.disconnect();
  for (const end of [row.firstElementChild, row.lastElementChild]) if (end) overflow.observe(end);
}

/** Tells a screen reader after entering who is here. */
export function announce_people() {
  const others = everybody().filter(it => !it.me);
  announce_notice(others.length ? counted(words.inside_people, others.length, listed(others.map(name_in_text))) : words.empty_title);
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
    const row = by_id('row-people');
    for (const end of cut) if (!row.contains(end)) cut.delete(end);
    if (cut.size) row.tabIndex = 0;
    else row.removeAttribute('tabindex');
  },
  { root: by_id('row-people'), threshold: [0, 1] },
);

/**
 * Draws anew only those who changed, so that a reader in the list keeps the place. Says whether anything did.
 * @param {HTMLElement} list
 * @param {Person[]} people
 * @param {(it: Person) => HTMLLIElement} draw
 */
export function fill(list, people, draw) {
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
export function state_words(it) {
  const state = it.through
    ? words.through(it.through)
    : it.state === 'reconnecting'
      ? words.reconnecting(clock(Date.now() - away_for(it)))
      : it.state !== 'connected'
        ? words[/** @type {'gone'} */ (it.state)]
        : it.in_call
          ? words.in_call
          : words.connected;
  return it.host ? `${state} · ${words.host}` : state;
}

/** @param {Person} it */
function chip(it) {
  const made = create('li', 'chip');
  const name = create('span', 'chip-name', it.me ? words.yourself : full_name(it));
  name.dir = 'auto';
  made.title = it.about;
  made.append(avatar(it), name);
  if (it.state !== 'connected' && !it.me) made.append(create('span', 'chip-state small', state_words(it)));
  else if (it.in_call) made.append(icon('#icon-phone'), create('span', 'aside', words.in_call));
  return made;
}
