// The text in the field may answer a message or change one, or be for one person alone: that stands above the field until it is sent, or given
// up by Escape.

import { composes } from '../../kit/composing.js';
import { button, by_id, create, create_button, require_element, set_text } from '../../kit/dom.js';
import { first_graphemes } from '../../kit/graphemes.js';
import { icon } from '../../kit/icon.js';
import { full_name } from '../../kit/names.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { set_about, write } from './composer.js';
import { line_of } from './conversation.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {import('../../kit/names.js').Named & {id: string}} Addressee */

// Longer than what fits into one line.
const SHOWN_CHARACTERS = 200;

const composer = require_element('composer', HTMLTextAreaElement);
const at = create('div');
const title = create('p', 'about-title');
const text = create('p', 'about-text');
const cancel = create_button('tool', '', () => {
  end();
  composer.focus();
});

/**
 * The subject of the text in the field. it: the message, which may have no line; to: the person to whom alone one writes; edits: it is changed,
 * not answered; alone: not everybody gets it; draft: the text for everybody that waits meanwhile, null where that is what stands in the field;
 * back: to whom one writes again after it.
 * @typedef {{it: Line | null, to: Addressee | null, edits: boolean, alone: boolean, draft: string | null, back: Addressee | null}} Subject
 */
/** @type {Subject | null} */
let about = null;
/** Texts that were written to one person alone and are not sent, by their name: none becomes a text for everybody. @type {Map<string, string>} */
const unsent = new Map();

export function start_about() {
  at.id = 'about';
  at.hidden = true;
  title.id = 'about-title';
  text.id = 'about-text';
  text.dir = 'auto';
  cancel.append(icon('#icon-x'));
  const said = create('div');
  said.append(title, text);
  at.append(said, cancel);
  by_id('compose-box').before(at);
  composer.addEventListener('keydown', event => {
    if (composes(event)) return;
    if (event.key === 'Escape' && about) end();
    else if (event.key === 'ArrowUp' && !about && composer.value === '') state.core?.edit_last();
    else return;
    event.preventDefault();
  });
}

/** With whom alone the text in the field is shared. @param {Subject} subject */
const partner = ({ it, to }) => (to ? full_name(to) : (it?.only_with ?? ''));

/** The text for everybody: it waits, or stands in the field. */
const for_everybody = () => (about ? (about.draft ?? composer.value) : composer.value);

/** A text to one person alone is put away, for the next time. */
function put_away() {
  if (about?.alone && !about.edits) unsent.set(partner(about), composer.value);
}

/** Takes up another subject, with its text in the field. @param {Subject} next @param {string} written @param {(text: string) => void} send */
function take_up(next, written, send) {
  about = next;
  set_about({ aside: next.draft, alone: next.alone, literal: next.edits, send });
  write(written);
  begin();
}

/** To whom one writes again after what comes now. */
const to_go_back_to = () => about?.to ?? about?.back ?? null;

/** @param {Line} it */
export function answer(it) {
  put_away();
  const everybody = for_everybody();
  const alone = it.only_with !== '';
  const next = { it, to: null, edits: false, alone, draft: alone ? everybody : null, back: to_go_back_to() };
  take_up(next, alone ? (unsent.get(it.only_with) ?? '') : everybody, written => {
    state.core?.say(written, it.id, alone ? 'answered' : '');
    write('');
    end();
  });
}

/** @param {Line} it */
export function edit(it) {
  put_away();
  const next = { it, to: null, edits: true, alone: it.only_with !== '', draft: for_everybody(), back: to_go_back_to() };
  take_up(next, text_of(it), written => {
    if (written !== text_of(it)) state.core?.edit(it.id, written);
    end();
  });
}

/** All that is written next is for that person alone. @param {Addressee} to */
export function write_to(to) {
  put_away();
  const next = { it: null, to, edits: false, alone: true, draft: for_everybody(), back: null };
  take_up(next, unsent.get(full_name(to)) ?? '', written => {
    state.core?.say(written, '', to.id);
    write('');
  });
}

/** Another room has other messages, and other people. */
export function leave_about() {
  if (about) about.back = null;
  if (about) end();
  unsent.clear();
}

function begin() {
  draw_about();
  composer.setAttribute('aria-describedby', 'spare about-title about-text');
  composer.focus();
  composer.setSelectionRange(composer.value.length, composer.value.length);
}

/** The text in the field is a message of its own again, for everybody or for the one to whom one wrote before. */
function end() {
  put_away();
  const everybody = for_everybody();
  const back = about?.back;
  about = null;
  set_about(null);
  composer.setAttribute('aria-describedby', 'spare');
  write(everybody);
  if (back) write_to(back);
  else draw_about();
}

/** Where the message is deleted meanwhile, there is nothing to answer or to change. */
export function draw_about() {
  const it = about?.it && (line_of(about.it.id)?.line ?? about.it);
  // The text that answers it goes on as a text of its own, for the same people.
  if (it?.deleted && about?.alone && !about.edits && !it.me && state.people.has(it.person)) return write_to({ ...it, id: it.person });
  if (it?.deleted) return end();
  at.hidden = !about;
  const edits = about?.edits ?? false;
  const send = button('send');
  const word = edits ? 'save' : 'send';
  if (send.dataset.tLabel !== word) {
    // The words change with the language of the page (fill_page).
    send.dataset.tLabel = word;
    send.setAttribute('aria-label', words[word]);
    send.replaceChildren(icon(edits ? '#icon-check' : '#icon-send-horizontal'));
  }
  if (!about) return;
  const with_whom = about.alone ? words.message.only_with(partner(about)) : '';
  const does = !it ? '' : edits ? words.message.editing : words.message.answering(full_name(it));
  set_text(title, [with_whom, does].filter(Boolean).join(' · '));
  set_text(text, it ? first_graphemes(text_of(it), SHOWN_CHARACTERS) : words.message.only_to_hint);
  text.classList.toggle('whole', !it);
  cancel.title = words.cancel;
  cancel.setAttribute('aria-label', words.cancel);
}

/** @param {Line} it */
export const can_edit = it => it.me && !it.deleted && !it.poll && !it.file;

/** The person for whom alone the next message is; null for everybody, '' where nobody who is here is that. */
export const addressee = () => (!about?.alone ? null : (about.to?.id ?? (about.it?.me ? '' : (about.it?.person ?? ''))));
