// Files that somebody drops on the page or pastes into it. Left to the browser, a dropped one takes the place of the page, and ends
// the call; a pasted one is lost without a word.

import { by_id, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @type {() => void} */
let open_chat;

/** @param {() => void} shows_chat  opens the conversation where it is folded away */
export function start_files(shows_chat) {
  open_chat = shows_chat;
  for (const name of /** @type {const} */ (['dragenter', 'dragover'])) {
    document.addEventListener(name, event => {
      if (is_text_for_field(event)) return;
      event.preventDefault();
      if (event.dataTransfer && !takes_files(event.dataTransfer)) event.dataTransfer.dropEffect = 'none';
    });
  }
  document.addEventListener('drop', event => {
    if (is_text_for_field(event)) return;
    event.preventDefault();
    if (event.dataTransfer && takes_files(event.dataTransfer)) take_files();
  });
  document.addEventListener('paste', event => {
    const data = event.clipboardData;
    // Office programs put a picture beside the text that was copied.
    if (!data || data.types.includes('text/plain') || !takes_files(data)) return;
    event.preventDefault();
    take_files();
  });
  by_id('composer').addEventListener('input', () => set_text(by_id('files-note'), ''));
}

/** Files that cannot be sent yet: it is said where one writes. */
function take_files() {
  open_chat();
  set_text(by_id('files-note'), words.no_files);
}

/** @param {DataTransfer} data */
const has_files = data => data.types.includes('Files');

/** @param {DataTransfer} data */
const takes_files = data => state.room.stage === 'inside' && has_files(data);

/** Whether a field takes it by itself; one to be ticked or only read takes nothing. @param {DragEvent} event */
function is_text_for_field({ target, dataTransfer }) {
  return target instanceof Element && target.matches(':read-write') && !(dataTransfer && has_files(dataTransfer));
}
