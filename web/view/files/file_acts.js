// The actions of a person on a file, in its message and in the list of all.

import { create, create_button, set_text } from '../../kit/dom.js';
import { announce_notice } from '../../kit/live_region.js';
import { disk_name } from '../../kit/save_file.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { FOLDER_TYPE } from './gather.js';
import { choose, choose_folder } from './offering.js';
import { welcome } from './welcome.js';

/** @typedef {import('../../surface/files.js').FileState} FileState */

const REVOKED_AFTER_MS = 60_000;
/** The types that a browser shows by itself: no document that could hold a script. */
const OPENED = /^(?:image\/(?:png|jpeg|gif|webp|avif)|(?:audio|video)\/[\w.+-]+|text\/plain)$/;

/** Files that were accepted by hand: they are saved as soon as they are here. @type {Set<string>} */
const to_be_saved = new Set();

/** @param {string} id @param {(link: HTMLAnchorElement) => void} how */
async function follow(id, how) {
  const blob = await state.core?.give_file(id);
  if (!blob) return;
  const link = create('a');
  how(link);
  // Under the type that it was opened for: its sender may have called it something else.
  link.href = URL.createObjectURL(link.type ? blob.slice(0, blob.size, link.type) : blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKED_AFTER_MS);
}

/** @param {FileState} it */
const save = ({ id, name }) => follow(id, link => void (link.download = name));

/** Into a folder that the person chooses. @param {FileState} it */
async function save_folder({ id, name }) {
  const picker = /** @type {{showDirectoryPicker?: (how: {mode: string}) => Promise<FileSystemDirectoryHandle>}} */ (window);
  const into = await picker.showDirectoryPicker?.({ mode: 'readwrite' }).catch(() => null);
  const archive = into && (await state.core?.give_file(id));
  if (!archive) return;
  const { unpack } = await import('./folder.js');
  const folder = name.replace(/\.zip$/, '');
  announce_notice(
    await unpack(archive, into, disk_name).then(
      () => words.files.unpacked(folder),
      () => words.files.not_unpacked(folder),
    ),
  );
}

/** Whether it is a folder that this browser can write as one. @param {{type: string}} it */
const is_folder = it => it.type === FOLDER_TYPE && 'showDirectoryPicker' in window;

/** @param {FileState} it */
export function save_accepted(it) {
  if (to_be_saved.delete(it.id) && !is_folder(it)) void save(it);
}

/** `by`: the name of the person who offers it. @type {Record<string, (it: FileState, by: string) => void>} */
const acts = {
  accept(it) {
    to_be_saved.add(it.id);
    state.core?.choose_file(it.id, 'accept');
  },
  decline: ({ id }) => state.core?.choose_file(id, 'decline'),
  always: ({ author }, name) => welcome({ author, name }),
  pause: ({ id }) => state.core?.choose_file(id, 'pause'),
  resume: ({ id }) => state.core?.choose_file(id, 'resume'),
  cancel: ({ id }) => state.core?.choose_file(id, 'forget'),
  forget: ({ id }) => state.core?.choose_file(id, 'forget'),
  open: ({ id, type }) => void follow(id, link => Object.assign(link, { type, target: '_blank', rel: 'noopener' })),
  save_folder: it => void save_folder(it),
  save: it => void save(it),
  again({ id, type }) {
    if (type === FOLDER_TYPE) choose_folder(folder => state.core?.pick_again(id, folder));
    else choose(([file]) => file && state.core?.pick_again(id, file), false);
  },
};

/** @param {FileState} it */
export function acts_for(it) {
  if (it.state === 'offered') return ['accept', 'decline', ...(it.may_welcome ? ['always'] : [])];
  if (it.state === 'declined' || it.state === 'failed') return it.trouble === 'unreadable' ? ['again'] : ['accept'];
  if (it.state === 'fetching') return ['pause', 'cancel'];
  if (it.state === 'waiting') return ['cancel'];
  if (it.state === 'paused') return it.mine ? ['resume'] : ['resume', 'cancel'];
  if (it.state === 'done') return [...(OPENED.test(it.type) ? ['open'] : []), ...(is_folder(it) ? ['save_folder'] : []), 'save', 'forget'];
  if (it.state === 'sending') return it.takers.some(({ percent }) => percent < 100) ? ['pause'] : [];
  return it.state === 'missing' ? ['again'] : [];
}

/**
 * Draws the buttons. The focus stays on the same one; where that has gone, it goes to the first, or to what they are part of.
 * @param {HTMLElement} at  where they are, and nothing else is
 * @param {FileState} it
 * @param {string} by  the name of the person who offers it
 * @param {HTMLElement} line  what has the focus where there are no buttons
 */
export function draw_acts(at, it, by, line) {
  const had_focus = at.contains(document.activeElement);
  const had = new Map([...at.children].map(one => [one.getAttribute('data-act'), one]));
  const buttons = acts_for(it).map((act, place) => {
    const made = had.get(act) ?? create_button('', '', () => acts[act](state.files.get(it.id) ?? it, by));
    made.className = `${place === 0 && !it.mine ? 'plain tinted' : 'secondary'} small-button part`;
    made.setAttribute('data-act', act);
    const called = act === 'always' ? words.files.always(by) : words.files.act[act];
    set_text(made, called);
    made.setAttribute('aria-label', `${called}: ${it.name}`);
    if (made instanceof HTMLElement) made.tabIndex = line.tabIndex;
    return made;
  });
  if (String(buttons.map(one => one.getAttribute('data-act'))) === String([...at.children].map(one => one.getAttribute('data-act'))))
    return;
  at.replaceChildren(...buttons);
  if (!had_focus || at.contains(document.activeElement)) return;
  const [next] = buttons;
  (next instanceof HTMLElement ? next : line).focus({ preventScroll: true });
}
