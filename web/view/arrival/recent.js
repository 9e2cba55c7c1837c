// The rooms that this browser has been in (kit/recent_rooms.js), on the card where a new one is made. A room that keeps nothing is not
// remembered either.

import { by_id, create, set_text } from '../../kit/dom.js';
import { forget_recent_room, note_room, on_recent_rooms, recent_rooms, star_room } from '../../kit/recent_rooms.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { day, language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {import('../../kit/recent_rooms.js').RecentRoom} RecentRoom */

const section = create('section');
const title = create('h2', 'small quiet');
const list = create('ul');
let drawn = '';
/** The room that was noted last. */
let noted = { id: '', link: '' };

export function start_recent() {
  section.id = 'recent';
  section.hidden = true;
  title.id = 'recent-title';
  section.setAttribute('aria-labelledby', title.id);
  section.append(title, list);
  by_id('enter-form').append(section);
  on_recent_rooms(draw_recent);
}

function note() {
  const { stage, id, link, kept_days } = state.room;
  if (stage !== 'inside' || !id || kept_days === 0) noted = { id: '', link: '' };
  else if (link !== noted.link) {
    const former = noted.id;
    noted = { id, link };
    note_room(state.room, former);
  }
}

export function draw_recent() {
  note();
  const { room, arrival } = state;
  const all = room.stage === 'arriving' && arrival?.fresh && !arrival.problem ? recent_rooms() : [];
  section.hidden = !all.length;
  const now = JSON.stringify([language, all]);
  if (drawn === now) return;
  drawn = now;
  set_text(title, words.recent.title);
  list.replaceChildren(...all.map(row));
}

/** As it is drawn now. @param {string | undefined} id */
const row_of = id => [...list.children].find(it => it instanceof HTMLElement && it.dataset.room === id);

/** @param {RecentRoom} it */
function row({ id, name, link, at, starred }) {
  const item = create('li');
  item.dataset.room = id;
  const leads = create('a');
  leads.href = link;
  const shown = create('span', 'recent-name', name);
  shown.dir = 'auto';
  leads.append(shown, create('span', 'small quiet', day(at)));
  const star = tool_button('#icon-star', () => {
    star_room(id, !starred);
    row_of(id)?.querySelector('button')?.focus();
  });
  star.setAttribute('aria-pressed', String(starred));
  name_tool(star, words.recent.star(name));
  const forget = tool_button('#icon-x', () => {
    const at = [...list.children].indexOf(item);
    forget_recent_room(id);
    const next = list.children[at] ?? list.lastElementChild;
    (next?.querySelector('a') ?? by_id('name')).focus();
  });
  name_tool(forget, words.recent.forget(name));
  item.append(leads, star, forget);
  return item;
}
