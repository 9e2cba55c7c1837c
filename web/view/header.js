// The header: the room's name, how many are here, the lock, the menu; and one quiet line below it when something is wrong
// with one's own connection. The title of the tab counts what was not read.

import { box, button, say } from './dom.js';
import { avatar, name_in_text } from './names.js';
import { everybody, told } from './told.js';
import { listed, on_language, words } from './words.js';

const FACES = 4;

export function start_header() {
  on_language(draw_header);
  draw_header();
}

export function draw_header() {
  const inside = told.room.stage === 'inside';
  box('title').hidden = !inside;
  box('brand-name').hidden = inside;
  box('room-tools').hidden = !inside;
  say(box('title'), told.room.name);
  say(box('sealed-for'), told.room.by_hand ? words.guessable : words.sealed_for);
  const people = everybody().filter(it => it.state !== 'gone');
  box('faces').replaceChildren(...people.slice(0, FACES).map(avatar));
  say(box('people-count'), String(people.length));
  button('people-button').setAttribute('aria-label', `${words.people}, ${people.length}`);

  draw_build(people);

  const line = box('connection');
  const wrong = !inside ? '' : told.room.offline ? 'offline' : told.room.trouble === 'cut_off' ? 'cut_off' : told.room.trouble ? 'server_away' : '';
  say(line, wrong ? words[wrong] : '');
  line.dataset.wrong = wrong;
  draw_title();
}

/** @param {import('../surface.js').Person[]} people */
function draw_build(people) {
  const build = document.documentElement.dataset.build ?? '';
  const others = people.filter(it => !it.same_build).map(name_in_text);
  say(box('build'), others.length ? words.build_differs(listed(others), build) : words.build_same(build));
}

/** The title of the tab counts what was not read. */
export function draw_title() {
  const inside = told.room.stage === 'inside';
  const name = inside || told.room.stage === 'left' ? told.room.name : (told.arrival?.room ?? '');
  document.title = [told.unread && inside ? `(${told.unread})` : '', name ? `${name} · Tincan` : 'Tincan'].filter(Boolean).join(' ');
}
