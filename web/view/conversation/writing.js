// All that can be done with a message besides reading and sending it, put together once it is loaded.

import { draw_about, leave_about, start_about } from './about.js';
import { start_attach } from './attach.js';
import { change_line } from './change.js';
import { obeyed, start_commands } from './commands.js';
import { complete, list_commands, start_completion } from './completion.js';
import { set_later } from './composer.js';
import { start_parts } from './conversation.js';
import { start_copying } from './copying.js';
import { start_emoji } from './emoji.js';
import { draw_stop, leave_line, start_line_keys } from './line_keys.js';
import { draw_message_bar, start_message_bar } from './message_bar.js';
import { draw_message_menu, open_message_menu, start_message_menu } from './message_menu.js';
import { draw_parts, set_draw_file } from './parts.js';
import { forget_old_drafts } from './old_drafts.js';
import { draw_pinned, start_pinned } from './pinned.js';
import { ask_soon, held, hold, note_scroll, restore, start_place } from './place.js';
import { poll_sender } from './poll_card.js';
import { start_print } from './print.js';
import { draw_found, start_search } from './search.js';
import { start_typing_anywhere } from './type_anywhere.js';
import { start_typing_line } from './typing_line.js';
import { draw_unread_line, drop_unread_line, note_look, start_unread_line, to_unread } from './unread_line.js';

/**
 * @param {() => void} join_call
 * @param {Parameters<typeof set_draw_file>[0]} draw_file
 * @param {Parameters<typeof start_attach>[0]} senders  of files
 */
export function start_writing(join_call, draw_file, senders) {
  set_draw_file(draw_file);
  start_typing_line();
  start_typing_anywhere();
  start_about();
  start_pinned();
  start_message_menu();
  start_message_bar();
  start_line_keys(at => open_message_menu(at));
  start_emoji();
  start_attach([...senders, poll_sender]);
  start_search();
  start_commands({ join_call, list_commands });
  start_completion();
  start_copying();
  start_print();
  forget_old_drafts();
  set_later({ obeyed, changed: complete });
  start_unread_line();
  start_place();
  start_parts(
    {
      change: change_line,
      hold,
      held,
      restore,
      leave: leave_line,
      scrolled: note_scroll,
      drawn: draw_writing,
      cleared: leave_about,
      mine: drop_unread_line,
      looks: note_look,
      to_unread,
    },
    draw_parts,
  );
}

/** Lines came, changed or went. */
function draw_writing() {
  draw_stop();
  draw_pinned();
  draw_about();
  draw_message_bar();
  draw_message_menu();
  draw_unread_line();
  draw_found();
  ask_soon();
}
