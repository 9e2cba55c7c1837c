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
/** The state of each that was shown last, and its line. @type {Map<string, {at: HTMLElement, line: Line, was: string}>} */
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
  const text = at.querySelector('.text');
  if (!file || it.deleted || !text) {
    cards.delete(it.id);
    if (had && text) had.replaceWith(text);
    return;
  }
  const known = cards.get(it.id);
  cards.set(it.id, { at, line: it, was: known?.at === at ? known.was : '' });
  if (!had) put_card(text, file);
  draw_state(it.id);
}

/** Around the name, which is the message's text. @param {Element} text @param {Offered} file */
function put_card(text, file) {
  const card = create('div', 'file');
  const mark = create('span', 'file-mark');
  mark.append(icon('#icon-file'));
  if (file.thumbnail.length)
    void thumbnail_of(file.thumbnail).then(
      it => mark.replaceChildren(it),
      () => {},
    );
  const said = create('div', 'file-said');
  const row = create('div', 'file-row');
  row.append(mark, said);
  card.append(row);
  text.replaceWith(card);
  said.append(text, create('p', 'file-about small'));
}

/**
 * A part of the card that is there only sometimes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {Element} card @param {K} tag @param {string} name @param {boolean} wanted
 */
function part(card, tag, name, wanted) {
  const had = /** @type {HTMLElementTagNameMap[K] | null} */ (card.querySelector(`.${name.split(' ')[0]}`));
  if (!wanted) return void had?.remove();
  const made = had ?? create(tag, name);
  const acts = card.querySelector('.file-acts');
  if (!had && acts) acts.before(made);
  else if (!had) card.append(made);
  return made;
}

/** A file has gone on, or come. @param {string} id */
export function draw_state(id) {
  const card = cards.get(id);
  const it = state.files.get(id);
  const at = card?.at.querySelector('.file');
  const about = at?.querySelector('.file-about');
  if (!card?.line.file || !it || !at || !about) return;
  const { file } = card.line;
  set_text(about, [size_text(file.size), status(it, file)].filter(Boolean).join(' · '));
  const bar = part(at, 'progress', 'file-bar', ['fetching', 'waiting', 'paused'].includes(it.state) && !card.line.me);
  if (bar) {
    bar.max = Math.max(1, file.size);
    bar.value = it.done;
    bar.setAttribute('aria-label', words.files.progress(file.name));
  }
  const more = [...it.takers.map(({ name, percent }) => words.files.taker(name, percent)), it.liar && words.files.liar(it.liar)].filter(
    Boolean,
  );
  const notes = part(at, 'p', 'file-more small', more.length > 0);
  if (notes) set_text(notes, more.join(' · '));
  draw_acts(card.at, at, it, file);
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

/** @param {HTMLElement} line @param {Element} card @param {FileState} it @param {Offered} file */
function draw_acts(line, card, it, file) {
  const wanted = acts_for(it);
  const had_focus = card.contains(document.activeElement);
  const at = part(card, 'div', 'file-acts', wanted.length > 0);
  if (!at) return had_focus && line.focus({ preventScroll: true });
  const had = new Map([...at.children].map(one => [one.getAttribute('data-act'), one]));
  const buttons = wanted.map((act, place) => {
    const made =
      had.get(act) ?? create_button(`${place === 0 ? 'plain tinted' : 'secondary'} small-button part`, '', () => acts[act](it.id, file));
    made.setAttribute('data-act', act);
    set_text(made, words.files.act[act]);
    made.setAttribute('aria-label', `${words.files.act[act]}: ${file.name}`);
    if (made instanceof HTMLElement) made.tabIndex = line.tabIndex;
    return made;
  });
  if (String(buttons.map(one => one.getAttribute('data-act'))) === String([...at.children].map(one => one.getAttribute('data-act'))))
    return;
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
  if (it.state === 'failed' && was !== '') announce_notice(`${file.name}: ${words.files.trouble[it.trouble || 'full']}`);
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
