// A tab that was duplicated has the name of the other, and a person is in one of them at a time. Between the two it is told what is on
// in a call, so that it moves along.

import { told } from '../state/state.js';

/** To the other tabs of this tab's name; null where nothing can be kept, and no tab has a name. @returns {BroadcastChannel | null} */
export function to_doubles() {
  try {
    const tab = sessionStorage.getItem('tincan.tab');
    return tab ? new BroadcastChannel(`tincan.call.${tab}`) : null;
  } catch {
    return null;
  }
}

/** A tab that is in the call answers one that asks. */
export function tell_doubles() {
  const doubles = to_doubles();
  if (doubles) doubles.onmessage = ({ data }) => data === told.room.link && told.call.wishes && doubles.postMessage(told.call.wishes);
  return doubles;
}
