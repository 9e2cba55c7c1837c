// The recordings that this browser keeps for the page, each a folder of its own file system (WHATWG File System, the origin private one).
// One that is being made is locked by its tab: what is there without a lock has ended, be it that its tab was closed or crashed.

const FOLDER = 'recordings';
/** @param {string} name */
const lock_of = name => `tincan.recording.${name}`;

/** @typedef {{name: string, files: File[]}} Kept */

/** No file is called so on any system. @param {string} text */
export const as_file_name = text => text.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_').slice(0, 60);

/** @param {string} room */
export function new_recording(room) {
  const now = new Date(Date.now() - 60_000 * new Date().getTimezoneOffset()).toISOString();
  const name = `${now.slice(0, 10)} ${now.slice(11, 19).replaceAll(':', '.')} ${as_file_name(room)}`;
  let release = () => {};
  /** @type {Promise<void>} */
  const over = new Promise(done => (release = done));
  const released = navigator.locks.request(lock_of(name), () => over);
  const ended = async () => {
    release();
    await released;
  };
  return { folder: [FOLDER, name], ended };
}

/** Whether this browser keeps files for the page: private windows may not. */
export async function keeps_files() {
  try {
    await navigator.storage.getDirectory();
    return 'locks' in navigator;
  } catch {
    return false;
  }
}

/** @returns {Promise<FileSystemDirectoryHandle | null>} null where there never was one */
async function folder_of_all() {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER);
  } catch {
    return null;
  }
}

/** All that have ended, the newest first. @returns {Promise<Kept[]>} */
export async function kept_recordings() {
  const all = await folder_of_all();
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  /** @type {Kept[]} */
  const found = [];
  for await (const [name, folder] of all?.entries() ?? []) {
    if (held.some(it => it.name === lock_of(name)) || !(folder instanceof FileSystemDirectoryHandle)) continue;
    const files = await files_of(folder);
    if (files.length) found.push({ name, files });
    else await forget_recording(name);
  }
  return found.sort((a, b) => (a.name < b.name ? 1 : -1));
}

/** Those with anything in them. @param {FileSystemDirectoryHandle} folder */
async function files_of(folder) {
  /** @type {File[]} */
  const files = [];
  for await (const one of folder.values()) {
    const file = one instanceof FileSystemFileHandle ? await one.getFile() : null;
    if (file?.size) files.push(file);
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {string} name */
export async function forget_recording(name) {
  const all = await folder_of_all();
  await all?.removeEntry(name, { recursive: true }).catch(() => {});
}

/** All of them. */
export async function forget_recordings() {
  const root = await navigator.storage?.getDirectory?.().catch(() => null);
  await root?.removeEntry(FOLDER, { recursive: true }).catch(() => {});
}
