// The yardstick of a conversation that is kept: a Y.Array of maps in y-indexeddb, its last rows on the screen, and nothing else. Nothing in it
// is signed, sealed or checked.
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

const ROWS = 200;
const document_name = location.hash.slice(1) || 'kept';
const box = id => document.getElementById(id);

let doc = new Y.Doc();
let persistence = new IndexeddbPersistence(document_name, doc);

function draw() {
  const messages = doc.getArray('messages');
  const rows = messages.slice(Math.max(0, messages.length - ROWS)).map(it => {
    const row = document.createElement('li');
    row.textContent = `${it.get('author')}: ${it.get('text')}`;
    return row;
  });
  box('lines').replaceChildren(...rows);
}

box('search').addEventListener('input', () => {
  const wanted = box('search').value.toLowerCase();
  let count = 0;
  for (const it of doc.getArray('messages')) count += it.get('text').toLowerCase().includes(wanted) ? 1 : 0;
  box('found').textContent = String(count);
});

globalThis.yardstick = {
  opened: persistence.whenSynced.then(() => {
    draw();
    return performance.now();
  }),
  /** Each author's part, written in a document of their own. @param {{author: string, texts: string[]}[]} authors */
  parts: authors =>
    authors.map(({ author, texts }) => {
      const part = new Y.Doc();
      const messages = part.getArray('messages');
      part.transact(() => {
        for (const text of texts)
          messages.push([
            new Y.Map([
              ['author', author],
              ['text', text],
              ['time', Date.now()],
            ]),
          ]);
      });
      return Y.encodeStateAsUpdate(part);
    }),
  /** Gives the ms until all is there and kept. @param {Uint8Array[]} parts */
  async merge(parts) {
    const begin = performance.now();
    for (const part of parts) Y.applyUpdate(doc, part);
    draw();
    // Its writes are in order: once another one is done, so are these.
    await persistence.set('merged', 1);
    return performance.now() - begin;
  },
};
