// Writes recordings to disk as they come, away from the page's own thread, and tells the page when to draw the next picture: the timers of
// a hidden page are slowed down, those of a worker are not.

/**
 * @typedef {object} Asked
 * @property {string} [open]    a file, in `folder` of the page's own file system
 * @property {string[]} [folder]  from its root
 * @property {string} [write]   a file
 * @property {ArrayBuffer} [bytes]
 * @property {string} [close]   a file
 * @property {number} [every]   ms between two ticks
 */

/** A worker's own: newer than the types of TypeScript for pages.
 * @typedef {{write: (bytes: ArrayBuffer, how: {at: number}) => number, flush: () => void, close: () => void}} Handle
 * @typedef {FileSystemFileHandle & {createSyncAccessHandle: () => Promise<Handle>}} FileOfWorker
 * @typedef {{handle: Handle, at: number}} Open
 */

const scope = /** @type {Worker} */ (/** @type {unknown} */ (self));

/** @type {Map<string, Open>} */
const files = new Map();

/** @param {string[]} path @param {string} name */
async function open(path, name) {
  let folder = await navigator.storage.getDirectory();
  for (const step of path) folder = await folder.getDirectoryHandle(step, { create: true });
  const file = /** @type {FileOfWorker} */ (await folder.getFileHandle(name, { create: true }));
  files.set(name, { handle: await file.createSyncAccessHandle(), at: 0 });
}

/** All that was written is on the disk, also where the page ends in the next moment. @param {string} name @param {ArrayBuffer} bytes */
function write(name, bytes) {
  const file = files.get(name);
  if (!file) throw new Error('not open');
  const written = file.handle.write(bytes, { at: file.at });
  if (written !== bytes.byteLength) throw new Error('the disk is full');
  file.at += written;
  file.handle.flush();
}

/** One thing after the other, in the order in which it was asked for. */
let last = Promise.resolve();

/** @param {Asked} asked */
async function answer({ open: opened, folder = [], write: written, bytes, close, every }) {
  if (every) setInterval(() => scope.postMessage({ told: 'tick' }), every);
  if (opened) await open(folder, opened);
  if (written && bytes) write(written, bytes);
  if (close) files.get(close)?.handle.close();
}

scope.onmessage = (/** @type {MessageEvent<Asked & {id: number}>} */ { data }) => {
  last = last
    .then(() => answer(data))
    .then(
      () => scope.postMessage({ told: 'done', asked: data.id, bytes: data.bytes?.byteLength ?? 0 }),
      () => scope.postMessage({ told: 'failed', asked: data.id }),
    );
};
