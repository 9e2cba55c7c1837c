// The header: the room's name, how many are here, the lock, the menu; and one quiet line below it when something is wrong
// with one's own connection. The title of the tab counts what was not read, and says who knocks or calls.

import { button, by_id, set_text } from '../../kit/dom.js';
import { avatar, name_in_text } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { everybody, state } from '../../state/state.js';

const FACES = 4;

export function draw_header() {
  const inside = state.room.stage === 'inside';
  by_id('title').hidden = !inside;
  by_id('brand-name').hidden = inside;
  by_id('room-tools').hidden = !inside;
  set_text(by_id('title'), state.room.name);
  set_text(by_id('topic'), inside ? state.topic : '');
  by_id('topic').title = state.topic;
  const people = everybody().filter(it => it.state !== 'gone');
  draw_faces(people.slice(0, FACES));
  set_text(by_id('people-count'), String(people.length));
  button('people-button').setAttribute('aria-label', `${words.people}, ${people.length}`);

  const { door } = state.room;
  const closed = door === 'knock' || door === 'locked';
  // A padlock is read as a locked door, so it stands there only where it is.
  button('lock')
    .querySelector('use')
    ?.setAttribute('href', closed ? '#icon-lock' : '#icon-shield');
  button('lock').title = closed ? words.notice[/** @type {const} */ (`door_${door}`)]('') : '';

  const line = by_id('connection');
  const wrong = !inside
    ? ''
    : state.room.offline
      ? 'offline'
      : state.room.trouble === 'cut_off' || state.room.trouble === 'no_mail'
        ? state.room.trouble
        : state.room.trouble
          ? 'server_away'
          : '';
  set_text(line, wrong && words.wrong[wrong]);
  line.dataset.wrong = wrong;
  draw_title();
}

/** @param {import('../../surface/people.js').Person[]} people */
function draw_faces(people) {
  const at = by_id('faces');
  const now = JSON.stringify(people.map(it => [it.name, it.colour, it.face]));
  if (at.dataset.drawn === now) return;
  at.dataset.drawn = now;
  at.replaceChildren(...people.map(avatar));
}

/** Calls back the person who looks at another tab: says who knocks or calls, or how much was not read. */
export function draw_title() {
  const inside = state.room.stage === 'inside';
  const name = inside || state.room.stage === 'left' ? state.room.name : (state.arrival?.room ?? '');
  const about = state.alert?.about;
  const said = about && 'kind' in about ? words.notice[about.kind](name_in_text(about)) : '';
  const first = !inside ? '' : said ? `${said} ·` : state.unread ? `(${state.unread})` : '';
  document.title = [first, state.progress && `${state.progress} ·`, name ? `${name} · Tincan` : 'Tincan'].filter(Boolean).join(' ');
}
