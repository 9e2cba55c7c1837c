// After the room was left, by one's own wish or not: come back, or a new room.

import { button, by_id, set_text } from '../../kit/dom.js';
import { channel_to_duplicates } from '../../kit/duplicate_tabs.js';
import { kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

export function start_goodbye_card() {
  button('come-back').addEventListener('click', () => {
    if (state.room.trouble === 'elsewhere') ask_duplicates();
    state.core?.enter(kept('name'), state.room.passphrase);
  });
  button('new-room').addEventListener('click', () => state.core?.new_room());
}

export function draw_goodbye_card() {
  const { name, trouble } = state.room;
  const why =
    trouble === 'removed' && state.left !== 'inside' ? 'turned_away' : trouble === 'removed' || trouble === 'elsewhere' ? trouble : 'usual';
  const { title, text, way } = { ...words.left.usual, ...words.left[why] };
  set_text(by_id('left-title'), title(name));
  set_text(by_id('left-text'), text);
  set_text(button('come-back'), way);
  button('come-back').hidden = trouble === 'removed';
}

/** The call in which this person is in another tab goes on here. */
function ask_duplicates() {
  const duplicates = channel_to_duplicates();
  if (!duplicates) return;
  duplicates.onmessage = ({ data }) => {
    duplicates.close();
    state.core?.take_over_call(String(data));
  };
  duplicates.postMessage(state.room.link);
}
