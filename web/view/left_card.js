// After the room was left, by one's own wish or not: come back, or a new room.

import { to_doubles } from './doubles.js';

/** @param {import('./rest.js').Whole} page */
export function left_card({ box, button, kept, rest, say, told }) {
  // What is on in the call in which this person is in another tab, and goes on here; 0: nothing.
  let wishes = 0;
  button('come-back').addEventListener('click', () => {
    if (told.room.trouble === 'elsewhere') ask_doubles();
    told.mind?.enter(kept('name'), told.room.passphrase);
  });
  button('new-room').addEventListener('click', () => told.mind?.new_room());

  function ask_doubles() {
    const doubles = to_doubles();
    if (!doubles) return;
    doubles.onmessage = ({ data }) => {
      wishes = Number(data) || 0;
      doubles.close();
      take_call_along();
    };
    doubles.postMessage(told.room.link);
  }

  function take_call_along() {
    if (!wishes || told.room.stage !== 'inside') return;
    told.mind?.resume_call(wishes);
    wishes = 0;
  }

  return () => {
    take_call_along();
    const { name, trouble } = told.room;
    const words = rest().left;
    const { title, text, way } = { ...words.usual, ...(trouble === 'removed' || trouble === 'elsewhere' ? words[trouble] : {}) };
    say(box('left-title'), title(name));
    say(box('left-text'), text);
    say(button('come-back'), way);
    button('come-back').hidden = trouble === 'removed';
  };
}
