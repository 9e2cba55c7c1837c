// The card of recordings: how the next one is made, and those that this browser keeps, to be played, saved and deleted.

import { open_card } from '../../kit/card.js';
import { create, create_button, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { forget_recording, kept_recordings } from './recording_files.js';

/** @typedef {import('./recording_files.js').Kept} Kept */
/** @typedef {'no_files' | 'no_recorder' | 'disk' | 'failed'} Refusal */

/** @type {HTMLDialogElement | null} */
let card = null;
/** Of the files that are on the card. @type {string[]} */
let addresses = [];

/**
 * @typedef {object} Next
 * @property {(apart: boolean) => Promise<Refusal | ''>} start   '': it has begun
 * @property {() => Promise<Refusal | ''>} refusal  why none can be made here
 */

/** @param {Next | null} next  null: now none can be begun */
export async function open_recordings(next) {
  if (card) return;
  const title = next ? words.recording.record : words.recording.kept;
  const at = open_card({ classes: 'recordings', title, close: words.close, closed });
  card = at;
  if (next) at.append(choices(next.start, await next.refusal()));
  await draw_kept(at);
}

function closed() {
  card = null;
  for (const it of addresses) URL.revokeObjectURL(it);
  addresses = [];
}

/** @param {(apart: boolean) => Promise<Refusal | ''>} start @param {Refusal | ''} refused */
function choices(start, refused) {
  const at = create('div', 'record');
  const why = create('p', 'small');
  why.setAttribute('role', 'status');
  set_text(why, refused ? words.recording.refused[refused] : words.recording.seen);
  at.append(why);
  if (refused) return at;
  const how = create('fieldset', 'choice');
  how.append(create('legend', '', words.recording.how));
  for (const value of /** @type {const} */ (['together', 'apart'])) {
    const label = create('label');
    const radio = create('input');
    Object.assign(radio, { type: 'radio', name: 'record', value, checked: value === 'together' });
    label.append(radio, create('span', '', words.recording[value]));
    how.append(label);
  }
  const begin = create_button('primary', words.recording.start, async () => {
    begin.disabled = true;
    const apart = how.querySelector('input:checked')?.getAttribute('value') === 'apart';
    const failed = await start(apart);
    if (!failed) return card?.close();
    begin.disabled = false;
    set_text(why, words.recording.refused[failed]);
  });
  begin.dataset.do = 'record';
  at.append(how, begin);
  return at;
}

/** @param {HTMLDialogElement} at */
async function draw_kept(at) {
  at.querySelector('.kept')?.remove();
  const all = await kept_recordings();
  if (card !== at) return;
  const list = create('ul', 'kept');
  list.append(...all.map(it => entry(it, () => void draw_kept(at))));
  at.append(list);
}

/** @param {Kept} it @param {() => void} changed */
function entry({ name, files }, changed) {
  const at = create('li');
  const title = create('h3', '', name);
  title.dir = 'auto';
  at.append(title, ...files.map(file => player(file, files.length > 1 ? `${name} ${file.name}` : `${name}.webm`)));
  const remove = create_button('secondary small-button danger', words.recording.delete, () => {
    if (remove.dataset.sure !== 'true') {
      remove.dataset.sure = 'true';
      return set_text(remove, words.recording.sure);
    }
    void forget_recording(name).then(changed);
  });
  remove.dataset.do = 'delete';
  at.append(remove);
  return at;
}

const MEGABYTE = 1_000_000;

/** @param {File} file @param {string} saved_as */
function player(file, saved_as) {
  const at = create('div', 'recording');
  const address = URL.createObjectURL(file);
  addresses.push(address);
  const video = create('video');
  Object.assign(video, { controls: true, preload: 'metadata', playsInline: true, src: address });
  video.setAttribute('aria-label', saved_as);
  find_length(video);
  const save = create('a', 'secondary small-button', words.recording.save);
  save.href = address;
  save.download = saved_as;
  save.dataset.do = 'save';
  const size = create('span', 'small quiet', words.recording.megabytes((file.size / MEGABYTE).toFixed(1)));
  const row = create('p', 'actions');
  row.append(save, size);
  at.append(video, row);
  return at;
}

/** A recording does not say how long it is: Chromium finds out where it is to go behind its end. @param {HTMLVideoElement} video */
function find_length(video) {
  const far = 1e7;
  video.addEventListener(
    'loadedmetadata',
    () => {
      if (video.duration !== Infinity) return;
      video.addEventListener('durationchange', () => (video.currentTime = 0), { once: true });
      video.currentTime = far;
    },
    { once: true },
  );
}
