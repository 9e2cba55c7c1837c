// Draws the marks of a message: markdown-it takes it apart into tokens, and each becomes an element. Nothing is ever markup: what
// has no element here is text. An address in the text is a link where C++ says so, and one behind a label is judged by it.

import MarkdownIt from 'markdown-it';
import markdown_style from './markdown.css' with { type: 'text' };

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('./marks.js').Given} Given */
/** @typedef {import('markdown-it').Token} Token */
/** @typedef {import('markdown-it').StateInline} StateInline */
/** @typedef {import('markdown-it').StateBlock} StateBlock */

// The most that a message may cost its readers. Part of it beyond that is shown as it was written.
const MOST_NODES = 500;
const DEEPEST = 16;
const COPIED_MS = 2000;
// The page answers while a long conversation is drawn anew.
const SLICE_MS = 8;
const LANGUAGE_LENGTH = 24;
// A number with more digits does not fit beside its list.
const NARROW_DIGITS = 3;

// Functions that the first load has too are handed in: whatever two scripts import would be cut out of both as one more file to be asked for.
/** @type {Given['create']} */
let create;
/** @type {Given['link']} */
let link;
/** @type {Given['text_of']} */
let text_of;
/** @type {Given['words_of']} */
let words_of;
/** @type {Given['state']} */
let state;

/** Letters at which the parser looks for a mark. */
const MARKS = '\n\\`~*_[]';
const CJK = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const elements = {
  paragraph: 'p',
  heading: 'p',
  blockquote: 'blockquote',
  bullet_list: 'ul',
  ordered_list: 'ol',
  list_item: 'li',
  strong: 'strong',
  em: 'em',
  s: 's',
};

/**
 * Korean and Japanese words go on behind a mark without a space, also where a bracket or full stop is the last of what it encloses:
 * CommonMark's rules would see no end there.
 */
class State extends MarkdownIt().inline.State {
  /** @param {number} start @param {boolean} within_words @override */
  scanDelims(start, within_words) {
    const found = super.scanDelims(start, within_words);
    const before = this.src[start - 1] ?? ' ';
    const behind = this.src[start + found.length] ?? ' ';
    if (within_words && CJK.test(behind) && before.trim()) found.can_close = true;
    if (within_words && CJK.test(before) && behind.trim()) found.can_open = true;
    return found;
  }
}

/** The places of addresses in a text. @type {WeakMap<StateInline, Map<number, string>>} */
const places = new WeakMap();

/** @param {StateInline} it */
function addresses_of(it) {
  let found = places.get(it);
  if (!found) {
    const addresses = /** @type {RegExp | null} */ (it.env.addresses);
    found = new Map(addresses ? [...it.src.matchAll(addresses)].map(match => [match.index, match[0]]) : []);
    places.set(it, found);
  }
  return found;
}

/** Text goes on up to a mark or an address; and an address is one, whatever marks are in it. @param {StateInline} it @param {boolean} silent */
function text_or_address(it, silent) {
  const addresses = addresses_of(it);
  const address = addresses.get(it.pos) ?? '';
  let end = it.pos + address.length;
  if (end > it.posMax) end = it.pos;
  if (end === it.pos) while (end < it.posMax && !MARKS.includes(it.src[end]) && (end === it.pos || !addresses.has(end))) end += 1;
  if (end === it.pos) return false;
  const text = it.src.slice(it.pos, end);
  if (!silent && text === address && it.linkLevel === 0) it.push('address', 'a', 0).content = text;
  else if (!silent) it.pending += text;
  it.pos = end;
  return true;
}

/**
 * Markdown lets a quote and a list go on where a line has no mark. People answer there: it ends before that.
 * @param {StateBlock} it @param {number} line @param {number} _end @param {boolean} silent
 */
const ends_here = (it, line, _end, silent) => silent && (it.parentType === 'blockquote' || it.sCount[line] < it.blkIndent);

const parser = MarkdownIt('zero').enable([
  'blockquote',
  'fence',
  'list',
  'heading',
  'newline',
  'escape',
  'backticks',
  'strikethrough',
  'emphasis',
  'link',
]);
parser.inline.State = State;
parser.inline.ruler.at('text', text_or_address);
parser.block.ruler.push('ends_here', ends_here, { alt: ['paragraph', 'blockquote'] });
parser.normalizeLink = String;
// The browser knows which words of other scripts are names of hosts (UTS #46).
/** @param {string} address */
parser.validateLink = address => state.core?.judge_link('', address) !== '' && URL.canParse(address);

