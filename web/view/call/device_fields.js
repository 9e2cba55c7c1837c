// Choosing microphone and camera: the same two fields on the card, in the call bar's card and in the menu.

import { by_id, create } from '../../kit/dom.js';
import { keep } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** Draws the fields everywhere they are. */
export function draw_devices() {
  for (const id of ['preview-devices', 'call-devices', 'menu-devices']) draw_fields(by_id(id));
  by_id('menu-devices').hidden = !state.call.in_call;
  by_id('preview-devices').hidden = !state.devices.microphones.length && !state.devices.cameras.length;
}

/** @param {HTMLElement} at */
export function draw_fields(at) {
  /** @type {['microphone' | 'camera', {id: string, label: string}[], string, string][]} */
  const kinds = [
    ['microphone', state.devices.microphones, state.devices.microphone, words.choose_microphone],
    ['camera', state.devices.cameras, state.devices.camera, words.choose_camera],
  ];
  // A list that is redrawn while it is open would close under the hand.
  const now = JSON.stringify([state.devices, words.choose_camera]);
  if (at.dataset.drawn === now) return;
  at.dataset.drawn = now;
  at.replaceChildren(...kinds.map(([source, list, chosen, word]) => field(at.id, source, list, chosen, word)));
}

/**
 * @param {string} where
 * @param {'microphone' | 'camera'} source
 * @param {{id: string, label: string}[]} list
 * @param {string} chosen
 * @param {string} word
 */
function field(where, source, list, chosen, word) {
  const made = create('p', 'field');
  const select = create('select');
  select.id = `${where}-${source}`;
  select.dataset.choose = source;
  const label = create('label', '', word);
  label.htmlFor = select.id;
  const options = list.some(it => it.id === '') ? list : [{ id: '', label: words.device_default }, ...list];
  options.forEach((it, at) => {
    select.append(new Option(it.label || `${word} ${at}`, it.id, it.id === chosen, it.id === chosen));
  });
  select.addEventListener('change', () => {
    const label = list.find(it => it.id === select.value)?.label ?? '';
    keep(source, select.value);
    keep(`${source}_label`, label);
    state.core?.choose_device(source, select.value, label);
  });
  made.append(label, select);
  return made;
}
