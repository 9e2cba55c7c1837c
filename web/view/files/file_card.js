// An offered file in its message: what it is, how far it has come, and what can be done with it.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { size_text, time_text } from './amounts.js';
import { choose } from './offering.js';
import { is_picture, picture_of, thumbnail_of } from './pictures.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../surface/files.js').FileState} FileState */
/** @typedef {{name: string, size: number, type: string, thumbnail: Uint8Array}} Offered */

const REVOKED_AFTER_MS = 60_000;

/** Files that were accepted by hand: they are saved as soon as they are here. @type {Set<string>} */
const to_be_saved = new Set();
/** What was shown of each last, and its line. @type {Map<string, {at: HTMLElement, line: Line, was: string}>} */
const cards = new Map();

/** @param {string} id @param {Offered} file */
async function save(id, file) {
  const blob = await state.core?.give_file(id);
  if (!blob) return;
  const link = create('a');
  link.href = URL.createObjectURL(blob);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKED_AFTER_MS);
}

/** @type {Record<string, (id: string, file: Offered) => void>} */
const acts = {
  accept(id) {
    to_be_saved.add(id);
    state.core?.choose_file(id, 'accept');
  },
  decline: id => state.core?.choose_file(id, 'decline'),
  pause: id => state.core?.choose_file(id, 'pause'),
  resume: id => state.core?.choose_file(id, 'resume'),
  cancel: id => state.core?.choose_file(id, 'forget'),
  forget: id => state.core?.choose_file(id, 'forget'),
  save: (id, file) => void save(id, file),
  again: id => choose(([file]) => file && state.core?.pick_again(id, file), false),
};

/** @param {FileState} it */
function acts_for(it) {
  if (it.state === 'offered') return ['accept', 'decline'];
  if (it.state === 'declined' || it.state === 'failed') return it.trouble === 'unreadable' ? ['again'] : ['accept'];
  if (it.state === 'fetching') return ['pause', 'cancel'];
  if (it.state === 'waiting') return ['cancel'];
  if (it.state === 'paused') return ['resume', 'cancel'];
  if (it.state === 'done') return ['save', 'forget'];
  return it.state === 'missing' ? ['again'] : [];
}

/** @param {HTMLElement} at @param {Line} it */
export function draw_file(at, it) {
  const { file } = it;
  const had = at.querySelector('.file');
  if (!file || it.deleted) {
    cards.delete(it.id);
    at.classList.remove('with-file');
    return had?.remove();
  }
  const known = cards.get(it.id);
  cards.set(it.id, { at, line: it, was: known?.at === at ? known.was : '' });
  at.classList.add('with-file');
  if (!had) at.querySelector('.text')?.after(make_card(file));
  draw_state(it.id);
}

/** @param {Offered} file */
function make_card(file) {
  const card = create('div', 'file');
  const mark = create('span', 'file-mark');
  mark.append(icon('#icon-file'));
  if (file.thumbnail.length)
    void thumbnail_of(file.thumbnail).then(
      it => mark.replaceChildren(it),
      () => {},
    );
  const name = create('span', 'file-name', file.name);
  name.dir = 'auto';
  const said = create('span', 'file-said');
  said.append(name, create('span', 'file-about small'));
  const row = create('div', 'file-row');
  row.append(mark, said);
  const bar = create('progress', 'file-bar');
  bar.max = Math.max(1, file.size);
  card.append(row, bar, create('p', 'file-more small'), create('div', 'file-acts'));
  return card;
}

/** Files have gone on, or come. @param {string} id */
export function draw_state(id) {
  const card = cards.get(id);
  const it = state.files.get(id);
  const at = card?.at.querySelector('.file');
  if (!card?.line.file || !it || !at) return;
  const { file } = card.line;
  const bar = at.querySelector('progress');
  if (bar) {
    bar.hidden = !['fetching', 'waiting', 'paused'].includes(it.state) || card.line.me;
    bar.value = it.done;
    bar.setAttribute('aria-label', words.files.progress(file.name));
  }
  const about = at.querySelector('.file-about');
  if (about) set_text(about, [size_text(file.size), status(it, file)].filter(Boolean).join(' · '));
  const more = at.querySelector('.file-more');
  if (more)
    set_text(
      more,
      [...it.takers.map(({ name, percent }) => words.files.taker(name, percent)), it.liar && words.files.liar(it.liar)]
        .filter(Boolean)
        .join(' · '),
    );
  draw_acts(card.at, at.querySelector('.file-acts'), it, file);
  if (card.was !== it.state) came_to(card, it, file);
}

/** @param {FileState} it @param {Offered} file */
function status(it, file) {
  const { files } = words;
  if (it.state === 'failed') return files.trouble[it.trouble || 'full'];
  if (it.state === 'fetching') {
    const percent = file.size ? Math.floor((it.done * 100) / file.size) : 100;
    return [`${percent} %`, it.speed && `${size_text(it.speed)}/s`, it.left && files.left(time_text(it.left))].filter(Boolean).join(' · ');
  }
  return files.state[it.state];
}

/** @param {HTMLElement} line @param {Element | null} at @param {FileState} it @param {Offered} file */
function draw_acts(line, at, it, file) {
  if (!at) return;
  const wanted = acts_for(it);
  const had = new Map([...at.children].map(one => [one.getAttribute('data-act'), one]));
  const buttons = wanted.map((act, place) => {
    const made =
      had.get(act) ?? create_button(`part ${place === 0 && act === 'accept' ? 'primary' : ''}`, '', () => acts[act](it.id, file));
    made.setAttribute('data-act', act);
    set_text(made, words.files.act[act]);
    made.setAttribute('aria-label', `${words.files.act[act]}: ${file.name}`);
    if (made instanceof HTMLElement) made.tabIndex = line.tabIndex;
    return made;
  });
  if (String(buttons.map(one => one.getAttribute('data-act'))) === String([...at.children].map(one => one.getAttribute('data-act'))))
    return;
  const had_focus = at.contains(document.activeElement);
  at.replaceChildren(...buttons);
  if (!had_focus || at.contains(document.activeElement)) return;
  const [next] = buttons;
  (next instanceof HTMLElement ? next : line).focus({ preventScroll: true });
}

/** @param {{at: HTMLElement, line: Line, was: string}} card @param {FileState} it @param {Offered} file */
function came_to(card, it, file) {
  const was = card.was;
  card.was = it.state;
  const here = it.state === 'done' || it.state === 'sending';
  if (here && is_picture(file)) void show_picture(card.at, it.id, file);
  if (!here) card.at.querySelector('.file-picture')?.remove();
  if (it.state === 'done' && was !== '' && !it.automatic) announce_notice(words.files.came(file.name));
  if (it.state === 'failed') announce_notice(`${file.name}: ${words.files.trouble[it.trouble || 'full']}`);
  if (it.state === 'done' && to_be_saved.delete(it.id)) void save(it.id, file);
}

/** @param {HTMLElement} at @param {string} id @param {Offered} file */
async function show_picture(at, id, file) {
  if (at.querySelector('.file-picture')) return;
  const blob = await state.core?.give_file(id);
  const picture = blob && (await picture_of(blob).catch(() => null));
  if (!picture || at.querySelector('.file-picture')) return;
  picture.classList.add('file-picture');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', file.name);
  at.querySelector('.file')?.prepend(picture);
}