/**
 * @param {Given} given
 * @param {[HTMLElement, Line][]} waiting  lines that are plain text so far
 * @param {() => boolean} at_end  whether the reader is at the end of the conversation
 */
export function start_markdown(given, waiting, at_end) {
  ({ create, link, text_of, words_of, state } = given);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(markdown_style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  draw_waiting(waiting, at_end);
}

/** The newest first: a reader is mostly there. @param {[HTMLElement, Line][]} waiting @param {() => boolean} at_end */
function draw_waiting(waiting, at_end) {
  const until = performance.now() + SLICE_MS;
  if (!waiting.length) return;
  hold_place(at_end(), () => {
    while (waiting.length && performance.now() < until) {
      const [at, it] = waiting.pop() ?? [];
      // Meanwhile a line may be forgotten.
      if (at?.isConnected && it) draw_markdown(at, it);
    }
  });
  setTimeout(draw_waiting, 0, waiting, at_end);
}

/** Changes lines, and leaves the reader where they are. @param {boolean} at_end @param {() => void} change */
function hold_place(at_end, change) {
  const scroller = document.getElementById('messages');
  // A reader at the end is held there by the observer of the list's size.
  if (!scroller || at_end) return change();
  const { top } = scroller.getBoundingClientRect();
  // The first line that can be seen from its beginning.
  const seen = [...scroller.querySelectorAll('#lines > li')].find(it => it.getBoundingClientRect().top >= top);
  const was = seen?.getBoundingClientRect().top ?? 0;
  change();
  if (seen) scroller.scrollTop += seen.getBoundingClientRect().top - was;
}

/** Draws the marks of a line; where that fails, it stays plain text. @param {HTMLElement} at @param {Line} it */
export function draw_markdown(at, it) {
  const text = at.querySelector('.text');
  if (!text) return;
  try {
    const drawn = draw(it);
    text.classList.add('marked');
    text.replaceChildren(...drawn);
  } catch {
    // A fault of the library must cost nobody the message.
  }
}

/** @param {Line} it */
function draw(it) {
  const source = text_of(it).replace(/\r\n?/g, '\n');
  const hrefs = new Map(it.pieces.filter(piece => piece.href).map(piece => [piece.text, piece.href]));
  // As C++ does, it looks for none in the middle of a word; one without a scheme is not a part of another name either.
  const longest_first = [...hrefs]
    .sort(([a], [b]) => b.length - a.length)
    .map(([text, href]) => `(?<![A-Za-z0-9${text === href ? '' : '.@/\\\\+-'}])${escaped(text)}`);
  const addresses = longest_first.length ? new RegExp(longest_first.join('|'), 'g') : null;
  const lines = source.split('\n');
  const drawn = [];
  let left = MOST_NODES;
  for (const { tokens, from, to } of blocks_of(parser.parse(source, { addresses }))) {
    const drawing = new Drawing(hrefs, left - 4);
    let made = drawing.draw(tokens);
    if (made) left -= drawing.nodes;
    else {
      // The last of what is shown as it was written has all of the rest.
      const rest = left < 8;
      made = create('p', '', lines.slice(from, rest ? lines.length : to).join('\n'));
      left -= rest ? left : 2;
    }
    drawn.push(made);
    if (left === 0) break;
  }
  return drawn;
}

/** @param {string} text */
const escaped = text => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** The tokens of each outermost block, and the lines that it has in the message. @param {Token[]} tokens */
function blocks_of(tokens) {
  const blocks = [];
  /** @type {Token[]} */
  let block = [];
  for (const token of tokens) {
    block.push(token);
    if (token.level > 0 || token.nesting === 1) continue;
    const [from, to] = block[0].map ?? [0, 0];
    blocks.push({ tokens: block, from, to });
    block = [];
  }
  return blocks;
}

/** One outermost block. */
class Drawing {
  nodes = 0;
  /** @type {HTMLElement[]} the elements that are open, the innermost last */
  #open = [create('div')];
  /** @type {string[]} the addresses of the links that are open */
  #addresses = [];

  /** @param {Map<string, string>} hrefs  of addresses in the text @param {number} most  nodes */
  constructor(hrefs, most) {
    this.hrefs = hrefs;
    this.most = most;
  }

  /** Gives its element, or null: it has too many nodes, or they are too deep. @param {Token[]} tokens */
  draw(tokens) {
    const enough = tokens.every(token => (token.type === 'inline' ? (token.children ?? []).every(it => this.#add(it)) : this.#add(token)));
    return enough ? this.#open[0].firstElementChild : null;
  }

  get #at() {
    return this.#open[this.#open.length - 1];
  }

  /** Gives whether there is room for more. @param {Token} token */
  #add(token) {
    const kind = token.type.replace(/_(open|close)$/, '');
    // The paragraph of an item of a list without gaps.
    if (token.hidden) return true;
    if (kind === 'link') this.#add_link(token);
    else if (token.nesting === 1) this.#begin(token, elements[kind] ?? 'span');
    else if (token.nesting === -1) this.#open.pop();
    else if (kind === 'softbreak' || kind === 'hardbreak') this.#add_text('\n');
    else if (kind === 'address') this.#put(link({ text: token.content, href: this.hrefs.get(token.content) ?? '' }), 2);
    else if (kind === 'code_inline') this.#put(create('code', '', token.content), 2);
    else if (kind === 'fence') this.#put(code_block(token), 8);
    else this.#add_text(token.content);
    return this.nodes <= this.most && this.#open.length <= DEEPEST;
  }

  /** @param {Node} node @param {number} nodes  how many it has with all that is in it */
  #put(node, nodes) {
    this.#at.append(node);
    this.nodes += nodes;
  }

  /** @param {string} text */
  #add_text(text) {
    const last = this.#at.lastChild;
    if (last instanceof Text) last.appendData(text);
    else if (text) this.#put(document.createTextNode(text), 1);
  }

  /** @param {Token} token @param {keyof HTMLElementTagNameMap} tag */
  #begin(token, tag) {
    const made = create(tag);
    if (token.type === 'heading_open') made.className = 'heading';
    if (made instanceof HTMLLIElement && token.info) number_item(made, token, this.#at);
    this.#put(made, 1);
    this.#open.push(made);
  }

  /** @param {Token} token */
  #add_link(token) {
    if (token.nesting === 1) {
      this.#addresses.push(String(token.attrGet('href')));
      this.#begin(token, 'bdi');
      return;
    }
    const label = this.#open.pop();
    const address = this.#addresses.pop() ?? '';
    if (!label) return;
    const disguised = state.core?.judge_link(label.textContent ?? '', address) !== 'honest';
    const made = link({ text: disguised ? address : '', href: address });
    if (disguised) {
      // The label is no link, so that nobody takes it for the address. The address is read from the left, whatever the label turns.
      made.dir = 'ltr';
      this.#add_text(' (');
      this.#put(made, 2);
      this.#add_text(')');
    } else {
      label.replaceWith(made);
      made.append(label);
      this.nodes += 1;
    }
  }
}

