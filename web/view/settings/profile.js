// One's own name, portrait and what one says of oneself, on the page "You" of the settings. They are kept on this device, and told to the
// people in the room.

import { by_id, create, create_button, require_element, set_text } from '../../kit/dom.js';
import { initials, put_portrait } from '../../kit/names.js';
import { show_portrait } from '../../kit/portraits.js';
import { settings_page } from '../../kit/settings_pages.js';
import { keep, kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { myself, state } from '../../state/state.js';

const SIDE = 128;
const MOST_BYTES = 8 * 1024;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];
const MOST_CHARACTERS = 80;
/** The portrait of somebody who is in no room yet. */
const FACE = 'mine';

/** Where nothing can be kept, this lasts as long as the page. @type {{about: string, portrait: Uint8Array}} */
const mine = { about: kept('about'), portrait: bytes_of(kept('portrait')) };
/** The module has been told what was kept. */
let told = false;

const name = create('input');
const about = create('input');
const face = create('span', 'avatar');
const file = create('input');
const choose = create_button('secondary small-button', '', () => file.click());
const remove = create_button('secondary small-button', '', () => {
  void set_portrait(new Uint8Array());
  choose.focus();
});
const hint = create('p', 'small quiet');
const problem = create('p', 'small wrong');

export function start_profile() {
  name.id = 'profile-name';
  name.maxLength = require_element('name', HTMLInputElement).maxLength;
  name.setAttribute('autocomplete', 'nickname');
  about.id = 'profile-about';
  about.maxLength = MOST_CHARACTERS;
  for (const it of [name, about]) it.dir = 'auto';
  name.addEventListener('input', () => name.setAttribute('aria-invalid', String(!is_name())));
  name.addEventListener('change', change_name);
  about.addEventListener('change', () => {
    mine.about = about.value.trim();
    keep('about', mine.about);
    tell();
  });
  face.setAttribute('aria-hidden', 'true');
  by_id('preview-avatar').dataset.face = FACE;
  file.type = 'file';
  file.accept = 'image/*';
  file.hidden = true;
  file.id = 'portrait-file';
  file.addEventListener('change', () => {
    take(file.files?.[0]);
    file.value = '';
  });
  choose.id = 'choose-portrait';
  remove.id = 'remove-portrait';
  problem.id = 'profile-problem';
  problem.setAttribute('role', 'status');
  name.setAttribute('aria-describedby', problem.id);
  const buttons = create('div', 'actions');
  buttons.append(choose, remove, file);
  const picture = create('div', 'profile-picture');
  const beside = create('div');
  beside.append(buttons, hint);
  picture.append(face, beside);
  const page = settings_page('you');
  const { at } = page;
  at.append(picture, field(name), field(about), problem);
  // Here a picture is one's own: it is not sent to the room.
  at.addEventListener('drop', event => takes(event, event.dataTransfer));
  at.addEventListener('paste', event => takes(event, event.clipboardData));
  page.shown = () => put_portrait(face, FACE);
  void show_portrait(FACE, FACE, mine.portrait);
}

/** @param {HTMLInputElement} input */
function field(input) {
  const made = create('p', 'field');
  const label = create('label');
  label.htmlFor = input.id;
  made.append(label, input);
  return made;
}

/** @param {Event} event @param {DataTransfer | null} data */
function takes(event, data) {
  if (!data?.files.length) return;
  event.preventDefault();
  event.stopPropagation();
  take(data.files[0]);
}

const is_name = () => state.core?.visible(name.value) ?? true;

function change_name() {
  if (!is_name()) return set_text(problem, words.name_needed);
  set_text(problem, '');
  keep('name', name.value.trim());
  const field_of_card = require_element('name', HTMLInputElement);
  field_of_card.value = name.value.trim();
  field_of_card.dispatchEvent(new Event('input'));
  tell();
}

/** @param {File} [chosen] */
async function take(chosen) {
  if (!chosen) return;
  set_text(problem, '');
  try {
    await set_portrait(await square(chosen));
  } catch {
    set_text(problem, words.settings.portrait_bad);
  }
}

/** @param {Uint8Array} bytes  none for no portrait */
async function set_portrait(bytes) {
  mine.portrait = bytes;
  keep('portrait', btoa(String.fromCharCode(...bytes)));
  tell();
  await show_portrait(FACE, FACE, bytes);
  put_portrait(face, FACE);
  draw_profile();
}

/** @param {string} text  as set_portrait keeps it */
function bytes_of(text) {
  try {
    return Uint8Array.from(atob(text), it => it.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** The middle of a picture, small enough to travel with one's name. @param {File} from @returns {Promise<Uint8Array>} */
async function square(from) {
  const bitmap = await createImageBitmap(from);
  const side = Math.min(bitmap.width, bitmap.height);
  const at = create('canvas');
  at.width = at.height = SIDE;
  const pen = /** @type {CanvasRenderingContext2D} */ (at.getContext('2d'));
  pen.imageSmoothingQuality = 'high';
  pen.fillStyle = '#fff'; // JPEG has no transparency
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await new Promise(resolve => at.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= MOST_BYTES) return new Uint8Array(await blob.arrayBuffer());
  }
  throw new Error('too many bytes for one portrait');
}

function tell() {
  state.core?.change_profile(myself() && is_name() ? name.value : '', mine.about, mine.portrait);
}

export function draw_profile() {
  if (state.core && !told && (told = true) && (mine.about || mine.portrait.length)) tell();
  const me = myself();
  const called = me?.name ?? require_element('name', HTMLInputElement).value;
  const { activeElement } = document;
  if (activeElement !== name) name.value = called;
  if (activeElement !== about) about.value = mine.about;
  face.dataset.letters = initials(called);
  face.dataset.colour = String(me?.colour ?? '');
  remove.hidden = !mine.portrait.length;
  for (const [it, word] of /** @type {const} */ ([
    [name, words.your_name],
    [about, words.settings.about],
  ]))
    set_text(/** @type {Element} */ (it.previousElementSibling), word);
  about.placeholder = words.settings.about_such;
  set_text(choose, words.settings.portrait_choose);
  set_text(remove, words.settings.portrait_remove);
  set_text(hint, words.settings.portrait_hint);
}
