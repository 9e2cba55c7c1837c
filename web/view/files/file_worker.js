// Reads, hashes and writes files, away from the page's own thread. On this browser's disk (the origin private file system) each has a folder
// with its content, the hashes of its slices, and a byte for each slice that is here. The module says what is to be done and names files by
// their content (browser/files/performer.cpp); bytes go to it and come from it as they are.

/** A synchronous access handle, which only workers have. @typedef {{read: (into: Uint8Array, at: {at: number}) => number, write: (from: Uint8Array, at: {at: number}) => number, flush: () => void, close: () => void, getSize: () => number}} Access */

const SLICE = 256 * 1024;
const FRAME = 16 * 1024;
const HEAD = 8;
const HASH = 32;
// So many slices are hashed together, and written before the disk is asked to keep them.
const TOGETHER = 16;
// Where a browser keeps no files, as Firefox in a private window, small ones are held in memory.
const MOST_IN_MEMORY = 64 * 1024 * 1024;
const FOLDER = 'files';

/**
 * A file that is being received. unkept: slices that are written, but not yet known to be.
 * @typedef {{size: number, access: {content: Access, leaves: Access, slices: Access} | null, memory: Uint8Array<ArrayBuffer> | null, unkept: number[]}} Store
 */
/** @type {Map<string, Store>} */
const stores = new Map();
/** Files that the person has picked, by their serial, and then by their name. @type {Map<number, File>} */
const picked = new Map();
/** @type {Map<string, File>} */
const sources = new Map();

/** @typedef {Record<string, any>} Message */
const scope = /** @type {{postMessage: (message: Message, transferred?: Transferable[]) => void}} */ (/** @type {unknown} */ (self));
/** @param {Message} message @param {Transferable[]} [transferred] */
const tell = (message, transferred = []) => scope.postMessage(message, transferred);

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
/** @param {number} size */
const slices_of = size => Math.ceil(size / SLICE);

/** @param {FileSystemDirectoryHandle} at @param {string} name @returns {Promise<Access>} */
async function access(at, name) {
  const handle = await at.getFileHandle(name, { create: true });
  return /** @type {any} */ (handle).createSyncAccessHandle();
}

/** @param {FileSystemDirectoryHandle} at @param {string} name */
async function stored(at, name) {
  const file = await at.getFileHandle(name).then(it => it.getFile());
  return new Uint8Array(await file.arrayBuffer());
}

/** All that there is of it, in one array of that length. @param {Access} from @param {number} length */
function whole(from, length) {
  const bytes = new Uint8Array(length);
  from.read(bytes, { at: 0 });
  return bytes;
}

/** @param {unknown} error */
const name_of = error => (error instanceof DOMException ? error.name : '');

/** @param {Message} asked */
async function open({ name, size }) {
  const count = slices_of(size);
  const none = new Uint8Array();
  let at;
  try {
    at = await (await folder()).getDirectoryHandle(name, { create: true });
  } catch {
    if (size > MOST_IN_MEMORY) return tell({ is: 'failed', name, why: 'no_store' });
    stores.set(name, { size, access: null, memory: new Uint8Array(size), unkept: [] });
    return tell({ is: 'opened', name, leaves: none, slices: none });
  }
  const had = await stored(at, 'slices').catch(() => none);
  if (count && had.length === count && had.every(it => it === 1)) {
    return tell({ is: 'opened', name, leaves: await stored(at, 'leaves').catch(() => none), slices: had });
  }
  // The three are opened at once, and each is there to be closed where another fails.
  const opening = ['content', 'leaves', 'slices'].map(part => access(at, part));
  const space = navigator.storage.estimate();
  await Promise.allSettled(opening);
  try {
    const [content, leaves, slices] = await Promise.all(opening);
    const { quota = Infinity, usage = 0 } = await space;
    if (size - content.getSize() > quota - usage) throw new DOMException('', 'QuotaExceededError');
    stores.set(name, { size, access: { content, leaves, slices }, memory: null, unkept: [] });
    tell({ is: 'opened', name, leaves: whole(leaves, count * HASH), slices: whole(slices, count) });
  } catch (error) {
    for (const it of opening) void it.then(opened => opened.close()).catch(() => {});
    tell({ is: 'failed', name, why: name_of(error) === 'NoModificationAllowedError' ? 'elsewhere' : 'full' });
  }
}

/** A written slice counts once the disk keeps it. @param {Store} store */
function flush({ access: at, unkept }) {
  if (!at || !unkept.length) return;
  at.content.flush();
  for (const slice of unkept.splice(0)) at.slices.write(new Uint8Array([1]), { at: slice });
  at.slices.flush();
}

/** @param {string} name */
function close(name) {
  const store = stores.get(name);
  if (!store || store.memory) return;
  flush(store);
  for (const it of Object.values(store.access ?? {})) it.close();
  stores.delete(name);
}

/** @param {string} name */
async function forget(name) {
  close(name);
  stores.delete(name);
  await (await folder()).removeEntry(name, { recursive: true });
}

