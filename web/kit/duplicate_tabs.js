// A tab that was duplicated has the name of the other one. Tabs of one name reach each other over a channel of their own.

/** To the other tabs of this tab's name; null where nothing can be kept, and no tab has a name. @returns {BroadcastChannel | null} */
export function channel_to_duplicates() {
  try {
    const tab = sessionStorage.getItem('tincan.tab');
    return tab ? new BroadcastChannel(`tincan.call.${tab}`) : null;
  } catch {
    return null;
  }
}
