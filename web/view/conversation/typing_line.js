// The people who are writing just now: a quiet line above the field, in a place that is always there, so that nothing moves.

import { by_id, create, set_text } from '../../kit/dom.js';
import { announce_notice } from '../../kit/live_region.js';
import { name_in_text } from '../../kit/names.js';
import { on_language, words } from '../../kit/words.js';

/** @typedef {import('../../kit/names.js').Named} Named */

// People write all the time: a screen reader says it when it begins, and not again so soon.
const SAY_AGAIN_MS = 60_000;

const at = create('p', 'quiet');
/** @type {Named[]} */
let who = [];
let said_at = -SAY_AGAIN_MS;

export function start_typing_line() {
  at.id = 'typing';
  by_id('compose').prepend(at);
  on_language(draw);
}

/** @param {Named[]} people  nobody, or up to three: these and maybe more */
export function show_typing(people) {
  const begins = who.length === 0 && people.length > 0;
  who = people;
  draw();
  if (!begins || performance.now() < said_at + SAY_AGAIN_MS) return;
  said_at = performance.now();
  announce_notice(at.textContent ?? '');
}

function draw() {
  const [one, two, three] = who.map(name_in_text);
  const { typing } = words;
  set_text(at, three ? typing.several : two ? typing.two(one, two) : one ? typing.one(one) : '');
}
