// What only the host of a room has: who may come in, who is at the door, and two choices for each person. It is loaded when one is
// host. Nothing of the page is imported here, so that the page need not be cut in pieces: it is handed in.

import { host_words } from '../strings/host.js';
import styles from './host.css';

/** @typedef {import('../surface.js').Person} Person */

/**
 * @typedef {object} Page
 * @property {typeof import('./dom.js').make} make
 * @property {typeof import('./dom.js').icon} icon
 * @property {typeof import('./names.js').avatar} avatar
 * @property {typeof import('./names.js').full_name} full_name
 * @property {import('../surface.js').Mind} mind
 * @property {HTMLElement} door    where it is chosen who may come in
 * @property {HTMLElement} knocks  where those are shown who wait
 * @property {HTMLElement} list    of the people, each with `data-person`
 */

/**
 * What it gives back draws the tools anew; `door` is '' for whoever is host no longer.
 * @param {Page} page
 * @returns {(language: string, door: string, people: Person[], waiting: Person[]) => void}
 */
export function host_tools({ make, icon, avatar, full_name, mind, door: door_box, knocks, list }) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  knocks.className = 'knocks';
  knocks.setAttribute('role', 'region');
  /** @type {typeof host_words.en} */
  let words;

  /**
   * @param {string} look
   * @param {string} text
   * @param {() => void} act
   */
  function press(look, text, act) {
    const made = make('button', look, text);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  }

  /** @param {string} chosen */
  function draw_door(chosen) {
    const field = make('fieldset', 'choice');
    field.append(make('legend', '', words.door));
    for (const value of /** @type {const} */ (['open', 'knock', 'locked'])) {
      const label = make('label');
      const radio = make('input');
      radio.type = 'radio';
      radio.name = 'door';
      radio.value = value;
      radio.checked = value === chosen;
      radio.addEventListener('change', () => mind.set_door(value));
      label.append(radio, make('span', '', words[value]));
      field.append(label);
    }
    return field;
  }

  /** @param {Person} it */
  function draw_knock(it) {
    const made = make('div', 'knock');
    made.dataset.person = it.id;
    const text = make('p', '', words.knocks(full_name(it)));
    text.dir = 'auto';
    const let_in = press('primary small-button', words.let_in, () => mind.answer_knock(it.id, true));
    const turn_away = press('secondary small-button', words.turn_away, () => mind.answer_knock(it.id, false));
    const answers = make('span', 'knock-answers');
    answers.append(let_in, turn_away);
    made.append(avatar(it), text, answers);
    return made;
  }

  /** @param {Person} it */
  function choices(it) {
    const name = full_name(it);
    const made = make('div', 'host-choices');
    made.hidden = true;
    made.append(
      press('secondary small-button', words.hand_on(name), () => mind.hand_on(it.id)),
      make('p', 'small quiet', words.remove_note(name)),
      press('secondary small-button danger', words.remove(name), () => mind.remove_person(it.id)),
    );
    const opener = press('tool host-opener', '', () => {
      made.hidden = !made.hidden;
      opener.setAttribute('aria-expanded', String(!made.hidden));
    });
    opener.title = words.tools(name);
    opener.setAttribute('aria-label', opener.title);
    opener.setAttribute('aria-expanded', 'false');
    opener.append(icon('#icon-ellipsis-vertical'));
    return [opener, made];
  }

  return (language, door, people, waiting) => {
    words = host_words[/** @type {'en'|'ko'} */ (language)];
    knocks.setAttribute('aria-label', words.knocking);
    const drawn = JSON.stringify([language, door, waiting]);
    if (door_box.dataset.drawn !== drawn) {
      door_box.dataset.drawn = drawn;
      // Whoever is choosing by keyboard goes on where they were.
      const focused = document.activeElement instanceof HTMLInputElement && door_box.contains(document.activeElement);
      door_box.replaceChildren(...(door ? [draw_door(door)] : []));
      if (focused) /** @type {HTMLInputElement | null} */ (door_box.querySelector('input:checked'))?.focus();
      knocks.replaceChildren(...(door ? waiting.map(draw_knock) : []));
    }
    for (const it of people) {
      const entry = [...list.children].find(each => each.getAttribute('data-person') === it.id);
      const has = entry?.getElementsByClassName('host-opener')[0];
      if (!entry || it.me || Boolean(has) === (door !== '')) continue;
      if (!door) for (const each of [...entry.querySelectorAll('.host-opener, .host-choices')]) each.remove();
      else entry.append(...choices(it));
    }
  };
}
