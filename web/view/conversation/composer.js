// Where one writes. Enter sends, Shift+Enter breaks the line; an Enter that ends the composing of a Hangul syllable or a
// Chinese word does not send. A draft is kept for the room until it is sent: in its tab, and on this device, where it outlives that, unless the
// room is a fleeting one.

import { composes } from '../../kit/composing.js';
import { button, by_id, require_element, set_text } from '../../kit/dom.js';
import { schedule } from '../../kit/schedule.js';
import { keep, keep_in_tab, kept, kept_in_tab } from '../../kit/storage.js';
import { counted, on_language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { judged } from './draft.js';

// Of a longer draft the beginning is kept: a browser keeps about 5,000,000 letters for all that this page keeps, and each is written anew
// as one types.
const LONGEST_DRAFT = 100_000;
// More of a text than six lines hold.
const MOST_MEASURED = 5000;
// From here on the number of characters left is shown.
const NEAR_THE_LIMIT = 200;

/**
 * The part that is loaded later. obeyed: what is sent in the place of what is written; '': it was a command, and is done; null: it stays. changed: the
 * text in the field is another.
 * @type {{obeyed: (text: string) => string | null, changed: () => void}}
 */
let later = { obeyed: text => text, changed() {} };

const composer = require_element('composer', HTMLTextAreaElement);
let shift = false;
/** The id of the room that the draft is for: there may be several of one name. */
let draft_of = '';
/**
 * The text answers or changes a message, or is for one person (about.js). aside: the draft that waits meanwhile, and is kept in the place of
 * what is written. alone: not everybody gets it, nor is told that one writes. literal: no command is looked for in it.
 * @typedef {{send: (text: string) => void, aside: string | null, alone: boolean, literal: boolean}} About
 */
/** @type {About | null} */
let about = null;
const keep_draft = schedule(() => keep_draft_of(draft_of, (about?.aside ?? composer.value).slice(0, LONGEST_DRAFT)));

export function start_composer() {
  composer.addEventListener('input', draw_composer);
  composer.addEventListener('input', () => state.core?.draft_changed(about?.alone ? '' : beginning()));
  composer.addEventListener('input', keep_draft);
  composer.addEventListener('keydown', event => {
    shift = event.shiftKey;
    if (event.key !== 'Enter' || event.shiftKey || composes(event)) return;
    event.preventDefault();
    send();
  });
  // Some input methods end a word and break the line with one Enter, without a keydown of its own.
  composer.addEventListener('beforeinput', event => {
    if (event.inputType !== 'insertLineBreak' || shift || event.isComposing) return;
    event.preventDefault();
    send();
  });
  require_element('compose', HTMLFormElement).addEventListener('submit', event => {
    event.preventDefault();
    send();
    // Taking the focus lays out the page, also where the focus is taken already.
    if (document.activeElement !== composer) composer.focus();
  });
  on_language(draw_composer);
}

/** @param {string} room @param {string} draft  '' for none */
function keep_draft_of(room, draft) {
  keep_in_tab(`draft.${room}`, draft);
  const is_fleeting = state.room.kept_days === 0 && !state.room.by_hand;
  keep(`draft.${room}`, is_fleeting ? '' : draft);
}

/** The draft of the room that was entered: this tab's own, where it has one, since other tabs write theirs over what the device keeps. */
export function restore_draft() {
  if (draft_of === state.room.id) return;
  draft_of = state.room.id;
  composer.value = kept_in_tab(`draft.${draft_of}`) || kept(`draft.${draft_of}`);
  draw_composer();
}

/** Where the room goes on under another id, the draft goes with it. @param {string} from  the id before */
export function move_draft(from) {
  const { id, stage } = state.room;
  if (stage !== 'inside' || from !== draft_of || id === from) return;
  keep_draft_of(from, '');
  draft_of = id;
  keep_draft();
}

/** Work for each key must not grow with the text. */
const beginning = () => composer.value.slice(0, MOST_MEASURED);

/** @param {typeof later} parts */
export const set_later = parts => void (later = parts);

/** @param {About | null} it */
export function set_about(it) {
  about = it;
  if (it?.alone) state.core?.draft_changed('');
}

/** The text in the field is not for everybody. */
export const writes_alone = () => about?.alone ?? false;

/** @param {string} text  in the place of what is written */
export function write(text) {
  composer.value = text;
  keep_draft();
  draw_composer();
}

function send() {
  const written = composer.value;
  if (judged(written).why !== '') return;
  const text = about?.literal ? written : later.obeyed(written);
  if (text === null) return;
  if (text && about) return about.send(text);
  if (text) state.core?.say(text, '', ''); // first of all: somebody waits for it
  if (composer.value === written) write('');
}

function draw_composer() {
  const { left, why } = judged(composer.value);
  const too_long = why === 'too_long';
  const at = by_id('spare');
  const shown = composer.value !== '' && left < NEAR_THE_LIMIT;
  set_text(at, !shown ? '' : too_long ? counted(words.too_long, -left) : counted(words.left_over, left));
  at.classList.toggle('wrong', too_long);
  composer.setAttribute('aria-invalid', String(too_long));
  button('send').disabled = why !== '';
  // The composer is as high as this unseen copy of its text; measuring the text instead would lay out the page for each letter.
  set_text(by_id('composer-copy'), `${beginning()}\u200b`);
  later.changed();
}
