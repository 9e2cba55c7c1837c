// The card on which two people, or all in the room, compare a safety code: as words to be read aloud, and the same in pictures.

import { pictures } from '../strings/pictures.js';
import { safety_words } from '../strings/safety.js';
import { open_card } from './card.js';
import styles from './safety.css';

/** @typedef {import('../surface.js').Safety} Safety */
/** @typedef {'en' | 'ko'} Language */

const WORD_BITS = 11;
const PICTURE_BITS = 6;

/** @type {Record<Language, () => Promise<readonly string[]>>} */
const lists = {
  en: async () => (await import('@scure/bip39/wordlists/english.js')).wordlist,
  ko: async () => (await import('@scure/bip39/wordlists/korean.js')).wordlist,
};

/**
 * @typedef {object} Page
 * @property {typeof import('./dom.js').make} make
 * @property {typeof import('./dom.js').icon} icon
 * @property {string} language
 * @property {import('../surface.js').Mind} mind
 * @property {string} person   '' for everybody
 * @property {string} name
 * @property {() => void} closed
 */

/**
 * Opens the card; what it gives back draws what the module says.
 * @param {Page} page
 * @returns {(it: Safety) => void}
 */
export function open_safety({ make, icon, language, mind, person, name, closed }) {
  const spoken = /** @type {Language} */ (language);
  const words = safety_words[spoken];
  const list = lists[spoken]().catch(() => null); // then there are still the pictures

  const title = person ? words.title(name) : words.room_title;
  const card = open_card({ make, icon, language }, { classes: 'safety', title, close: words.close, styles, closed });
  const body = make('div');
  body.setAttribute('role', 'status');
  card.append(body);

  return it => void draw(it);

  /** @param {Safety} it */
  async function draw(it) {
    if (it.person !== person) return;
    card.dataset.state = it.state;
    if (it.state !== 'ready') {
      const waiting = person ? words.waiting(name) : words.room_waiting;
      return show(make('p', it.state === 'failed' ? 'safety-alarm' : 'quiet', it.state === 'failed' ? words.failed : waiting));
    }
    const read = await list;
    if (card.dataset.state !== 'ready') return;
    const at = spoken === 'ko' ? 2 : 1;
    const said = read ? numbers(it.code, WORD_BITS).map(number => make('li', '', read[number]?.normalize())) : [];
    const drawn = numbers(it.code, PICTURE_BITS).map(number => picture(pictures[number] ?? ['', '', ''], at));
    show(
      make('p', 'quiet', person ? words.how(name) : words.room_how),
      row('safety-words', words.words, said),
      row('safety-pictures', words.pictures, drawn),
      make('p', 'small quiet', `${words.pictures_why} ${person ? words.strength : words.room_strength}`),
      ...(person ? [answers()] : []),
    );
  }

  function answers() {
    const made = make('div', 'actions');
    made.append(
      press('primary', words.match, () => decided(true)),
      press('secondary', words.differ, () => decided(false)),
    );
    return made;
  }

  /** @param {boolean} same */
  function decided(same) {
    mind.compared(person, same);
    card.dataset.state = same ? 'matched' : 'differed';
    const said = make('p', same ? '' : 'safety-alarm', same ? words.matched(name) : words.differed(name));
    const done = press('primary', words.close, () => card.close());
    show(said, done);
    done.focus();
  }

  /** @param {...HTMLElement} parts */
  function show(...parts) {
    body.replaceChildren(...parts);
  }

  /**
   * @param {string} classes
   * @param {string} label
   * @param {HTMLElement[]} items
   */
  function row(classes, label, items) {
    const made = make('ol', classes);
    made.setAttribute('aria-label', label);
    made.append(...items);
    return made;
  }

  /**
   * @param {[string, string, string]} names
   * @param {1 | 2} at
   */
  function picture(names, at) {
    const made = make('li');
    const drawn = make('span', '', names[0]);
    drawn.setAttribute('aria-hidden', 'true');
    made.append(drawn, make('span', '', names[at]));
    return made;
  }

  /**
   * @param {string} classes
   * @param {string} text
   * @param {() => void} act
   */
  function press(classes, text, act) {
    const made = make('button', classes, text);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  }
}

/**
 * The code as numbers of so many bits; what is left over at its end says nothing.
 * @param {Uint8Array} code
 * @param {number} bits
 */
function numbers(code, bits) {
  const all = [...code].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: Math.floor(all.length / bits) }, (_, at) => parseInt(all.slice(at * bits, (at + 1) * bits), 2));
}
