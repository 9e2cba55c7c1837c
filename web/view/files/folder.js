// Folders: one travels as a ZIP archive, which is put together here, and taken apart again where the browser can write into a folder. It is
// loaded with the first of them.

import { unzip } from 'unzipit';

/** @typedef {import('./gather.js').Entry} Entry */

const MOST_FILES = 100_000;
const MOST_DEPTH = 32;

/**
 * In one order, so that the same folder is the same file again. Null where something in it cannot be read.
 * @param {Worker} worker  for this one folder @param {Entry[]} entries @param {(percent: number) => void} progress
 * @returns {Promise<Blob | null>}
 */
export function pack(worker, entries, progress) {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Promise(done => {
    worker.addEventListener('message', ({ data }) => {
      if (data.percent !== undefined) return progress(data.percent);
      worker.terminate();
      done(data.archive ?? null);
    });
    worker.postMessage(sorted);
  });
}

/** Parts of a path that lead nowhere else. @param {string} path */
function parts_of(path) {
  const parts = path.split(/[/\\]/).filter(it => it && it !== '.' && it !== '..');
  return parts.slice(-MOST_DEPTH);
}

/**
 * Writes what is in the archive below that folder. Rejects where it is no archive, or the disk refuses.
 * @param {Blob} archive @param {FileSystemDirectoryHandle} into @param {(name: string) => string} disk_name  makes a name fit for a disk
 */
export async function unpack(archive, into, disk_name) {
  const { entries } = await unzip(archive);
  const files = Object.values(entries).filter(it => !it.isDirectory);
  if (files.length > MOST_FILES) throw new RangeError('too many files');
  for (const entry of files) {
    const path = parts_of(entry.name).map(disk_name);
    const name = path.pop();
    if (!name) continue;
    let at = into;
    for (const part of path) at = await at.getDirectoryHandle(part, { create: true });
    const file = await at.getFileHandle(name, { create: true });
    await (await entry.stream()).pipeTo(await file.createWritable());
  }
}
