// All that can be done with a message besides reading and sending it, put together once it is loaded.

import { change_line } from './change.js';
import { start_parts } from './conversation.js';
import { draw_stop } from './line_keys.js';
import { draw_parts } from './parts.js';
import { draw_pinned, start_pinned } from './pinned.js';

export function start_writing() {
  start_pinned();
  start_parts({ change: change_line, drawn: draw_writing }, draw_parts);
}

/** Lines came, changed or went. */
function draw_writing() {
  draw_stop();
  draw_pinned();
}