async function list() {
  /** @type {string[]} */
  const files = [];
  try {
    const names = /** @type {AsyncIterable<string>} */ (/** @type {any} */ (await folder()).keys());
    for await (const name of names) files.push(name);
  } catch {
    // This browser keeps none.
  }
  tell({ is: 'listed', files });
}

// --- what comes --------------------------------------------------------------------------------------------------------------

/** A slice in the frames in which it came: the module has seen that they fit. @param {Message} asked */
async function take({ name, slice, length, frames, leaf, tag }) {
  const store = stores.get(name);
  if (!store) return tell({ is: 'checked', tag, slice, good: false });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const frame of /** @type {ArrayBuffer[]} */ (frames)) {
    bytes.set(new Uint8Array(frame, HEAD), at);
    at += frame.byteLength - HEAD;
  }
  const hash = await hash_of(bytes);
  const good = hash.every((it, index) => it === leaf[index]);
  try {
    if (good && stores.get(name) === store) write(store, slice, bytes);
    tell({ is: 'checked', tag, slice, good });
  } catch {
    tell({ is: 'failed', name, why: 'full' });
  }
}

/** @param {Store} store @param {number} slice @param {Uint8Array} bytes */
function write(store, slice, bytes) {
  store.memory?.set(bytes, slice * SLICE);
  if (!store.access) return;
  if (store.access.content.write(bytes, { at: slice * SLICE }) !== bytes.length) throw new Error('full');
  store.unkept.push(slice);
  if (store.unkept.length >= TOGETHER) flush(store);
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
const hash_of = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

// --- what goes ---------------------------------------------------------------------------------------------------------------

/** @param {Message} asked */
async function hash({ serial, file }) {
  picked.set(serial, file);
  try {
    if (!file.size) tell({ is: 'hashed', serial, leaves: new Uint8Array() });
    for (let at = 0; at < file.size; at += TOGETHER * SLICE) {
      const bytes = new Uint8Array(await file.slice(at, at + TOGETHER * SLICE).arrayBuffer());
      const parts = Array.from({ length: slices_of(bytes.length) }, (_, slice) => bytes.subarray(slice * SLICE, (slice + 1) * SLICE));
      const leaves = new Uint8Array(parts.length * HASH);
      (await Promise.all(parts.map(hash_of))).forEach((it, slice) => leaves.set(it, slice * HASH));
      tell({ is: 'hashed', serial, leaves });
    }
  } catch {
    picked.delete(serial);
    tell({ is: 'unreadable', serial });
  }
}

/** The file itself, where it is here whole. @param {string} name @returns {Promise<Blob>} */
async function file_of(name) {
  const source = sources.get(name);
  if (source) return source;
  const memory = stores.get(name)?.memory;
  if (memory) return new Blob([memory]);
  const at = await (await folder()).getDirectoryHandle(name);
  return at.getFileHandle('content').then(it => it.getFile());
}

/** @param {string} name @param {number} at @param {number} length */
async function bytes_of(name, at, length) {
  const content = stores.get(name)?.access?.content;
  if (!content) return new Uint8Array(await (await file_of(name)).slice(at, at + length).arrayBuffer());
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, content.read(bytes, { at }));
}

/** A slice as the frames in which it travels (docs/protocol.md, "Files"). @param {Message} asked */
async function read({ name, size, slice, tag }) {
  const at = slice * SLICE;
  const length = Math.min(SLICE, size - at);
  const bytes = await bytes_of(name, at, length).catch(() => null);
  if (bytes?.length !== length) return tell({ is: 'read', tag, frames: null });
  const count = Math.ceil(length / FRAME);
  const frames = new Uint8Array(length + count * HEAD);
  const head = new DataView(frames.buffer);
  for (let frame = 0; frame < count; frame += 1) {
    const to = frame * (HEAD + FRAME);
    head.setUint32(to, slice);
    head.setUint32(to + 4, frame * FRAME);
    frames.set(bytes.subarray(frame * FRAME, (frame + 1) * FRAME), to + HEAD);
  }
  tell({ is: 'read', tag, frames: frames.buffer }, [frames.buffer]);
}

// --- what the module says ----------------------------------------------------------------------------------------------------

// One after another: what is opened or hashed waits for what was said before.
let last = Promise.resolve();
/** @param {() => unknown} does */
const after = does => void (last = last.then(does).then(undefined, () => {}));

/** @type {Record<string, (asked: Message) => unknown>} */
const obey = {
  list: () => after(list),
  open: asked => after(() => open(asked)),
  close: ({ name }) => after(() => close(name)),
  forget: ({ name }) => after(() => forget(name)),
  hash: asked => void hash_after(asked),
  bind: ({ serial, name }) => {
    const file = picked.get(serial);
    picked.delete(serial);
    if (file) sources.set(name, file);
  },
  leaves: ({ name, first, leaves }) => void stores.get(name)?.access?.leaves.write(leaves, { at: first * HASH }),
  write: take,
  read,
  give: ({ name, tag }) => after(async () => tell({ is: 'given', tag, file: await file_of(name).catch(() => null) })),
};

let hashing = Promise.resolve();
/** @param {Message} asked */
const hash_after = asked => void (hashing = hashing.then(() => hash(asked)));

self.addEventListener('message', ({ data }) => void obey[data.do](data));

export {};
