// Search in the conversation: a bar above it, which leads from one message to the next, the newest first. The words are highlighted
// without a change to the lines (CSS Custom Highlight API).

import { by_id, create, set_text } from '../../kit/dom.js';
import { announce_notice } from '../../kit/live_region.js';
import { full_name } from '../../kit/names.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { on_language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { line_of, shown_lines } from './conversation.js';
import { show_line_at } from './jump.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */

const bar = create('div');
const field = create('input', 'search-field');
const count = create('span', 'small quiet');
/** Their ids, the newest first. @type {string[]} */
let found = [];
let at = -1;

export function start_search() {
  bar.id = 'search';
  bar.hidden = true;
  bar.setAttribute('role', 'search');
  field.type = 'text';
  field.enterKeyHint = 'search';
  field.id = 'search-field';
  field.dir = 'auto';
  field.autocomplete = 'off';
  count.id = 'search-count';
  const older = tool_button('#icon-chevron-up', () => go(1));
  const newer = tool_button('#icon-chevron-down', () => go(-1));
  const closer = tool_button('#icon-x', close_search);
  const name = () => {
    field.placeholder = words.search.placeholder;
    field.setAttribute('aria-label', words.search.field);
    name_tool(older, words.search.older);
    name_tool(newer, words.search.newer);
    name_tool(closer, words.search.close);
    draw_count();
  };
  bar.append(field, count, older, newer, closer);
  by_id('messages').before(bar);
  name();
  on_language(name);
  field.addEventListener('input', search);
  bar.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Escape') close_search();
    else if (event.key === 'Enter' && event.target === field) go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('keydown', event => {
    const is_find = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyF';
    if (!is_find || state.room.stage !== 'inside' || !by_id('messages').clientHeight) return;
    event.preventDefault();
    open_search();
  });
}

/** @param {string} [wanted]  in the place of what was looked for last */
export function open_search(wanted = '') {
  bar.hidden = false;
  if (wanted) field.value = wanted;
  field.focus();
  field.select();
  if (field.value) search();
}

function close_search() {
  bar.hidden = true;
  found = [];
  highlight('');
  by_id('composer').focus({ preventScroll: true });
}

/** As people compare words: in one spelling, whatever the case. @param {string} text */
const plain = text => text.normalize('NFC').toLocaleLowerCase();

/** "from:Jun train" are the messages of Jun with that word. @param {string} wanted @returns {(it: Line) => boolean} */
function condition(wanted) {
  const from = /(?:^|\s)from:(\S+)/u.exec(wanted);
  const text = wanted.replace(from?.[0] ?? '', '').trim();
  return it => !it.deleted && (!from || plain(full_name(it)).startsWith(from[1] ?? '')) && plain(text_of(it)).includes(text);
}

function search() {
  const wanted = plain(field.value).trim();
  const fits = condition(wanted);
  found = wanted
    ? shown_lines()
        .filter(fits)
        .map(it => it.id)
        .reverse()
    : [];
  at = -1;
  highlight(wanted.replace(/(?:^|\s)from:\S+/u, '').trim());
  if (found.length) go(1);
  else draw_count();
}

/** @param {1 | -1} step */
function go(step) {
  if (!found.length) return;
  at = (at + step + found.length) % found.length;
  const line = line_of(found[at] ?? '');
  if (line) show_line_at(line.at);
  draw_count();
}

function draw_count() {
  const text = !field.value.trim() ? '' : found.length ? words.search.count(at + 1, found.length) : words.search.nothing;
  if (count.textContent === text) return;
  set_text(count, text);
  if (!bar.hidden && text) announce_notice(text);
}

/** Every place of the text in the messages that were found. @param {string} text */
function highlight(text) {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('found');
  if (!text) return;
  const ranges = found.flatMap(id => ranges_in(line_of(id)?.at.querySelector('.text') ?? null, text));
  CSS.highlights.set('found', new Highlight(...ranges));
}

/** @param {Element | null} within @param {string} text */
function ranges_in(within, text) {
  /** @type {Range[]} */
  const ranges = [];
  if (!within) return ranges;
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const here = (node.nodeValue ?? '').toLocaleLowerCase();
    // Where small letters are longer than capitals, places cannot be told.
    if (here.length !== node.nodeValue?.length) continue;
    for (let from = here.indexOf(text); from >= 0; from = here.indexOf(text, from + text.length)) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, from + text.length);
      ranges.push(range);
    }
  }
  return ranges;
}
