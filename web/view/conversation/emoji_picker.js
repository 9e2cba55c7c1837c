// All emoji in a grid, and a search by their names: in the page's language and in English, and in Korean too for a Korean word.

import english from 'emoji_data/emoji_en';
import style from './emoji_picker.css' with { type: 'text' };

// Functions that the first load has too are handed in: whatever two scripts import would be cut out of both as one more file to be asked for.
/** @typedef {import('./emoji.js').Given} Given */

const HANGUL = /\p{Script=Hangul}/u;

/** Each line is an emoji, its name and what else it is found by; between groups is an empty line. */
const groups = english.split('\n\n').map(group => group.split('\n').map(line => line.split('\t')));
const all = groups.flat();
/** The place behind the last of each group. */
const ends = groups.map((_, at) => groups.slice(0, at + 1).flat().length);
/** The same in Korean, in the same order: names, and what else they are found by. @type {string[][] | null} */
let korean = null;
let started = false;

async function load_korean() {
  korean ??= (await import('emoji_data/emoji_ko')).default.split('\n').map(line => line.split('\t'));
}

/** @param {Given} given @param {HTMLElement} card @param {(emoji: string) => void} choose */
export async function open_picker(given, card, choose) {
  if (!started) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    started = true;
  }
  const { create, create_button, composes } = given;
  const words = given.words_of().emoji;
  // Without the Korean names, there are still the English ones.
  if (given.language_of() === 'ko') await load_korean().catch(() => null);
  const names = given.language_of() === 'ko' && korean ? korean : null;

  const search = create('input');
  search.type = 'search';
  search.id = 'emoji-search';
  search.className = 'search-field';
  search.placeholder = words.search;
  search.setAttribute('aria-label', words.search);
  search.autocomplete = 'off';
  const grid = create('div', 'emoji-grid');
  const none = create('p', 'quiet emoji-none');
  none.setAttribute('role', 'status');

  const buttons = all.map(([emoji, name], at) => {
    const made = create_button('emoji-button', emoji, () => choose(emoji));
    made.title = names?.[at]?.[0] ?? name;
    made.setAttribute('aria-label', made.title);
    made.tabIndex = -1;
    return made;
  });
  let found = buttons;
  const show = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const places = wanted ? places_of(wanted) : [...buttons.keys()];
    found = places.map(at => buttons[at]);
    // Found ones stand in one part, the best first.
    const parts = wanted ? [found] : ends.map((end, group) => buttons.slice(ends[group - 1] ?? 0, end));
    grid.replaceChildren(
      ...parts.map(part => {
        const made = create('div', 'emoji-group');
        made.append(...part);
        return made;
      }),
    );
    for (const it of found) it.tabIndex = it === found[0] ? 0 : -1;
    none.textContent = found.length ? '' : words.none;
  };
  search.addEventListener('input', async () => {
    if (HANGUL.test(search.value)) await load_korean().catch(() => null);
    show();
  });
  search.addEventListener('keydown', event => {
    if (composes(event) || !found.length) return;
    if (event.key === 'Enter') found[0].click();
    else if (event.key === 'ArrowDown') found[0].focus();
    else return;
    event.preventDefault();
  });
  grid.addEventListener('keydown', event => {
    const next = next_of(found, given.forward_key(event.key));
    if (!next) return;
    event.preventDefault();
    if (next === 'search') search.focus();
    else next.focus();
  });
  grid.addEventListener('focusin', event => {
    for (const it of found) it.tabIndex = it === event.target ? 0 : -1;
  });
  show();
  card.replaceChildren(search, none, grid);
  search.focus();
}

/** The places of the emoji that are found by that, the best first: called so, beginning so, called so in part, found by it otherwise. @param {string} wanted */
function places_of(wanted) {
  const rank = (/** @type {number} */ at) => {
    const texts = [all[at].slice(1), korean?.[at] ?? []];
    const tests = [
      (/** @type {string[]} */ [name]) => name === wanted,
      (/** @type {string[]} */ [name]) => name?.startsWith(wanted),
      (/** @type {string[]} */ [name]) => name?.includes(wanted),
      (/** @type {string[]} */ [, more]) => more?.includes(wanted),
    ];
    return tests.findIndex(test => texts.some(test));
  };
  const ranked = all.map((_, at) => ({ at, rank: rank(at) })).filter(it => it.rank >= 0);
  return ranked.sort((a, b) => a.rank - b.rank || a.at - b.at).map(it => it.at);
}

/** Where an arrow key leads. @param {HTMLButtonElement[]} found @param {string} key @returns {HTMLButtonElement | 'search' | null} */
function next_of(found, key) {
  const at = found.findIndex(it => it === document.activeElement);
  if (at < 0) return null;
  if (key === 'ArrowLeft') return found[at - 1] ?? 'search';
  if (key === 'ArrowRight') return found[at + 1] ?? null;
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  // The nearest one of the next row: rows end where a group does.
  const { left, top } = found[at].getBoundingClientRect();
  const beyond = key === 'ArrowUp' ? found.slice(0, at).reverse() : found.slice(at + 1);
  const first = beyond.find(it => it.getBoundingClientRect().top !== top);
  if (!first) return key === 'ArrowUp' ? 'search' : null;
  const row_top = first.getBoundingClientRect().top;
  const row = beyond.slice(beyond.indexOf(first)).filter(it => it.getBoundingClientRect().top === row_top);
  const far = (/** @type {HTMLElement} */ it) => Math.abs(it.getBoundingClientRect().left - left);
  return row.reduce((best, it) => (far(it) < far(best) ? it : best));
}
