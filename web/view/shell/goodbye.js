// Leaving the room. The screen that is shown afterwards is deferred (goodbye_card.js).

import { button, by_id } from '../../kit/dom.js';
import { close_popovers } from '../../kit/popover.js';
import { state } from '../../state/state.js';

export function start_goodbye() {
  button('leave-room').addEventListener('click', () => {
    close_popovers();
    state.core?.leave_room();
  });
  for (const id of ['reload', 'other-passphrase']) button(id).addEventListener('click', () => location.reload());
}

export function draw_goodbye() {
  button('leave-room').hidden = state.room.stage !== 'inside';
  by_id('left').hidden = state.room.stage !== 'left';
}
