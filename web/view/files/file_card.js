// An offered file in its message: what it is, how far it has come, and what can be done with it.

import { create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { announce_notice } from '../../kit/live_region.js';
import { name_in_text } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { size_text } from './amounts.js';
import { acts_for, draw_acts, save_accepted } from './file_acts.js';
import { status, taker_text } from './status.js';
import { is_picture, picture_of, thumbnail_of } from './pictures.js';
import { film_of, kind_of, sound_of } from './player.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../surface/files.js').FileState} FileState */
/** @typedef {{name: string, size: number, type: string, thumbnail: Uint8Array}} Offered */

/** The state of each that was shown last, and its line. @type {Map<string, {at: HTMLElement, line: Line, was: string}>} */
const cards = new Map();

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
  const said = create('div', 'file-said');
  const row = create('div', 'file-row');
  row.append(mark_of(file), said);
  card.append(row);
  text.replaceWith(card);
  said.append(text, create('p', 'file-about small'));
}

/** The placeholder of its content until that is here. @param {Offered} file */
function mark_of(file) {
  const mark = create('span', 'file-mark');
  mark.append(icon('#icon-file'));
  if (file.thumbnail.length)
    void thumbnail_of(file.thumbnail).then(
      it => mark.replaceChildren(it),
      () => {},
    );
  return mark;
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
  set_text(about, [size_text(file.size), status(it)].filter(Boolean).join(' · '));
  const bar = part(at, 'progress', 'file-bar', ['fetching', 'waiting', 'paused'].includes(it.state) && !card.line.me);
  if (bar) {
    bar.max = Math.max(1, file.size);
    bar.value = it.done;
    bar.setAttribute('aria-label', words.files.progress(file.name));
  }
  const more = [...it.takers.map(taker_text), it.liar && words.files.liar(it.liar)].filter(Boolean);
  const notes = part(at, 'p', 'file-more small', more.length > 0);
  if (notes) set_text(notes, more.join('\n'));
  const had_focus = at.contains(document.activeElement);
  const acts = part(at, 'div', 'file-acts', acts_for(it).length > 0);
  if (acts) draw_acts(acts, it, name_in_text(card.line), card.at);
  else if (had_focus && !at.contains(document.activeElement)) card.at.focus({ preventScroll: true });
  if (card.was !== it.state) came_to(card, it, file);
}

/** @param {{at: HTMLElement, line: Line, was: string}} card @param {FileState} it @param {Offered} file */
function came_to(card, it, file) {
  const was = card.was;
  card.was = it.state;
  const here = it.state === 'done' || it.state === 'sending';
  if (here) void show_content(card.at, it.id, file);
  else hide_content(card.at, file);
  if (it.state === 'done' && was !== '' && !it.automatic) announce_notice(words.files.came(file.name));
  if (it.state === 'failed' && was !== '') announce_notice(`${file.name}: ${words.files.trouble[it.trouble || 'full']}`);
  if (it.state === 'done') save_accepted(it);
}

/** A picture, or what can be played. @param {HTMLElement} at @param {string} id @param {Offered} file */
async function show_content(at, id, file) {
  const kind = kind_of(file);
  if (at.querySelector('.file-content') || !(kind || is_picture(file))) return;
  const blob = await state.core?.give_file(id);
  const content = blob && (kind ? (kind === 'audio' ? sound_of : film_of)(blob, file.name) : await shown_picture(blob, file.name));
  if (!content || at.querySelector('.file-content')) return;
  content.classList.add('file-content');
  at.querySelector('.file-mark')?.remove();
  at.querySelector('.file')?.prepend(content);
}

/** @param {HTMLElement} at @param {Offered} file */
function hide_content(at, file) {
  const content = at.querySelector('.file-content');
  content?.remove();
  if (content) at.querySelector('.file-row')?.prepend(mark_of(file));
}

/** @param {Blob} blob @param {string} name */
async function shown_picture(blob, name) {
  const picture = await picture_of(blob).catch(() => null);
  picture?.classList.add('file-picture');
  picture?.setAttribute('role', 'img');
  picture?.setAttribute('aria-label', name);
  return picture;
}
