// Leads to a message and shows which one it is.

import { line_of, scrolled } from './conversation.js';
import { focus_line } from './line_keys.js';
import { show_rows } from './place.js';

const FLASH_MS = 1600;

/** @param {string} id  of a message, which may not be here */
export function jump_to(id) {
  const at = reach_line(id);
  if (!at) return;
  show_line_at(at);
  focus_line(at);
}

/** Its line, among those around it where it had none. @param {string} id */
export function reach_line(id) {
  if (!line_of(id)) show_rows('around', id);
  return line_of(id)?.at;
}

/** The focus stays where it is. @param {HTMLElement} at */
export function show_line_at(at) {
  at.scrollIntoView({ block: 'center' });
  scrolled(true);
  at.classList.add('flash');
  setTimeout(() => at.classList.remove('flash'), FLASH_MS);
}
