// A draft is kept until it is sent. Those of rooms to which nobody has come back for months go.

import { keep, kept } from '../../kit/storage.js';

const DAYS = 90;
const DAY_MS = 86_400_000;
const PREFIX = 'tincan.draft.';

export function forget_old_drafts() {
  const today = Math.floor(Date.now() / DAY_MS);
  /** Of each draft, by its room, the day since which it is as long as it is. @type {Record<string, [number, number]>} */
  const now = {};
  try {
    /** @type {typeof now} */
    const found = JSON.parse(kept('drafts') || '{}');
    for (const key of Object.keys(localStorage).filter(it => it.startsWith(PREFIX))) {
      const room = key.slice(PREFIX.length);
      const { length } = localStorage[key];
      const [day, before] = found[room] ?? [today, length];
      if (before === length && today - day > DAYS) localStorage.removeItem(key);
      else now[room] = [before === length ? day : today, length];
    }
  } catch {
    // Storage is forbidden, and keeps no draft.
  }
  keep('drafts', Object.keys(now).length ? JSON.stringify(now) : '');
}
