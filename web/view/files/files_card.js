// The list of the files that were received in this room or are on their way, and of the people whose files are accepted unasked.

import { open_card } from '../../kit/card.js';
import { create, create_button, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { size_text } from './amounts.js';
import { draw_acts } from './file_acts.js';
import { status } from './status.js';
import { welcome_no_longer, welcome_people } from './welcome.js';

/** @typedef {import('../../surface/files.js').FileState} FileState */

const LISTED = new Set(['done', 'fetching', 'waiting', 'paused', 'failed']);

/** @type {HTMLDialogElement | null} */
let card = null;
const none = create('p', 'quiet');
const list = create('ul', 'kept');
const people = create('ul', 'kept');

export function open_files() {
  if (card) return;
  card = open_card({ classes: 'files-card', title: words.settings.files, close: words.close, closed: () => (card = null) });
  list.replaceChildren();
  card.append(none, list, people);
  draw_files_card();
}

/** Where it is open: a file has gone on, come or been removed. */
export function draw_files_card() {
  if (!card) return;
  // The newest first.
  const all = [...state.files.values()].filter(it => !it.mine && !it.automatic && LISTED.has(it.state)).reverse();
  set_text(none, all.length ? '' : words.files.none);
  const had = new Map([...list.children].map(at => [at.getAttribute('data-id'), at]));
  const rows = all.map(it => had.get(it.id) ?? row(it.id));
  for (const [at, it] of rows.map((row, place) => /** @type {const} */ ([row, all[place]]))) draw_row(at, it);
  if (rows.some((at, place) => list.children[place] !== at) || list.children.length !== rows.length) list.replaceChildren(...rows);
  people.replaceChildren(...welcome_people().map(welcome_row));
}

/** @param {string} id */
function row(id) {
  const at = create('li');
  at.dataset.id = id;
  const name = create('h3');
  name.dir = 'auto';
  at.append(name, create('p', 'small'), create('div', 'file-acts'));
  return at;
}

/** @param {Element} at @param {FileState} it */
function draw_row(at, it) {
  const [name, about, acts] = at.children;
  set_text(name, it.name);
  set_text(about, [size_text(it.size), status(it)].filter(Boolean).join(' · '));
  if (acts instanceof HTMLElement && card) draw_acts(acts, it, '', card);
}

/** @param {import('./welcome.js').Welcome} it */
function welcome_row({ author, name }) {
  const at = create('li', 'actions');
  const end = create_button('secondary small-button', words.files.ask_first, () => {
    welcome_no_longer(author);
    draw_files_card();
    card?.focus();
  });
  end.setAttribute('aria-label', `${words.files.ask_first}: ${name}`);
  at.append(create('span', '', words.files.always(name)), end);
  return at;
}
