// The card of the lock: what is sealed for whom, and which version and whether all run the same page.

import { box, icon, make, say } from '../../kit/dom.js';
import { name_in_text } from '../../kit/names.js';
import { everybody, told } from '../../state/state.js';
import { listed, words } from '../../kit/words.js';

const title = make('span');
const text = make('p', 'quiet');
const sealed_for = make('p', 'quiet');
const version = make('p', 'small quiet');
const build = make('p', 'small quiet');

export function start_lock_card() {
  sealed_for.id = 'sealed-for';
  version.id = 'version';
  build.id = 'build';
  const heading = make('p', 'pop-title');
  heading.append(icon('#icon-lock'), title);
  box('lock-card').append(heading, text, sealed_for, version, build);
}

export function draw_lock_card() {
  say(title, words.sealed);
  say(text, words.sealed_text);
  say(sealed_for, told.room.by_hand ? words.guessable : words.sealed_for);
  say(version, words.version(document.documentElement.dataset.version ?? ''));
  const mine = document.documentElement.dataset.build ?? '';
  const others = everybody()
    .filter(it => it.state !== 'gone' && !it.same_build)
    .map(name_in_text);
  say(build, others.length ? words.build_differs(listed(others), mine) : words.build_same(mine));
}
