// Leaving the room. What is read afterwards is deferred (left_card.js).

import { box, button } from './dom.js';
import { close_pops } from './pop.js';
import { told } from './told.js';

export function start_left() {
  button('leave-room').addEventListener('click', () => {
    close_pops();
    told.mind?.leave_room();
  });
  for (const id of ['reload', 'other-passphrase']) button(id).addEventListener('click', () => location.reload());
}

export function draw_left() {
  button('leave-room').hidden = told.room.stage !== 'inside';
  box('left').hidden = told.room.stage !== 'left';
}
