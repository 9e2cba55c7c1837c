// Choosing microphone and camera: the same two fields on the card, in the call bar's card and in the menu.

import { box, make } from '../../kit/dom.js';
import { keep } from '../../kit/storage.js';
import { told } from '../../state/state.js';
import { words } from '../../kit/words.js';

/** Draws the fields everywhere they are. */
export function draw_devices() {
  for (const id of ['preview-devices', 'call-devices', 'menu-devices']) draw_fields(box(id));
  box('menu-devices').hidden = !told.call.in_call;
  box('preview-devices').hidden = !told.devices.microphones.length && !told.devices.cameras.length;
}

/** @param {HTMLElement} at */
function draw_fields(at) {
  /** @type {['microphone' | 'camera', {id: string, label: string}[], string, string][]} */
  const kinds = [
    ['microphone', told.devices.microphones, told.devices.microphone, words.choose_microphone],
    ['camera', told.devices.cameras, told.devices.camera, words.choose_camera],
  ];
  // A list that is redrawn while it is open would close under the hand.
  const now = JSON.stringify([told.devices, words.choose_camera]);
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
  const made = make('p', 'field');
  const select = make('select');
  select.id = `${where}-${source}`;
  select.dataset.choose = source;
  const label = make('label', '', word);
  label.htmlFor = select.id;
  const options = list.some(it => it.id === '') ? list : [{ id: '', label: words.device_default }, ...list];
  options.forEach((it, at) => {
    select.append(new Option(it.label || `${word} ${at}`, it.id, it.id === chosen, it.id === chosen));
  });
  select.addEventListener('change', () => {
    keep(source, select.value);
    told.mind?.choose_device(source, select.value);
  });
  made.append(label, select);
  return made;
}
