// The rules of the room: who may come in now, for everybody; and the tools of the host, for whom they are.

import { box, say } from '../../kit/dom.js';
import { draw_host_tools } from './host_tools.js';
import { myself, told } from '../../state/state.js';
import { words } from '../../kit/words.js';

/** Drawn after the list of people, to whose entries the tools are added. */
export function draw_access() {
  const { door, stage } = told.room;
  const hosting = stage === 'inside' && myself()?.host === true;
  const closed = stage === 'inside' && !hosting && (door === 'knock' || door === 'locked');
  say(box('door-note'), closed ? words.notice[/** @type {const} */ (`door_${door}`)]('') : '');
  draw_host_tools(hosting ? door : '');
}
