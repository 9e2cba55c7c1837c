// The parts of which the page of audio and video is made.

import { create, set_text } from '../../kit/dom.js';
import { keep } from '../../kit/storage.js';
import { words } from '../../kit/words.js';

/**
 * A choice that is on or off.
 * @param {string} name
 * @param {() => string} word
 * @param {() => boolean} is_on
 * @param {(on: boolean) => void} choose
 * @param {() => string} [more]  a sentence about it
 */
export function check(name, word, is_on, choose, more) {
  const at = create('label', 'item');
  const box = create('input');
  box.type = 'checkbox';
  box.dataset.choose = name;
  box.addEventListener('change', () => choose(box.checked));
  const text = create('span');
  const said = create('span');
  const about = create('span', 'small quiet');
  text.append(said, about);
  at.append(box, text);
  const draw = () => {
    box.checked = is_on();
    set_text(said, word());
    set_text(about, more?.() ?? '');
  };
  return { at, draw };
}

/** @typedef {{id: string, label: string}} Device */

/**
 * A list of devices, the browser's own choice first.
 * @param {string} id
 * @param {string} word
 * @param {(chosen: Device) => void} choose
 */
export function field(id, word, choose) {
  const at = create('p', 'field');
  const select = create('select');
  select.id = id;
  const label = create('label', '', word);
  label.htmlFor = id;
  at.append(label, select);
  /** @type {Device[]} */
  let listed = [];
  let kept_as = '';
  select.addEventListener('change', () => {
    const chosen = listed.find(it => it.id === select.value) ?? { id: '', label: '' };
    if (kept_as) {
      keep(kept_as, chosen.id);
      keep(`${kept_as}_label`, chosen.label);
    }
    choose(chosen);
  });
  let last = '';
  /** @param {Device[]} devices @param {string} chosen */
  const draw = (devices, chosen) => {
    const all = devices.filter(it => it.id);
    listed = [{ id: '', label: words.device_default }, ...all];
    // A list that is drawn anew while it is open would close under the hand.
    const now = JSON.stringify([listed, chosen]);
    if (now === last) return;
    last = now;
    select.replaceChildren(...listed.map((it, number) => new Option(it.label || `${word} ${number}`, it.id, false, it.id === chosen)));
  };
  /** @param {string} name  under which the choice is kept */
  const keeps = name => (kept_as = name);
  return { at, draw, keeps };
}
