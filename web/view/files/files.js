// Files that somebody drops on the page or pastes into it are sent. Left to the browser, a dropped one would take the place of the page, and
// end the call; a pasted one would be lost without a word.

import { state } from '../../state/state.js';

/** @param {(files: File[], folders: FileSystemEntry[]) => void} take */
export function start_files(take) {
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
    if (!event.dataTransfer || !takes_files(event.dataTransfer)) return;
    const entries = [...event.dataTransfer.items].filter(it => it.kind === 'file').map(it => it.webkitGetAsEntry());
    const files = [...event.dataTransfer.files].filter((_, at) => !entries[at]?.isDirectory);
    take(
      files,
      entries.flatMap(it => (it?.isDirectory ? [it] : [])),
    );
  });
  document.addEventListener('paste', event => {
    const data = event.clipboardData;
    // Office programs put a picture beside the text that was copied.
    if (!data || data.types.includes('text/plain') || !takes_files(data)) return;
    event.preventDefault();
    take([...data.files], []);
  });
}

/** @param {DataTransfer} data */
const has_files = data => data.types.includes('Files');

/** @param {DataTransfer} data */
const takes_files = data => state.room.stage === 'inside' && has_files(data);

/** Whether a field takes it by itself; one to be ticked or only read takes nothing. @param {DragEvent} event */
function is_text_for_field({ target, dataTransfer }) {
  return target instanceof Element && target.matches(':read-write') && !(dataTransfer && has_files(dataTransfer));
}
