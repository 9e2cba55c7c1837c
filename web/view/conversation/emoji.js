// The emoji picker, which is fetched when it is opened (emoji_picker.js).

import { composes } from '../../kit/composing.js';
import { forward_key, space_behind } from '../../kit/direction.js';
import { create, create_button, require_element } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { load_again } from '../../kit/load_failure.js';
import { is_open } from '../../kit/popover.js';
import { language, on_language, words } from '../../kit/words.js';

/** @typedef {typeof given} Given */

const GAP = 8;

/** Parts of the first load that the picker needs. */
const given = { composes, create, create_button, forward_key, words_of: () => words, language_of: () => language };

/** @type {typeof import('./emoji_picker.js') | null} */
let picker = null;
const card = create('div');
/** @type {(emoji: string) => void} */
let choose = () => {};

export function start_emoji() {
  card.id = 'emoji-card';
  card.popover = 'manual';
  card.setAttribute('role', 'dialog');
  document.body.append(card);
  card.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || composes(event)) return;
    event.preventDefault();
    close('');
  });
  const composer = require_element('composer', HTMLTextAreaElement);
  const opener = create_button('tool', '', () =>
    open_emoji(opener.getBoundingClientRect(), emoji => {
      composer.focus();
      // Of the ways to change a field this is the one that the browser can undo. It tells the field's listeners too.
      if (emoji) document.execCommand('insertText', false, emoji);
    }),
  );
  // Elsewhere a press closes it, and so does a Tab that leads out of it.
  const leave = (/** @type {EventTarget | null} */ to) => {
    if (is_open(card) && to instanceof Node && !card.contains(to) && !opener.contains(to)) card.hidePopover();
  };
  document.addEventListener('pointerdown', event => leave(event.target));
  card.addEventListener('focusout', event => leave(event.relatedTarget));
  opener.id = 'emoji';
  opener.append(icon('#icon-smile'));
  const name = () => {
    opener.title = words.emoji.title;
    opener.setAttribute('aria-label', words.emoji.title);
  };
  name();
  on_language(name);
  require_element('send', HTMLButtonElement).before(opener);
}

/** @param {DOMRect} at  opens beside it @param {(emoji: string) => void} chosen  '' for none */
export async function open_emoji(at, chosen) {
  if (is_open(card)) return close('');
  choose = chosen;
  card.setAttribute('aria-label', words.emoji.title);
  card.replaceChildren();
  const up = at.top > window.innerHeight / 2;
  card.style.setProperty('--top', up ? 'auto' : `${at.bottom + GAP}px`);
  card.style.setProperty('--bottom', up ? `${window.innerHeight - at.top + GAP}px` : 'auto');
  card.style.setProperty('--end', `${space_behind(at)}px`);
  card.showPopover();
  try {
    picker ??= await import('./emoji_picker.js');
    await picker.open_picker(given, card, close);
  } catch {
    card.replaceChildren(...load_again());
  }
}

/** @param {string} emoji */
function close(emoji) {
  card.hidePopover();
  choose(emoji);
}
