// After the room was left, by one's own wish or not: come back, or a new room.

/** @param {import('./rest.js').Whole} page */
export function left_card({ box, button, kept, rest, say, told }) {
  button('come-back').addEventListener('click', () => told.mind?.enter(kept('name'), told.room.passphrase));
  button('new-room').addEventListener('click', () => told.mind?.new_room());

  return () => {
    const { name, trouble } = told.room;
    const words = rest().left;
    const { title, text, way } = { ...words.usual, ...(trouble === 'removed' || trouble === 'elsewhere' ? words[trouble] : {}) };
    say(box('left-title'), title(name));
    say(box('left-text'), text);
    say(button('come-back'), way);
    button('come-back').hidden = trouble === 'removed';
  };
}
