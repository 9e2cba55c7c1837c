// All that can be done about one tile beside pinning it: the card behind the dots of its bar. It is made when somebody wants it.

import { by_id, create, create_button } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { full_name } from '../../kit/names.js';
import { place } from '../../kit/popover.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { choose_self_view, next_corner } from './self_view.js';

/** @typedef {import('./tile.js').Tile} Tile */
/** @typedef {{icon: string, word: string, act: () => void}} Item */

const card = create('div', 'pop tile-card');
/** @type {HTMLElement | null} */
let opener = null;
/** @type {(person: string) => void} */
let open_connections = () => {};

/** @param {(person: string) => void} open  the card of the connection to that person */
export function start_tile_card(open) {
  open_connections = open;
  card.id = 'tile-card';
  card.popover = 'auto';
  card.setAttribute('role', 'group');
  card.addEventListener('beforetoggle', event => {
    opener?.setAttribute('aria-expanded', String(/** @type {ToggleEvent} */ (event).newState === 'open'));
  });
  by_id('room').append(card);
}

/** @param {Tile} tile @param {HTMLElement} at  the button that opens it */
export function open_tile_card(tile, at) {
  const person = state.people.get(tile.id);
  if (!person) return;
  opener = at;
  card.setAttribute('aria-label', full_name(person));
  const all = items(tile, person);
  card.replaceChildren(...all.map(item_button));
  place(card, at.getBoundingClientRect());
  card.showPopover();
  const [first] = card.children;
  if (first instanceof HTMLElement) first.focus();
}

/** @param {Tile} tile @param {import('../../surface/people.js').Person} person @returns {Item[]} */
function items(tile, person) {
  /** @type {Item[]} */
  const all = [];
  const { video } = tile;
  if (document.pictureInPictureEnabled && video.videoWidth > 0) {
    all.push({ icon: '#icon-picture-in-picture-2', word: words.stage.picture_in_picture, act: () => void float(video) });
  }
  if (!person.me && tile.kind === 'camera' && person.microphone) {
    all.push({ icon: '#icon-mic-off', word: words.together.ask_to_mute, act: () => state.core?.ask_to_mute(person.id) });
  }
  if (!person.me) all.push({ icon: '#icon-activity', word: words.diagnostics.stats, act: () => open_connections(person.id) });
  if (person.me && tile.kind === 'camera') {
    if (state.stage.layout === 'pair') all.push({ icon: '#icon-move', word: words.stage.move_self, act: next_corner });
    all.push({ icon: '#icon-eye-off', word: words.stage.hide_self, act: () => choose_self_view({ hidden: true }) });
  }
  return all;
}

/** @param {Item} item */
function item_button({ icon: href, word, act }) {
  const made = create_button('item', '', () => {
    card.hidePopover();
    act();
  });
  made.append(icon(href), create('span', '', word));
  return made;
}

/** @param {HTMLVideoElement} video */
async function float(video) {
  if (document.pictureInPictureElement === video) return document.exitPictureInPicture();
  await video.requestPictureInPicture().catch(() => {});
}
