// Looks after a call as it is told to: says on a tile that the connection to that person is weak, on one's own where it is so to everybody,
// keeps the screen of a phone from going dark, and plays what the browser has stopped.

import { create } from '../../kit/dom.js';
import { channel_to_duplicates } from '../../kit/duplicate_tabs.js';
import { kept_in_tab } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

/** @type {BroadcastChannel | null} */
let duplicates = null;
/** By which the screen is kept on. @type {Promise<WakeLockSentinel | null>} */
let lock = Promise.resolve(null);

/** Begins with a call and ends with it. */
export function draw_call_watch() {
  draw_weak();
  if (state.call.in_call) {
    duplicates ??= answer_duplicates();
  } else {
    duplicates?.close();
    duplicates = null;
  }
}

/** @param {boolean} on */
export function keep_screen_on(on) {
  lock = lock.then(on ? hold : release);
  if (on) play_on();
}

/** The browser takes it back whenever the page is hidden. @param {WakeLockSentinel | null} had */
async function hold(had) {
  if ((had && !had.released) || document.hidden) return had;
  return (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
}

/** @param {WakeLockSentinel | null} had */
async function release(had) {
  await had?.release();
  return null;
}

/** A person is in one tab at a time: a tab in the call tells a duplicate that asks for it what is on, so that the call moves along. */
function answer_duplicates() {
  const made = channel_to_duplicates();
  if (made) made.onmessage = ({ data }) => data === state.room.link && made.postMessage(kept_in_tab('call'));
  return made;
}

/** Where a page was frozen, its pictures and voices have been stopped, and Chromium leaves it at that. */
function play_on() {
  for (const video of document.querySelectorAll('video')) {
    // A video that never played was refused for want of a touch, for which the page asks.
    if (video.paused && video.srcObject && video.currentTime > 0) video.play().catch(() => {});
  }
}

function draw_weak() {
  const { mine, theirs } = state.weak;
  for (const tile of document.querySelectorAll('.tile[data-kind="camera"]')) {
    if (!(tile instanceof HTMLElement)) continue;
    const is_me = tile.dataset.me === 'true';
    const why = is_me ? mine : theirs[tile.dataset.person ?? ''];
    const text = why ? (is_me ? words.weak_mine : words.weak)[why] : '';
    const had = tile.querySelector('.weak');
    if (!text) had?.remove();
    else if (!had) tile.querySelector('.plate')?.append(create('span', 'weak', text));
    else if (had.textContent !== text) had.textContent = text;
  }
}
