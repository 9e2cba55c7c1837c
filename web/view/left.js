// Leaving the room, and after it: come back, or a new room.

import { box, button, say } from './dom.js';
import { close_pops } from './pop.js';
import { kept } from './store.js';
import { told } from './told.js';
import { words } from './words.js';

export function start_left() {
  button('leave-room').addEventListener('click', () => {
    close_pops();
    told.mind?.leave_room();
  });
  button('come-back').addEventListener('click', () => told.mind?.enter(kept('name'), told.room.passphrase));
  button('new-room').addEventListener('click', () => told.mind?.new_room());
  for (const id of ['reload', 'other-passphrase']) button(id).addEventListener('click', () => location.reload());
}

export function draw_left() {
  button('leave-room').hidden = told.room.stage !== 'inside';
  box('left').hidden = told.room.stage !== 'left';
  const removed = told.room.trouble === 'removed';
  say(box('left-title'), removed ? words.removed : words.left_title(told.room.name));
  button('come-back').hidden = removed;
}
