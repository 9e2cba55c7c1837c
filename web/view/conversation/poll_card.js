// A poll is drawn up on a card: a question and its answers. A field for one more answer comes as the last one is filled.

import { composes } from '../../kit/composing.js';
import { open_card } from '../../kit/card.js';
import { by_id, create } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { writes_alone } from './composer.js';
import { judged } from './draft.js';

const FEWEST = 2;
const MOST = 10;
// In code units, of which each is at most three bytes: fewer than an entry takes (protocol/entry.hpp, max_option_bytes).
const LONGEST_ANSWER = 100;

/** @type {import('./attach.js').Sender} A poll is for everybody. */
export const poll_sender = {
  id: 'make-poll',
  icon: '#icon-chart-bar',
  word: () => words.poll.make,
  act: () => open_poll_card(),
  possible: () => !writes_alone(),
};

/** @param {string} [asked]  the question, as far as it is written already */
export function open_poll_card(asked = '') {
  const card = open_card({ classes: 'poll-card', title: words.poll.make, close: words.close, closed: () => by_id('composer').focus() });
  const form = create('form');
  form.noValidate = true;
  const question = create('input');
  const answers = create('div', 'poll-answers');
  const several = create('input');
  const send = create('button', 'primary', words.send);
  const answered = () => [...answers.querySelectorAll('input')].map(it => it.value.trim()).filter(Boolean);

  const draw = () => {
    const fields = [...answers.querySelectorAll('input')];
    const full = fields.every(it => it.value.trim());
    if (fields.length < FEWEST || (full && fields.length < MOST)) {
      answers.append(field(answer_field(), words.poll.option(fields.length + 1)));
      return draw();
    }
    send.disabled = answered().length < FEWEST || judged(question.value).why !== '';
  };
  several.type = 'checkbox';
  const check = create('label', 'check');
  check.append(several, create('span', '', words.poll.several));
  question.value = asked;
  question.dir = 'auto';
  question.autocomplete = 'off';
  form.append(field(question, words.poll.question), answers, check, send);
  form.addEventListener('input', () => void draw());
  // Enter leads on; only the button sends, so that ending a syllable does not.
  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target === several) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll('input')];
    if (!composes(event)) fields[fields.indexOf(event.target) + 1].focus();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (send.disabled) return;
    state.core?.make_poll(question.value, answered(), several.checked);
    card.close();
  });
  draw();
  card.append(form);
  (asked ? (answers.querySelector('input') ?? question) : question).focus();
}

function answer_field() {
  const made = create('input');
  made.maxLength = LONGEST_ANSWER;
  made.dir = 'auto';
  made.autocomplete = 'off';
  return made;
}

let fields = 0;

/** @param {HTMLInputElement} input @param {string} word */
function field(input, word) {
  const made = create('p', 'field');
  const label = create('label', '', word);
  fields += 1;
  input.id = `poll-field-${fields}`;
  label.htmlFor = input.id;
  made.append(label, input);
  return made;
}
