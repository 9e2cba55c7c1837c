// A poll under its question: an answer is a button, and behind it stands how many took it.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { counted, words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../surface/conversation.js').Poll} Poll */

/** @param {HTMLElement} at @param {Line} it */
export function draw_poll(at, it) {
  const had = at.querySelector('.poll');
  const { poll } = it;
  if (!poll || it.deleted) return had?.remove();
  const made = had ?? create('div', 'poll');
  const options = [...made.querySelectorAll('button')];
  const most = Math.max(1, ...poll.options.map(option => option.count));
  poll.options.forEach((option, place) => {
    const button = options[place] ?? make_option();
    if (!options[place]) made.append(button);
    button.onclick = () => state.core?.vote(it.id, places_after(poll, place));
    draw_option(button, option, option.count / most);
  });
  made.querySelector('.several')?.remove();
  if (poll.several) made.append(create('p', 'several small', words.poll.several));
  if (!had) at.querySelector('.text')?.after(made);
}

function make_option() {
  const made = create_button('option part', '', () => {});
  const text = create('span', 'option-text');
  text.dir = 'auto';
  made.append(icon('#icon-check'), text, create('span', 'option-count'));
  return made;
}

/** @param {HTMLElement} at @param {Poll['options'][number]} it @param {number} share  of the most votes that any answer has */
function draw_option(at, { text, count, mine, people }, share) {
  at.setAttribute('aria-pressed', String(mine));
  at.title = people;
  at.style.setProperty('--share', String(share));
  set_text(at.children[1], text);
  const votes = at.children[2];
  const spoken = `, ${counted(words.poll.votes, count)}${people ? `: ${people}` : ''}`;
  if (votes.getAttribute('data-spoken') === spoken) return;
  votes.setAttribute('data-spoken', spoken);
  const shown = create('span', '', String(count));
  shown.setAttribute('aria-hidden', 'true');
  votes.replaceChildren(shown, create('span', 'aside', spoken));
}

/** The answers that one votes for after that one was pressed. @param {Poll} poll @param {number} place */
function places_after({ options, several }, place) {
  return options.flatMap((option, at) => ((at === place ? !option.mine : several && option.mine) ? [at] : []));
}
