// Puts a folder together as one file, a ZIP archive in which nothing is compressed, away from the page's own thread. Its files are read for
// their check sums and not copied: the archive is made of what the library writes around them, and of the files themselves.

import { makeZip } from 'client-zip';

/** @typedef {{path: string, file: File}} Entry */

/** @param {Entry} entry @param {WeakMap<Uint8Array, File>} owners */
async function* bytes_of({ file }, owners) {
  const reader = file.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    owners.set(read.value, file);
    yield read.value;
  }
}

/** @param {Entry[]} entries */
async function pack(entries) {
  /** Of which file a piece of the archive is. @type {WeakMap<Uint8Array, File>} */
  const owners = new WeakMap();
  /** @type {BlobPart[]} */
  const parts = [];
  const size = entries.reduce((sum, { file }) => sum + file.size, 0);
  let read = 0;
  let told = 0;
  const inputs = entries.map(it => ({
    input: bytes_of(it, owners),
    name: it.path,
    size: it.file.size,
    lastModified: new Date(it.file.lastModified),
  }));
  const reader = makeZip(inputs).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const file = owners.get(piece.value);
    if (!file) parts.push(/** @type {Uint8Array<ArrayBuffer>} */ (piece.value));
    else if (parts.at(-1) !== file) parts.push(file);
    read += file ? piece.value.length : 0;
    const percent = size ? Math.floor((read * 100) / size) : 100;
    if (percent !== told) self.postMessage({ percent: (told = percent) });
  }
  return new Blob(parts);
}

self.addEventListener('message', ({ data }) =>
  pack(data).then(
    archive => self.postMessage({ archive }),
    () => self.postMessage({ failed: true }),
  ),
);
