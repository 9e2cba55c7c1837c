// What the person chose for this browser, now or on an earlier visit.

import { keep_in_tab, kept, kept_in_tab } from '../../kit/storage.js';
import { told } from '../../state/state.js';

/** Where nothing can be kept, this lasts as long as the page. */
export const chosen = { relay_only: kept('relay') !== '' };

/** Auto follows the system; the choice is on the root element, the colours are in the style sheet. */
export function apply_theme() {
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

// What this tab was in when it was loaded anew. One that the browser restores or duplicates begins with its devices off.
const [how] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
const left_call = how?.type === 'reload' ? kept_in_tab('call') : '';

/** @type {string | null} */
let call_kept = null;

/** With the room's link: what was on there is not turned on in another room, to which the same tab is led. */
export function keep_call() {
  const now = told.call.wishes ? told.call.wishes + told.room.link : '';
  if (now !== call_kept) keep_in_tab('call', (call_kept = now));
}

export function tell_devices() {
  for (const source of /** @type {const} */ (['microphone', 'camera'])) told.mind?.choose_device(source, kept(source));
  told.mind?.resume_call(Number(left_call.replace(told.room.link, '')) || 0);
}

export function tell_relay() {
  told.mind?.relay_only(chosen.relay_only);
}
