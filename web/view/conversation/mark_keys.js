// The keys that put marks of Markdown around what is selected in the composer, or take them away again.

import { commands } from '../../kit/command_key.js';
import { require_element } from '../../kit/dom.js';

/** By the letter of the key. @type {Record<string, string>} */
const marks = { b: '**', i: '_', e: '`' };

export function start_mark_keys() {
  const composer = require_element('composer', HTMLTextAreaElement);
  composer.addEventListener('keydown', event => {
    if (!commands(event) || event.isComposing) return;
    // On a Korean keyboard the key may give a Hangul letter.
    const mark = marks[/^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace('Key', '').toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    toggle(composer, mark);
  });
}

/** @param {HTMLTextAreaElement} composer @param {string} mark */
function toggle(composer, mark) {
  const { selectionStart: start, selectionEnd: end, value } = composer;
  const selected = value.slice(start, end);
  const lines = mark === '`' && selected.includes('\n');
  const before = lines ? '```\n' : mark;
  const behind = lines ? '\n```' : mark;
  const enclosed = value.slice(0, start).endsWith(before) && value.slice(end).startsWith(behind);
  if (enclosed) composer.setSelectionRange(start - before.length, end + behind.length);
  // Of the ways to change a field this is the one that the browser can undo. It tells the field's listeners too.
  document.execCommand('insertText', false, enclosed ? selected : before + selected + behind);
  const first = enclosed ? start - before.length : start + before.length;
  composer.setSelectionRange(first, first + selected.length);
}
