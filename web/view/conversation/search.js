// Search in the conversation: a bar above it, which leads from one message to the next, the newest first. The texts are fetched from the
// module as long as the bar is open, in portions that keep nobody waiting. The words are highlighted without a change to the lines (CSS
// Custom Highlight API).

import { by_id, create, set_text } from '../../kit/dom.js';
import { announce_notice } from '../../kit/live_region.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { on_language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { reach_line, show_line_at } from './jump.js';

const PORTION = 250;
// Letters that are typed one after the other lead nowhere yet.
const LEAD_MS = 100;

const bar = create('div');
const field = create('input', 'search-field');
const count = create('span', 'small quiet');
/** Plain texts, the newest first. @typedef {{id: string, name: string, text: string}} Text @type {Text[]} */
let texts = [];
let complete = false;
let timer = 0;
let leading = 0;
/** The part that the module gave last. @type {{all: string[], last: boolean}} */
let given = { all: [], last: true };
/** Ids of messages, the newest first. @type {string[]} */
let found = [];
let at = -1;
let announced = '';
/** The words that are looked for: in the names of authors, and in texts. */
let wanted = { from: '', text: '' };

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
  if (!texts.length) fetch_older();
  if (wanted) field.value = wanted;
  field.focus();
  field.select();
  search();
}

function close_search() {
  bar.hidden = true;
  clearTimeout(timer);
  clearTimeout(leading);
  texts = [];
  found = [];
  complete = false;
  highlight();
  by_id('composer').focus({ preventScroll: true });
}

/** As the module gives what it is asked for. @param {string[]} all @param {boolean} last */
export const take_texts = (all, last) => void (given = { all, last });

/** @param {string} before @param {number} [most] @returns {Text[]} */
function fetch_texts(before, most = PORTION) {
  given = { all: [], last: true };
  state.core?.give_texts(before, most);
  const { all } = given;
  return Array.from({ length: all.length / 3 }, (_, index) => {
    const [id = '', name = '', text = ''] = all.slice(3 * index, 3 * index + 3);
    return { id, name: plain(name), text: plain(text) };
  });
}

function fetch_older() {
  const more = fetch_texts(texts.at(-1)?.id ?? '');
  texts.push(...more);
  complete = given.last;
  if (!complete) timer = setTimeout(fetch_older);
  find(more);
}

/** The messages that have come since. */
function fetch_newer() {
  const [newest] = texts;
  for (let more = fetch_texts('', 1), from = 0; more.length; more = fetch_texts(more.at(-1)?.id ?? '')) {
    const known = more.findIndex(it => it.id === newest?.id);
    const fresh = known < 0 ? more : more.slice(0, known);
    texts.splice(from, 0, ...fresh);
    from += fresh.length;
    if (known >= 0 || given.last) return;
  }
}

/** As people compare words: in one spelling, whatever the case. @param {string} text */
const plain = text => text.normalize('NFC').toLocaleLowerCase();

/** "from:Jun train" are the messages of Jun with that word. */
function search() {
  const typed = plain(field.value).trim();
  const from = /(?:^|\s)from:(\S+)/u.exec(typed);
  wanted = { from: from?.[1] ?? '', text: typed.replace(from?.[0] ?? '', '').trim() };
  fetch_newer();
  found = [];
  at = -1;
  find(texts);
}

/** @param {Text[]} among  older than all in which was looked before */
function find(among) {
  const { from, text } = wanted;
  const had = found.length;
  if (from || text) for (const it of among) if (it.name.startsWith(from) && it.text.includes(text)) found.push(it.id);
  if (found.length > had) highlight();
  if (!had && found.length) {
    at = 0;
    clearTimeout(leading);
    leading = setTimeout(lead, LEAD_MS);
  }
  draw_count();
}

/** @param {1 | -1} step */
function go(step) {
  if (!found.length) return;
  at = (at + step + found.length) % found.length;
  lead();
  draw_count();
}

function lead() {
  clearTimeout(leading);
  const line = reach_line(found[at] ?? '');
  if (line) show_line_at(line);
}

function draw_count() {
  const nothing = complete ? words.search.nothing : '…';
  const text = !field.value.trim() ? '' : found.length ? words.search.count(at + 1, found.length) : nothing;
  set_text(count, text);
  if (bar.hidden || !complete || !text || text === announced) return;
  announce_notice((announced = text));
}

/** Lines came or went. */
export function draw_found() {
  if (!bar.hidden) highlight();
}

/** Every place of the text in the lines that were found. */
function highlight() {
  if (!('highlights' in CSS)) return;
  const { text } = wanted;
  const ids = new Set(text ? found : []);
  const lines = ids.size ? [...by_id('lines').querySelectorAll('.line')] : [];
  const those = lines.filter(it => it instanceof HTMLElement && ids.has(it.dataset.line ?? ''));
  const ranges = those.flatMap(it => ranges_in(it.querySelector('.text'), text));
  if (ranges.length) CSS.highlights.set('found', new Highlight(...ranges));
  else CSS.highlights.delete('found');
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
