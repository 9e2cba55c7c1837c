// Leaving the room. The screen that is shown afterwards is deferred (goodbye_card.js).

import { box, button } from '../../kit/dom.js';
import { close_pops } from '../../kit/popover.js';
import { told } from '../../state/state.js';

export function start_goodbye() {
  button('leave-room').addEventListener('click', () => {
    close_pops();
    told.mind?.leave_room();
  });
  for (const id of ['reload', 'other-passphrase']) button(id).addEventListener('click', () => location.reload());
}

export function draw_goodbye() {
  button('leave-room').hidden = told.room.stage !== 'inside';
  box('left').hidden = told.room.stage !== 'left';
}
