// One tile of the stage: picture or initials, name, muted mark, trouble with the connection, the ring of the one who speaks.

import { create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { avatar, full_name, name_in_text } from '../../kit/names.js';
import { counted, words } from '../../kit/words.js';
import { away_for, state } from '../../state/state.js';
import { deferred } from './deferred.js';

/** @typedef {import('../../surface/people.js').Person} Person */
/** @typedef {'camera' | 'screen'} Kind */

/** @typedef {object} Tile
 * @property {string} key
 * @property {string} id      the person's id
 * @property {Kind} kind
 * @property {HTMLLIElement} at
 * @property {HTMLVideoElement} video
 */

/**
 * @param {Person} it
 * @param {Kind} kind
 * @param {() => void} refused  playing with sound needs a touch first
 * @returns {Tile}
 */
export function make_tile(it, kind, refused) {
  const at = create('li', 'tile');
  at.dataset.person = it.id;
  at.dataset.kind = kind;
  at.dataset.me = String(it.me);
  const video = create('video');
  video.autoplay = true;
  video.playsInline = true;
  // Firefox walks through pictures with Tab, although there is nothing to do in them.
  video.tabIndex = -1;
  video.muted = it.me;
  const plate = create('p', 'plate');
  const name = create('span', 'plate-name');
  name.dir = 'auto';
  plate.append(icon('#icon-mic-off'), create('span', 'aside muted-word'), name);
  at.append(video, create('span', 'face'), create('p', 'tile-trouble'), plate);
  /** @type {Tile} */
  const tile = { key: `${kind}:${it.id}`, id: it.id, kind, at, video };
  const seen = () => (at.dataset.seen = String(has_picture(tile)));
  for (const event of ['resize', 'loadeddata', 'emptied']) video.addEventListener(event, seen);
  video.addEventListener('refused', refused);
  return tile;
}

/**
 * @param {Tile} tile
 * @param {Person} it
 * @param {MediaStream | null} stream
 */
export function draw_tile(tile, it, stream) {
  const { at, video, kind } = tile;
  at.dataset.camera = String((it.me || state.stage.quality !== 'audio') && (kind === 'screen' || it.camera));
  at.dataset.microphone = String(it.microphone);
  at.dataset.state = it.state;
  if (video.srcObject !== stream) {
    video.srcObject = stream;
    if (stream) play(video);
  }
  at.dataset.seen = String(has_picture(tile));
  const name = it.me ? words.yourself : full_name(it);
  say_in(at, 'plate-name', kind === 'screen' ? words.screen_of(name_in_text(it)) : name);
  say_in(at, 'muted-word', kind === 'camera' && !it.microphone ? words.muted : '');
  const face = at.getElementsByClassName('face')[0];
  const drawn = `${it.name}${it.colour}${it.face}`;
  if (face instanceof HTMLElement && face.dataset.drawn !== drawn) {
    face.dataset.drawn = drawn;
    face.replaceChildren(avatar(it));
    at.dataset.colour = String(it.colour);
  }
  deferred?.draw_tile_bar(tile, it);
  deferred?.draw_hand(tile);
  draw_trouble(tile, it);
  if (kind === 'camera') deferred?.watch_speaker(tile.id, stream);
  if (!it.me) deferred?.tune(video, kind, it.id);
}

/** Seconds go on while somebody is away. @param {Tile} tile @param {Person} it */
export function draw_trouble(tile, it) {
  const seconds = Math.floor(away_for(it) / 1000);
  const text = it.through
    ? words.through(it.through)
    : it.state === 'reconnecting'
      ? counted(words.reconnecting_for, seconds)
      : it.state === 'connecting'
        ? words.connecting
        : it.state === 'gone'
          ? words.gone
          : '';
  say_in(tile.at, 'tile-trouble', text);
}

/** @param {Tile} tile */
export function drop_tile(tile) {
  if (tile.kind === 'camera') deferred?.watch_speaker(tile.id, null);
  tile.video.srcObject = null;
  tile.at.remove();
}

/** @param {HTMLVideoElement} video */
export function play(video) {
  video.play().catch(error => {
    // A new stream or a removed tile aborts the playing of the last one; only a refusal asks for a touch.
    if (error instanceof DOMException && error.name === 'NotAllowedError') video.dispatchEvent(new Event('refused'));
  });
}

/** A switched-off camera leaves its last frame in the element, so what the person says counts as well. @param {Tile} tile */
function has_picture(tile) {
  const { video, at } = tile;
  at.dataset.upright = String(video.videoHeight > video.videoWidth);
  return at.dataset.camera === 'true' && video.srcObject !== null && video.videoWidth > 0 && video.readyState >= 2;
}

/**
 * @param {HTMLElement} at
 * @param {string} class_name
 * @param {string} text
 */
function say_in(at, class_name, text) {
  const inner = at.getElementsByClassName(class_name)[0];
  if (inner) set_text(inner, text);
}
