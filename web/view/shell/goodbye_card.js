// After the room was left, by one's own wish or not: come back, or a new room.

import { box, button, say } from '../../kit/dom.js';
import { channel_to_duplicates } from '../../kit/duplicate_tabs.js';
import { kept } from '../../kit/storage.js';
import { told } from '../../state/state.js';
import { words } from '../../kit/words.js';

/** What is on in the call in which this person is in another tab, and goes on here; 0: nothing. */
let wishes = 0;

export function start_goodbye_card() {
  button('come-back').addEventListener('click', () => {
    if (told.room.trouble === 'elsewhere') ask_duplicates();
    told.mind?.enter(kept('name'), told.room.passphrase);
  });
  button('new-room').addEventListener('click', () => told.mind?.new_room());
}

export function draw_goodbye_card() {
  take_call_along();
  const { name, trouble } = told.room;
  const { title, text, way } = { ...words.left.usual, ...(trouble === 'removed' || trouble === 'elsewhere' ? words.left[trouble] : {}) };
  say(box('left-title'), title(name));
  say(box('left-text'), text);
  say(button('come-back'), way);
  button('come-back').hidden = trouble === 'removed';
}

function ask_duplicates() {
  const duplicates = channel_to_duplicates();
  if (!duplicates) return;
  duplicates.onmessage = ({ data }) => {
    wishes = Number(data) || 0;
    duplicates.close();
    take_call_along();
  };
  duplicates.postMessage(told.room.link);
}

function take_call_along() {
  if (!wishes || told.room.stage !== 'inside') return;
  told.mind?.resume_call(wishes);
  wishes = 0;
}
