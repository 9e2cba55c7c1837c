// Looks after a call: says on a tile that the way to that person is weak, on one's own where it is so to everybody, keeps the
// screen of a phone from going dark, and plays what the browser has stopped.

import { is_weak, measure_connection, rates_between } from '../../kit/connection_stats.js';
import { create } from '../../kit/dom.js';
import { channel_to_duplicates } from '../../kit/duplicate_tabs.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';

const EVERY_MS = 2000;
// A single bad moment is nothing to tell.
const BAD_SAMPLES = 2;

let watching = false;
/** @type {Map<string, {stats: import('../../kit/connection_stats.js').Stats, bad: number}>} */
const ways = new Map();

/** Begins with a call and ends with it. */
export function draw_call_watch() {
  if (state.call.in_call && !watching) void watch();
}

async function watch() {
  watching = true;
  const duplicates = answer_duplicates();
  /** @type {WakeLockSentinel | null} */
  let awake = null;
  ways.clear();
  while (state.call.in_call) {
    // The browser takes it back whenever the page is hidden.
    if (!awake || awake.released)
      awake = document.hidden ? null : ((await navigator.wakeLock?.request('screen').catch(() => null)) ?? null);
    play_on();
    await Promise.all([...state.people.values()].filter(it => !it.me).map(it => look(it)));
    draw_weak();
    await new Promise(done => setTimeout(done, EVERY_MS));
  }
  watching = false;
  duplicates?.close();
  await awake?.release();
}

/** A person is in one tab at a time: a tab in the call tells a duplicate that asks for it what is on, so that the call moves along. */
function answer_duplicates() {
  const duplicates = channel_to_duplicates();
  if (duplicates) {
    duplicates.onmessage = ({ data }) => data === state.room.link && state.call.wishes && duplicates.postMessage(state.call.wishes);
  }
  return duplicates;
}

/** Where a page was frozen, its pictures and voices have been stopped, and Chromium leaves it at that. */
function play_on() {
  for (const video of document.querySelectorAll('video')) {
    // A video that never played was refused for want of a touch, for which the page asks.
    if (video.paused && video.srcObject && video.currentTime > 0) video.play().catch(() => {});
  }
}

/** @param {import('../../surface/people.js').Person} it */
async function look(it) {
  const stats = it.in_call && it.state === 'connected' ? await measure_connection(state.mind, it.id).catch(() => null) : null;
  if (!stats) return ways.delete(it.id);
  const before = ways.get(it.id);
  const bad = before && is_weak(rates_between(before.stats, stats)) ? before.bad + 1 : 0;
  return ways.set(it.id, { stats, bad });
}

function draw_weak() {
  const weak = new Set([...ways].filter(([, it]) => it.bad >= BAD_SAMPLES).map(([id]) => id));
  const mine = weak.size > 1 && weak.size === ways.size;
  for (const tile of document.querySelectorAll('.tile[data-kind="camera"]')) {
    if (!(tile instanceof HTMLElement)) continue;
    const is_me = tile.dataset.me === 'true';
    const text = is_me ? (mine ? words.weak_mine : '') : weak.has(tile.dataset.person ?? '') && !mine ? words.weak : '';
    const had = tile.querySelector('.weak');
    if (!text) had?.remove();
    else if (!had) tile.querySelector('.plate')?.append(create('span', 'weak', text));
    else if (had.textContent !== text) had.textContent = text;
  }
}
