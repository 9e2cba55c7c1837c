// A line that is shown already becomes another: edited, deleted, reacted to. The reader stays in place, and so do the focus, the text that
// is selected and a message that was unfolded.

import { draw_soon, show_anew } from './conversation.js';
import { dress_line } from './line.js';
import { hold } from './place.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('./conversation.js').Shown} Shown */

/** @param {Shown} was @param {Line} it */
export function change_line(was, it) {
  hold();
  const stays = id_below(was.at) === it.before;
  if (stays && same_text(was.line, it)) {
    was.line = it;
    dress_line(was.at, it, was.follows, was.new_day);
    return draw_soon();
  }
  const { at: old } = was;
  const had_focus = old.contains(document.activeElement);
  const is_stop = old.tabIndex === 0;
  const unfolded = old.querySelector('.more[aria-expanded="true"]') !== null;
  const below = stays ? old.nextElementSibling : null;
  show_anew(was, it);
  // There may be notices between it and the line before which it stands.
  if (below) below.before(was.at);
  if (is_stop) was.at.tabIndex = 0;
  if (unfolded) was.at.querySelector('button.more')?.dispatchEvent(new Event('click'));
  if (had_focus) was.at.focus({ preventScroll: true });
}

/** @param {Line} one @param {Line} other */
const same_text = (one, other) =>
  one.marks === other.marks &&
  one.mention === other.mention &&
  one.deleted === other.deleted &&
  JSON.stringify(one.pieces) === JSON.stringify(other.pieces);

/** The id of the line that comes after this one, '' for none. @param {Element} at */
function id_below(at) {
  let below = at.nextElementSibling;
  while (below instanceof HTMLElement && !below.dataset.line) below = below.nextElementSibling;
  return below instanceof HTMLElement ? (below.dataset.line ?? '') : '';
}
