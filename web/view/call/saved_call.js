// The call that a tab is in is kept with the tab, so that it goes on when the page is loaded anew.

import { keep_in_tab, kept, kept_in_tab } from '../../kit/storage.js';
import { state } from '../../state/state.js';

// A tab that the browser restores or duplicates begins with its devices off.
const [how] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
const left_call = how?.type === 'reload' ? kept_in_tab('call') : '';

/** @type {string | null} */
let call_kept = null;

/** With the room's link: devices that were on there are not turned on in another room, to which the same tab is led. */
export function keep_call() {
  const now = state.call.wishes ? state.call.wishes + state.room.link : '';
  if (now !== call_kept) keep_in_tab('call', (call_kept = now));
}

/** Tells the module which devices were chosen, and the call that this tab was in. */
export function restore_call() {
  for (const source of /** @type {const} */ (['microphone', 'camera'])) state.mind?.choose_device(source, kept(source));
  state.mind?.resume_call(Number(left_call.replace(state.room.link, '')) || 0);
}
