// The name of a build of the page.
import { createHash } from 'node:crypto';

/**
 * The name of all of this: peers tell each other, and a build of the same sources gets the same one. 128 bits, so that nobody can make
 * another page of that name; with the lengths, so that no byte can pass from one file to the next.
 * @param {Map<string, string | Uint8Array>} files  by name
 */
export function name_of_build(files) {
  const hash = createHash('sha256');
  for (const [file, bytes] of files) hash.update(`${file} ${Buffer.byteLength(bytes)}\n`).update(bytes);
  return hash.digest('hex').slice(0, 32);
}
