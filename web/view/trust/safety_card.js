// The card on which two people, or all in the room, compare a safety code: as words to be read aloud, and the same in pictures.

import { open_card } from '../../kit/card.js';
import { by_id, create, create_button } from '../../kit/dom.js';
import { language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { pictures } from './safety_pictures.js';

/** @typedef {import('../../surface/trust.js').Safety} Safety */

/** BIP 39 has none in Arabic and German: there the words are English. @type {Record<string, () => Promise<{wordlist: readonly string[]}>>} */
const lists = {
  en: () => import('@scure/bip39/wordlists/english.js'),
  es: () => import('@scure/bip39/wordlists/spanish.js'),
  fr: () => import('@scure/bip39/wordlists/french.js'),
  ja: () => import('@scure/bip39/wordlists/japanese.js'),
  ko: () => import('@scure/bip39/wordlists/korean.js'),
  pt: () => import('@scure/bip39/wordlists/portuguese.js'),
  zh: () => import('@scure/bip39/wordlists/simplified-chinese.js'),
};

/** Draws on the card that is open. @type {((it: Safety) => void) | null} */
let draw = null;

/** The code that is compared has changed. @param {Safety} it */
export function show_safety(it) {
  draw?.(it);
}

/**
 * Opens the card, and has the module make the code.
 * @param {string} person  '' for everybody in the room
 * @param {string} name
 */
export function compare(person, name) {
  draw = open_safety(person, name);
  state.core?.compare(person);
}

function closed() {
  draw = null;
  state.core?.stop_comparing();
  // The list from which it was opened has closed meanwhile.
  by_id('people-button').focus();
}

/**
 * Gives a function that draws the code whenever it changes.
 * @param {string} person
 * @param {string} name
 * @returns {(it: Safety) => void}
 */
function open_safety(person, name) {
  const said = words.safety;
  const spoken_in = language in lists ? language : 'en';
  const list = lists[spoken_in]?.().catch(() => null); // then there are still the pictures
  const title = person ? said.title(name) : said.room_title;
  const card = open_card({ classes: 'safety', title, close: words.close, closed });
  const body = create('div');
  body.setAttribute('role', 'status');
  card.append(body);

  return it => void draw_code(it);

  /** @param {Safety} it */
  async function draw_code(it) {
    if (it.person !== person) return;
    card.dataset.state = it.state;
    if (it.state !== 'ready') {
      const waiting = person ? said.waiting(name) : said.room_waiting;
      return show(create('p', it.state === 'failed' ? 'safety-alarm' : 'quiet', it.state === 'failed' ? said.failed : waiting));
    }
    const read = await list;
    if (card.dataset.state !== 'ready') return;
    const spoken = row(
      'safety-words',
      said.words,
      read ? it.words.map(number => create('li', '', read.wordlist[number]?.normalize())) : [],
    );
    spoken.lang = spoken_in;
    const drawn = it.pictures.flatMap(number => pictures[number] ?? []);
    show(
      create('p', 'quiet', person ? said.how(name) : said.room_how),
      spoken,
      row(
        'safety-pictures',
        said.pictures,
        drawn.map(it => picture(it, said.picture[it])),
      ),
      create('p', 'small quiet', `${said.pictures_why} ${person ? said.strength : said.room_strength}`),
      ...(person ? [answers()] : []),
    );
  }

  function answers() {
    const made = create('div', 'actions');
    made.append(
      create_button('primary', said.match, () => decided(true)),
      create_button('secondary', said.differ, () => decided(false)),
    );
    return made;
  }

  /** @param {boolean} same */
  function decided(same) {
    state.core?.compared(person, same);
    card.dataset.state = same ? 'matched' : 'differed';
    const outcome = create('p', same ? '' : 'safety-alarm', same ? said.matched(name) : said.differed(name));
    const done = create_button('primary', words.close, () => card.close());
    show(outcome, done);
    done.focus();
  }

  /** @param {...HTMLElement} parts */
  function show(...parts) {
    body.replaceChildren(...parts);
  }
}

/**
 * @param {string} classes
 * @param {string} label
 * @param {HTMLElement[]} items
 */
function row(classes, label, items) {
  const made = create('ol', classes);
  made.setAttribute('aria-label', label);
  made.append(...items);
  return made;
}

/** @param {string} drawn @param {string} name */
function picture(drawn, name) {
  const made = create('li');
  const shown = create('span', '', drawn);
  shown.setAttribute('aria-hidden', 'true');
  made.append(shown, create('span', '', name));
  return made;
}
