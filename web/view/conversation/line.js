// One message: author and minute above the first of a group, a day line above the first of a day, the text with its links,
// and for one's own whether it has arrived. A text with marks is drawn as it was written; marks.js draws the marks, and parts.js, which
// is loaded later, what only some messages have.

import { create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { avatar, full_name } from '../../kit/names.js';
import { day, listed, time_mark, words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */

// Longer messages are shown folded: a screen on a phone, about half of one on a desk.
const LONG_CHARACTERS = 1500;
const LONG_LINES = 24;
const HANGUL = /\p{Script=Hangul}/u;
// One emoji, of a cluster that a reader takes for one letter: with what joins families, colours skin and makes flags.
const EMOJI = /^(\p{Emoji_Presentation}|\p{Emoji}\ufe0f)[\p{Emoji}\u200d\ufe0f\u20e3\u{e0020}-\u{e007f}]*$/u;
// A text of more code units is not looked at; a family of four has eleven.
const EMOJI_LENGTH = 48;
const DELIVERY_ICONS = { waiting: '#icon-clock', sent: '#icon-check', delivered: '#icon-check-check', read: '#icon-check-check' };

/** @type {(at: HTMLElement, it: Line) => void} */
let draw_parts = () => {};

/** @param {typeof draw_parts} draw  what only some messages have */
export const set_parts = draw => void (draw_parts = draw);

/**
 * @param {Line} it
 * @returns {HTMLLIElement}
 */
export function make_line(it) {
  const made = create('li', 'line');
  made.dataset.line = it.id;
  made.dataset.author = it.author;
  made.dataset.mine = String(it.me);
  const bubble = create('div', 'bubble');
  const text = create('div', 'text');
  text.dir = 'auto';
  if (is_emoji(it)) bubble.classList.add('emoji');
  // Hangul breaks between words, other scripts of the region anywhere; and a screen reader wants to know which it is.
  if (it.pieces.some(piece => HANGUL.test(piece.text))) text.lang = 'ko';
  for (const piece of it.pieces) text.append(piece.href ? link(piece) : document.createTextNode(piece.text));
  bubble.append(text);
  if (is_long(it)) fold(bubble, text);
  if (it.me) bubble.append(create('span', 'delivery'));
  made.append(bubble);
  if (it.mention) {
    made.classList.add('mention');
    bubble.prepend(create('span', 'aside mentioned'));
  }
  return made;
}

/** @param {{text: string, href: string}} piece */
export function link(piece) {
  const made = create('a', '', piece.text);
  made.href = piece.href;
  made.target = '_blank';
  made.rel = 'noopener noreferrer';
  // Letters of other scripts may look like those of a host that one knows.
  if (made.hostname.includes('xn--')) made.dataset.host = made.hostname;
  return made;
}

/** @param {Line} it */
export const text_of = it => it.pieces.map(piece => piece.text).join('');

/** Whether it is one to three emoji and nothing else. @param {Line} it */
function is_emoji(it) {
  const text = text_of(it).replace(/\s/g, '');
  if (text.length > EMOJI_LENGTH || !/\p{Emoji_Presentation}|\ufe0f/u.test(text)) return false;
  const clusters = [...new Intl.Segmenter().segment(text)];
  return clusters.length <= 3 && clusters.every(({ segment }) => EMOJI.test(segment));
}

/** @param {Line} it */
function is_long(it) {
  const text = text_of(it);
  return text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES;
}

/**
 * @param {HTMLElement} bubble
 * @param {HTMLElement} text
 */
function fold(bubble, text) {
  const more = create('button', 'plain more', words.show_all);
  more.type = 'button';
  more.dataset.do = 'unfold';
  text.classList.add('folded');
  more.setAttribute('aria-expanded', 'false');
  more.addEventListener('click', () => {
    const folded = text.classList.toggle('folded');
    more.setAttribute('aria-expanded', String(!folded));
    more.textContent = folded ? words.show_all : words.show_less;
  });
  bubble.append(more);
}

/**
 * Draws what stands above the line: the day, the author and the minute; and the words of the language.
 * @param {HTMLElement} at
 * @param {Line} it
 * @param {boolean} follows   it goes on where the line before it left off
 * @param {boolean} new_day   the first of its day
 */
export function dress_line(at, it, follows, new_day) {
  at.dataset.follows = String(follows);
  at.querySelector('.day')?.remove();
  at.querySelector('.head')?.remove();
  if (!follows) at.prepend(head(it));
  if (new_day) at.prepend(create('p', 'day', day(it.time)));
  const more = at.querySelector('.more');
  if (more) set_text(more, more.getAttribute('aria-expanded') === 'true' ? words.show_less : words.show_all);
  const mentioned = at.querySelector('.mentioned');
  if (mentioned) set_text(mentioned, `${words.mentioned} `);
  draw_delivery(at, it);
  draw_parts(at, it);
}

/** @param {Line} it */
function head(it) {
  const made = create('p', 'head small');
  const author = create('span', 'author', it.me ? words.yourself : full_name(it));
  author.dir = 'auto';
  author.dataset.colour = String(it.colour);
  if (!it.me) made.append(avatar(it));
  made.append(author, time_mark(it.time, 'quiet'));
  return made;
}

/** How far an own message has come, and who has not got it. @param {Line} it */
export function delivery_text(it) {
  if (!it.delivery) return '';
  const parts = [it.received && it.delivery !== 'read' ? words.received(it.received, it.of) : words[it.delivery]];
  if (it.read && it.read < it.of) parts.push(words.read_by(it.read, it.of));
  const missing = it.missing.flatMap(id => state.people.get(id) ?? []);
  if (missing.length) parts.push(words.missing(listed(missing.map(full_name))));
  return parts.join(', ');
}

/**
 * @param {HTMLElement} at
 * @param {Line} it
 */
export function draw_delivery(at, it) {
  const mark = at.querySelector('.delivery');
  if (!(mark instanceof HTMLElement)) return;
  mark.dataset.delivery = it.delivery;
  if (!it.delivery) return mark.replaceChildren();
  mark.title = delivery_text(it);
  mark.replaceChildren(icon(DELIVERY_ICONS[it.delivery]), create('span', 'aside', mark.title));
}
