// Leads to a message and shows which one it is.

import { line_of } from './conversation.js';
import { focus_line } from './line_keys.js';

const FLASH_MS = 1600;

/** @param {string} id  of a line, which may not be here */
export function jump_to(id) {
  const at = line_of(id)?.at;
  if (!at) return;
  show_line_at(at);
  focus_line(at);
}

/** The focus stays where it is. @param {HTMLElement} at */
export function show_line_at(at) {
  at.scrollIntoView({ block: 'center' });
  at.classList.add('flash');
  setTimeout(() => at.classList.remove('flash'), FLASH_MS);
}
