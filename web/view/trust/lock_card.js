// The card of the lock: what is sealed for whom, and which version and whether all run the same page.

import { by_id, create, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { name_in_text } from '../../kit/names.js';
import { listed, words } from '../../kit/words.js';
import { everybody, state } from '../../state/state.js';

const title = create('span');
const text = create('p', 'quiet');
const sealed_for = create('p', 'quiet');
const version = create('p', 'small quiet');
const build = create('p', 'small quiet');

export function start_lock_card() {
  sealed_for.id = 'sealed-for';
  version.id = 'version';
  build.id = 'build';
  const heading = create('p', 'pop-title');
  heading.append(icon('#icon-lock'), title);
  by_id('lock-card').append(heading, text, sealed_for, version, build);
}

export function draw_lock_card() {
  set_text(title, words.sealed);
  set_text(text, words.sealed_text);
  set_text(sealed_for, state.room.by_hand ? words.guessable : words.sealed_for);
  set_text(version, words.version(document.documentElement.dataset.version ?? ''));
  const mine = document.documentElement.dataset.build ?? '';
  const others = everybody()
    .filter(it => it.state !== 'gone' && !it.same_build)
    .map(name_in_text);
  set_text(build, others.length ? words.build_differs(listed(others), mine) : words.build_same(mine));
}
