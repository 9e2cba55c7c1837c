// Gives a person a file, which the browser puts where it puts downloads.

import { create } from './dom.js';

// A browser may still ask where to put it.
const KEPT_MS = 60_000;

/** No name may lead elsewhere on a disk, or show itself as another. @param {string} name */
export const disk_name = name => name.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '-');

/** @param {string} name  of it; no name may lead elsewhere on a disk @param {BlobPart[]} parts @param {string} type  of a text, MIME */
export function save_file(name, parts, type) {
  const address = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  const link = create('a');
  link.href = address;
  link.download = disk_name(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