/** An item keeps the number that was written. @param {HTMLLIElement} item @param {Token} token @param {HTMLElement} list */
function number_item(item, token, list) {
  item.value = Number(token.info);
  if (token.markup === ')') list.classList.add('bracket');
  if (token.info.length > NARROW_DIGITS) list.classList.add('wide');
}

/** Code as it was written, the name of its language above it. @param {Token} token */
function code_block(token) {
  const made = create('div', 'code');
  // Its head is in the language of the page.
  made.dir = 'ltr';
  const head = create('div', 'code-head');
  const language = token.info.trim().split(/\s/)[0].slice(0, LANGUAGE_LENGTH);
  const copy = create('button', 'plain small-button copy-code', words_of().copy);
  copy.type = 'button';
  // The words change with the language of the page (fill_page).
  copy.dataset.t = 'copy';
  copy.dataset.tLabel = 'copy_code';
  copy.setAttribute('aria-label', words_of().copy_code);
  head.append(create('span', 'code-language', language), copy);
  const code = create('pre', '', token.content.replace(/\n$/, ''));
  code.dir = 'auto';
  // Code that can be scrolled is reached by the keyboard.
  code.tabIndex = 0;
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent ?? '').catch(() => null);
    copy.textContent = words_of().copied;
    setTimeout(() => (copy.textContent = words_of().copy), COPIED_MS);
  });
  made.append(head, code);
  return made;
}
