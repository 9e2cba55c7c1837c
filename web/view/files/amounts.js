// Amounts of bytes and of time, as people write them.

import { language } from '../../kit/words.js';

const STEP = 1000;
const BYTE_UNITS = ['kilobyte', 'megabyte', 'gigabyte'];
const TIME_UNITS = ['second', 'minute', 'hour'];

/** @param {number} value @param {string} unit @param {number} digits */
const written = (value, unit, digits) =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(value);

/** @param {number} bytes */
export function size_text(bytes) {
  let value = bytes / STEP;
  let at = 0;
  for (; value >= STEP && at < BYTE_UNITS.length - 1; at += 1) value /= STEP;
  return written(value, BYTE_UNITS[at], (at > 0 || value < 1) && value < 100 ? 1 : 0);
}

/** @param {number} seconds */
export function time_text(seconds) {
  let value = seconds;
  let at = 0;
  for (; value >= 60 && at < TIME_UNITS.length - 1; at += 1) value /= 60;
  return written(Math.ceil(value), TIME_UNITS[at], 0);
}

/** Minutes and seconds, as a clock shows them. @param {number} seconds */
export const clock_text = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;
