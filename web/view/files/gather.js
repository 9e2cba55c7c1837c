// The files of folders that a person drops or chooses.

/** @typedef {{path: string, file: File}} Entry   path: from the folder, which is its first part */
/** @typedef {{name: string, entries: Entry[]}} Folder */

/** How the file of a folder calls itself: any other page of a peer has a ZIP archive. */
export const FOLDER_TYPE = 'application/x-folder+zip';

/** All that is in a folder that was dropped. @param {FileSystemDirectoryEntry} at @returns {Promise<Entry[]>} */
async function below(at) {
  const reader = at.createReader();
  /** @type {Entry[]} */
  const found = [];
  // It gives a hundred at a time, and none in the end.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const it of some) {
      if (it.isDirectory) found.push(...(await below(/** @type {FileSystemDirectoryEntry} */ (it))));
      else found.push({ path: it.fullPath.replace(/^\//, ''), file: await file_of(/** @type {FileSystemFileEntry} */ (it)) });
    }
  }
}

/** @param {FileSystemFileEntry} it @returns {Promise<File>} */
const file_of = it => new Promise((done, failed) => it.file(done, failed));

/** @param {FileSystemEntry} it @returns {Promise<Folder>} */
export const dropped = async it => ({ name: it.name, entries: await below(/** @type {FileSystemDirectoryEntry} */ (it)) });

/** Of a field for folders. @param {File[]} files @returns {Folder} */
export const chosen = files => ({
  name: files[0].webkitRelativePath.split('/')[0],
  entries: files.map(file => ({ path: file.webkitRelativePath, file })),
});
