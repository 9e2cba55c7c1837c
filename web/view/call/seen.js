// Tells the core whether pictures can be seen at all: those of a tab that is hidden need not come, unless one of them floats.

import { state } from '../../state/state.js';
import { is_floating } from './floating.js';

/** As it was told last. */
let told = 'true false';

export function start_seen() {
  for (const event of ['visibilitychange', 'enterpictureinpicture', 'leavepictureinpicture'])
    document.addEventListener(event, tell_seen, true);
}

export function tell_seen() {
  const seen = !document.hidden || document.pictureInPictureElement !== null;
  const now = `${seen} ${is_floating()}`;
  if (now !== told) state.core?.see_pictures(seen, is_floating());
  told = now;
}
