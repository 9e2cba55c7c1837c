// The header: the room's name, how many are here, the lock, the menu; and one quiet line below it when something is wrong
// with one's own connection. The title of the tab counts what was not read.

import { box, button, say } from '../../kit/dom.js';
import { avatar } from '../../kit/names.js';
import { everybody, told } from '../../state/state.js';
import { words } from '../../kit/words.js';

const FACES = 4;

export function draw_header() {
  const inside = told.room.stage === 'inside';
  box('title').hidden = !inside;
  box('brand-name').hidden = inside;
  box('room-tools').hidden = !inside;
  say(box('title'), told.room.name);
  const people = everybody().filter(it => it.state !== 'gone');
  draw_faces(people.slice(0, FACES));
  say(box('people-count'), String(people.length));
  button('people-button').setAttribute('aria-label', `${words.people}, ${people.length}`);

  const line = box('connection');
  const wrong = !inside
    ? ''
    : told.room.offline
      ? 'offline'
      : told.room.trouble === 'cut_off' || told.room.trouble === 'no_mail'
        ? told.room.trouble
        : told.room.trouble
          ? 'server_away'
          : '';
  say(line, wrong && words.wrong[wrong]);
  line.dataset.wrong = wrong;
  draw_title();
}

/** @param {import('../../surface/people.js').Person[]} people */
function draw_faces(people) {
  const at = box('faces');
  const now = JSON.stringify(people.map(it => [it.name, it.colour]));
  if (at.dataset.drawn === now) return;
  at.dataset.drawn = now;
  at.replaceChildren(...people.map(avatar));
}

/** The title of the tab counts what was not read. */
export function draw_title() {
  const inside = told.room.stage === 'inside';
  const name = inside || told.room.stage === 'left' ? told.room.name : (told.arrival?.room ?? '');
  document.title = [told.unread && inside ? `(${told.unread})` : '', name ? `${name} · Tincan` : 'Tincan'].filter(Boolean).join(' ');
}
