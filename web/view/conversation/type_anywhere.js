// A person who types while nothing has the focus writes a message.

import { require_element } from '../../kit/dom.js';
import { state } from '../../state/state.js';

export function start_typing_anywhere() {
  const composer = require_element('composer', HTMLTextAreaElement);
  document.addEventListener('keydown', event => {
    const free = document.activeElement === null || document.activeElement === document.body;
    // Space scrolls, or is held to talk; a question mark brings the sheet of shortcuts.
    const writes = event.key.length === 1 && !/[\s?]/.test(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.defaultPrevented || !free || !writes || state.room.stage !== 'inside') return;
    if (document.querySelector(':popover-open, dialog[open]') || !composer.checkVisibility()) return;
    composer.focus({ preventScroll: true });
  });
}
