// A text that another program shares with the page (manifest: share_target) waits on this device until the person has chosen a room and is inside.
// Then the text stands where one writes, and files are offered.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { first_graphemes } from '../../kit/graphemes.js';
import { after_draw } from '../../kit/schedule.js';
import { counted, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { shared_of } from '../../kit/kept_page.js';

const MOST_SIGNS = 80;

const note = create('div', 'shared');
const said = create('p');
const drop = create_button('plain small-button', '', () => void forget());
/** @type {{text: string, files: File[]} | null} */
let shared = null;
/** @type {{write: (text: string) => void, offer_files: (files: File[]) => Promise<void>}} */
let room;

const scope = () => new URL('./', location.href).href;

/** @param {typeof room} gets  what the room does with it */
export async function start_shared(gets) {
  if (location.search !== '?shared') return;
  room = gets;
  note.id = 'shared';
  note.hidden = true;
  note.append(said, drop);
  by_id('enter-form').prepend(note);
  shared = await read().catch(() => null);
  if (!shared) return void (await forget());
  draw_shared();
}

async function read() {
  const cache = await caches.open(shared_of(scope()));
  const text = await (await cache.match(`${scope()}shared/text`))?.text();
  const files = [];
  for (const { url } of await cache.keys()) {
    const [, name] = /\/shared\/\d+\/([^/]*)$/.exec(url) ?? [];
    const kept = name !== undefined && (await cache.match(url));
    if (kept) files.push(new File([await kept.blob()], decodeURIComponent(name)));
  }
  return text || files.length ? { text: text ?? '', files } : null;
}

async function forget() {
  shared = null;
  history.replaceState(null, '', location.pathname + location.hash);
  draw_shared();
  await caches.delete(shared_of(scope())).catch(() => false);
}

export function draw_shared() {
  note.hidden = !shared;
  if (!shared) return;
  const { text, files } = shared;
  if (state.room.stage === 'inside') {
    void forget();
    // Not before the room's own draft is there.
    return after_draw(() => {
      if (text) room.write(text);
      if (files.length) void room.offer_files(files);
    });
  }
  const line = text.replace(/\s+/gu, ' ');
  const beginning = first_graphemes(line, MOST_SIGNS);
  const quoted = beginning && `\u2068${beginning}${beginning.length < line.length ? '…' : ''}\u2069`;
  set_text(said, [words.app.shared, quoted, files.length ? counted(words.app.files, files.length) : ''].filter(Boolean).join(' '));
  set_text(drop, words.cancel);
}
