// Files and folders that the person sends: chosen on the card beside the composer, dropped or pasted.

import { by_id, create, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { chosen, dropped, FOLDER_TYPE } from './gather.js';
import { make_thumbnail } from './pictures.js';
import { folder_worker } from './worker.js';

/** @typedef {import('../../surface/files.js').Picked} Picked */

/** The one for whom alone the next message is: null for everybody, '' where nobody here is that. @type {() => string | null} */
let addressee = () => null;
/** Files that are looked through before they are offered. @type {Map<number, Picked>} */
const picked = new Map();

/** @param {typeof addressee} to */
export const start_offering = to => void (addressee = to);

/** The choices of the card beside the composer. */
export const file_senders = [
  {
    id: 'send-files',
    icon: '#icon-paperclip',
    word: () => words.files.send,
    act: () => choose(files => void offer_files(files), true),
  },
  {
    id: 'send-folder',
    icon: '#icon-folder',
    word: () => words.files.send_folder,
    act: () => choose_folder(folder => void offer_files([folder])),
  },
];

/** @param {(files: File[]) => void} then @param {boolean} several */
export function choose(then, several) {
  const input = create('input');
  input.type = 'file';
  input.multiple = several;
  input.addEventListener('change', () => then([...(input.files ?? [])]));
  input.click();
}

/** Then: the folder as one file. @param {(folder: File) => void} then */
export function choose_folder(then) {
  const input = create('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.addEventListener('change', async () => {
    const folder = input.files?.length ? await packed(chosen([...input.files])) : null;
    if (folder) then(folder);
  });
  input.click();
}

/** @param {import('./gather.js').Folder} folder */
async function packed({ name, entries }) {
  const { pack } = await import('./folder.js');
  const say = (/** @type {string} */ text) => set_text(by_id('files-note'), text);
  const archive = await pack(folder_worker(), entries, percent => say(words.files.hashing(name, percent)));
  say(archive ? '' : words.files.unreadable(name));
  return archive && new File([archive], `${name}.zip`, { type: FOLDER_TYPE });
}

/** @param {File[]} files @param {FileSystemEntry[]} [folders]  that were dropped */
export async function offer_files(files, folders = []) {
  const to = addressee();
  if (to === '') return set_text(by_id('files-note'), words.files.nobody(''));
  for (const file of files) state.core?.offer_file(file, await make_thumbnail(file), to ?? '');
  by_id('composer').focus();
  for (const each of folders) {
    const folder = await dropped(each).then(packed, () => null);
    if (folder) state.core?.offer_file(folder, null, to ?? '');
    else set_text(by_id('files-note'), words.files.unreadable(each.name));
  }
}

/** @param {Picked} it */
export function show_picked(it) {
  if (it.state === 'hashing') picked.set(it.serial, it);
  else picked.delete(it.serial);
  const [first] = picked.values();
  const trouble = it.state === 'hashing' || it.state === 'offered' ? '' : words.files[it.state](it.name);
  set_text(by_id('files-note'), trouble || (first ? words.files.hashing(first.name, first.percent) : ''));
}
