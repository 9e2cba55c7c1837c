// The tools that only the host of a room has: who may come in, who is at the door, and two choices for each person.

import { by_id, create, create_button } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { avatar, full_name } from '../../kit/names.js';
import { language, words } from '../../kit/words.js';
import { everybody, knocking, state } from '../../state/state.js';

/** @typedef {import('../../surface/people.js').Person} Person */

/** @param {string} door  '' where one is not the host, or is no longer */
export function draw_host_tools(door) {
  const [door_box, knocks] = [by_id('door'), by_id('knocks')];
  const waiting = knocking();
  const drawn = JSON.stringify([language, door, waiting]);
  if (door_box.dataset.drawn !== drawn) {
    door_box.dataset.drawn = drawn;
    // A choice that is being made by keyboard goes on where it was.
    const focused = document.activeElement instanceof HTMLInputElement && door_box.contains(document.activeElement);
    door_box.replaceChildren(...(door ? [draw_door(door)] : []));
    if (focused) /** @type {HTMLInputElement | null} */ (door_box.querySelector('input:checked'))?.focus();
    knocks.className = 'knocks';
    knocks.setAttribute('role', 'region');
    knocks.setAttribute('aria-label', words.host_tools.knocking);
    knocks.replaceChildren(...(door ? waiting.map(draw_knock) : []));
  }
  for (const it of everybody()) {
    const entry = [...by_id('people').children].find(each => each.getAttribute('data-person') === it.id);
    const has = entry?.getElementsByClassName('host-opener')[0];
    if (!entry || it.me || Boolean(has) === (door !== '')) continue;
    if (!door) for (const each of entry.querySelectorAll('.host-opener, .host-choices')) each.remove();
    else entry.append(...choices(it));
  }
}

/** @param {string} chosen */
function draw_door(chosen) {
  const field = create('fieldset', 'choice');
  field.append(create('legend', '', words.host_tools.door));
  for (const value of /** @type {const} */ (['open', 'knock', 'locked'])) {
    const label = create('label');
    const radio = create('input');
    radio.type = 'radio';
    radio.name = 'door';
    radio.value = value;
    radio.checked = value === chosen;
    radio.addEventListener('change', () => state.core?.set_door(value));
    label.append(radio, create('span', '', words.host_tools[value]));
    field.append(label);
  }
  return field;
}

/** @param {Person} it */
function draw_knock(it) {
  const made = create('div', 'knock');
  made.dataset.person = it.id;
  const text = create('p', '', words.host_tools.knocks(full_name(it)));
  text.dir = 'auto';
  const let_in = create_button('primary small-button', words.host_tools.let_in, () => state.core?.answer_knock(it.id, true));
  const turn_away = create_button('secondary small-button', words.host_tools.turn_away, () => state.core?.answer_knock(it.id, false));
  const answers = create('span', 'knock-answers');
  answers.append(let_in, turn_away);
  made.append(avatar(it), text, answers);
  return made;
}

/** @param {Person} it */
function choices(it) {
  const name = full_name(it);
  const made = create('div', 'host-choices');
  made.hidden = true;
  made.append(
    create_button('secondary small-button', words.host_tools.hand_on(name), () => state.core?.hand_on(it.id)),
    create('p', 'small quiet', words.host_tools.remove_note(name)),
    create_button('secondary small-button danger', words.host_tools.remove(name), () => state.core?.remove_person(it.id)),
  );
  const opener = create_button('tool host-opener', '', () => {
    made.hidden = !made.hidden;
    opener.setAttribute('aria-expanded', String(!made.hidden));
  });
  opener.title = words.host_tools.tools(name);
  opener.setAttribute('aria-label', opener.title);
  opener.setAttribute('aria-expanded', 'false');
  opener.append(icon('#icon-ellipsis-vertical'));
  return [opener, made];
}
