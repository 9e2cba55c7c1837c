// The rules of the room: who may come in now, for everybody; and the tools of the host.

import { by_id, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { myself, state } from '../../state/state.js';
import { draw_host_tools } from './host_tools.js';

/** Drawn after the list of people, to whose entries the tools are added. */
export function draw_access() {
  const { door, stage } = state.room;
  const hosting = stage === 'inside' && myself()?.host === true;
  const closed = stage === 'inside' && !hosting && (door === 'knock' || door === 'locked');
  set_text(by_id('door-note'), closed ? words.notice[/** @type {const} */ (`door_${door}`)]('') : '');
  draw_host_tools(hosting ? door : '');
}
