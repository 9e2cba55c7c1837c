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
 * The message, which may have no line, or the person to whom alone one writes; and the draft that waits meanwhile, null where it goes on.
 * @type {{it: Line | null, to: Addressee | null, draft: string | null} | null}
 */
let about = null;

export function start_about() {
  at.id = 'about';
  at.hidden = true;
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

/** @param {Line} it */
export function answer(it) {
  if (about) end();
  about = { it, to: null, draft: null };
  set_about({
    aside: null,
    alone: it.only_with !== '',
    send(written) {
      state.core?.say(written, it.id, '');
      end();
      write('');
    },
  });
  begin();
}

/** @param {Line} it */
export function edit(it) {
  const draft = about?.draft ?? composer.value;
  about = { it, to: null, draft };
  set_about({
    aside: draft,
    alone: it.only_with !== '',
    send(written) {
      if (written !== text_of(it)) state.core?.edit(it.id, written);
      end();
    },
  });
  write(text_of(it));
  begin();
}

/** All that is written next is for that person alone. What stands in the field is for everybody, and waits. @param {Addressee} to */
export function write_to(to) {
  const draft = about?.draft ?? composer.value;
  about = { it: null, to, draft };
  set_about({
    aside: draft,
    alone: true,
    send(written) {
      state.core?.say(written, '', to.id);
      write('');
    },
  });
  write('');
  begin();
}

/** Another room has other messages, and other people. */
export function leave_about() {
  if (about) end();
}

function begin() {
  draw_about();
  composer.setAttribute('aria-describedby', 'spare about-text');
  composer.focus();
  composer.setSelectionRange(composer.value.length, composer.value.length);
}

/** The text in the field is a message of its own again; the draft comes back. */
function end() {
  const draft = about?.draft ?? null;
  about = null;
  set_about(null);
  composer.setAttribute('aria-describedby', 'spare');
  draw_about();
  if (draft !== null) write(draft);
}

/** Where the message is deleted meanwhile, there is nothing to answer or to change. */
export function draw_about() {
  const it = about?.it && (line_of(about.it.id)?.line ?? about.it);
  if (it?.deleted) return end();
  at.hidden = !about;
  const to = about?.to ?? null;
  const edits = it !== null && it !== undefined && about?.draft !== null;
  const send = button('send');
  const word = edits ? 'save' : 'send';
  if (send.dataset.tLabel !== word) {
    // The words change with the language of the page (fill_page).
    send.dataset.tLabel = word;
    send.setAttribute('aria-label', words[word]);
    send.replaceChildren(icon(edits ? '#icon-check' : '#icon-send-horizontal'));
  }
  if (to) {
    set_text(title, words.message.only_with(full_name(to)));
    set_text(text, words.message.only_to_hint);
  } else if (it) {
    const whom = it.only_with ? `${words.message.only_with(it.only_with)} · ` : '';
    set_text(title, edits ? words.message.editing : `${whom}${words.message.answering(full_name(it))}`);
    set_text(text, first_graphemes(text_of(it), SHOWN_CHARACTERS));
  }
  cancel.title = words.cancel;
  cancel.setAttribute('aria-label', words.cancel);
}

/** @param {Line} it */
export const can_edit = it => it.me && !it.deleted && !it.poll;
