// Several messages that are selected are copied as they were written, with who said them and when. A part of one is copied as it is.

import { by_id } from '../../kit/dom.js';
import { full_name } from '../../kit/names.js';
import { language } from '../../kit/words.js';
import { line_of } from './conversation.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */

export function start_copying() {
  document.addEventListener('copy', event => {
    const selection = getSelection();
    if (!selection?.rangeCount || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const lines = lines_in(selection.getRangeAt(0));
    if (lines.length < 2) return;
    event.clipboardData?.setData('text/plain', as_text(lines));
    event.preventDefault();
  });
}

/** The messages of whose text something is selected. @param {Range} range */
function lines_in(range) {
  if (range.collapsed || !range.intersectsNode(by_id('lines'))) return [];
  return [...by_id('lines').querySelectorAll('.line')].flatMap(at => {
    const text = at.querySelector('.text');
    const it = at instanceof HTMLElement ? line_of(at.dataset.line ?? '')?.line : null;
    return it && !it.deleted && text && range.intersectsNode(text) && covers(range, text) ? [it] : [];
  });
}

/** Whether any letter of it is selected, and not only the place before it or behind it. @param {Range} range @param {Element} text */
function covers(range, text) {
  const both = document.createRange();
  both.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, both) > 0) both.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, both) < 0) both.setEnd(range.endContainer, range.endOffset);
  return both.toString() !== '';
}

/** @param {Line[]} lines */
function as_text(lines) {
  const days = new Set(lines.map(it => new Date(it.time).toDateString()));
  /** @type {Intl.DateTimeFormatOptions} */
  const style = days.size > 1 ? { dateStyle: 'short', timeStyle: 'short' } : { timeStyle: 'short' };
  return lines.map(it => `${full_name(it)}, ${new Date(it.time).toLocaleString(language, style)}: ${text_of(it)}`).join('\n');
}
