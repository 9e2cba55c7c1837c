// The call in a window that floats over other programs (W3C Document Picture-in-Picture): the face or screen that matters most, with
// microphone, camera and leave. Where a browser has no such window, a video floats by itself, with the browser's own buttons.

import avatars from '../../kit/avatar.css' with { type: 'text' };
import theme from '../../kit/theme.css' with { type: 'text' };
import { by_id, create, set_text } from '../../kit/dom.js';
import { avatar, full_name, name_in_text } from '../../kit/names.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import style from './floating.css' with { type: 'text' };

/** @typedef {{requestWindow: (size: {width: number, height: number}) => Promise<Window & typeof globalThis>}} Floats */
const floats = /** @type {{documentPictureInPicture?: Floats}} */ (/** @type {unknown} */ (window)).documentPictureInPicture;

const SIZE = { width: 360, height: 260 };

/** @typedef {{shown: Window, draw: () => void}} Floating */
/** @type {Floating | null} */
let floating = null;
let changed = () => {};

/** @param {() => void} told  whether something floats may be another now */
export function start_floating(told) {
  changed = told;
}

export const can_float = () => Boolean(floats) || document.pictureInPictureEnabled;
export const is_floating = () => floating !== null;

/** The tile that matters most. @returns {HTMLVideoElement | null} */
function video_of_tile() {
  const tile = state.stage.tiles.find(it => it.floating);
  const found = tile && document.querySelector(`#tiles [data-kind="${tile.kind}"][data-person="${CSS.escape(tile.id)}"] video`);
  return found instanceof HTMLVideoElement ? found : null;
}

export async function toggle_floating() {
  if (floating) return floating.shown.close();
  if (document.pictureInPictureElement) return document.exitPictureInPicture();
  return open_floating();
}

/** Browsers open it after a press only, or when the tab is left in a call. */
export async function open_floating() {
  if (floating) return;
  // It is refused where the person has not pressed anything lately, or has forbidden it.
  if (floats) return floats.requestWindow(SIZE).then(fill, () => {});
  await video_of_tile()
    ?.requestPictureInPicture()
    .catch(() => {});
}

/** With the call the window goes. */
export function draw_floating() {
  if (!floating) return;
  if (state.call.in_call) floating.draw();
  else floating.shown.close();
}

/** @param {Window & typeof globalThis} shown */
function fill(shown) {
  const page = shown.document;
  for (const text of [theme, avatars, style]) {
    const sheet = new shown.CSSStyleSheet();
    sheet.replaceSync(text);
    page.adoptedStyleSheets.push(sheet);
  }
  const face = make_face();
  const bar = make_bar();
  const icons = document.getElementById('icons')?.cloneNode(true);
  page.body.append(...(icons ? [icons] : []), face.at, bar.at);
  shown.addEventListener('pagehide', closed);
  const draw = () => {
    page.documentElement.lang = language;
    page.title = words.call;
    face.draw();
    bar.draw();
  };
  floating = { shown, draw };
  draw();
  changed();
}

function closed() {
  floating = null;
  changed();
  // The focus comes back from another window; where it was lost there, it goes to where the window was opened.
  if (state.call.in_call && document.activeElement === document.body) by_id('call-more').focus();
}

function make_face() {
  const at = create('div', 'face');
  const video = create('video');
  // Its sound comes from the tile.
  Object.assign(video, { autoplay: true, playsInline: true, muted: true, tabIndex: -1 });
  const plate = create('p', 'plate');
  plate.dir = 'auto';
  const place = create('span');
  at.append(place, video, plate);
  let drawn = '';
  const draw = () => {
    const tile = state.stage.tiles.find(it => it.floating);
    const person = tile && state.people.get(tile.id);
    if (!tile || !person) return;
    const stream = state.playing.get(tile.id)?.[tile.kind] ?? null;
    if (video.srcObject !== stream) video.srcObject = stream;
    at.dataset.kind = tile.kind;
    at.dataset.seen = String(stream !== null && (tile.kind === 'screen' || person.camera));
    const name = person.me ? words.yourself : full_name(person);
    set_text(plate, tile.kind === 'screen' ? words.screen_of(name_in_text(person)) : name);
    const now = `${person.name}${person.colour}`;
    if (drawn === now) return;
    drawn = now;
    place.replaceChildren(avatar(person));
    at.dataset.colour = String(person.colour);
  };
  return { at, draw };
}

function make_bar() {
  const at = create('div', 'bar');
  at.setAttribute('role', 'group');
  const microphone = tool_button('#icon-mic', () => toggle('microphone'));
  const camera = tool_button('#icon-video', () => toggle('camera'));
  const leave = tool_button('#icon-phone-off', () => state.core?.leave_call());
  leave.className = 'leave';
  at.append(microphone, camera, leave);
  const draw = () => {
    at.setAttribute('aria-label', words.call_controls);
    draw_source(microphone, 'microphone', '#icon-mic');
    draw_source(camera, 'camera', '#icon-video');
    name_tool(leave, words.hint.leave_call);
  };
  return { at, draw };
}

/** @typedef {'microphone' | 'camera'} Source */

/** @param {Source} source */
function toggle(source) {
  if (state.call[source] !== 'asking') state.core?.toggle(source);
}

/** @param {HTMLElement} at @param {Source} source @param {string} href */
function draw_source(at, source, href) {
  const now = state.call[source];
  at.dataset.do = source;
  at.dataset.state = now;
  at.querySelector('use')?.setAttribute('href', now === 'live' ? href : `${href}-off`);
  name_tool(at, words.hint[/** @type {'camera_live'} */ (`${source}_${now}`)]);
}
