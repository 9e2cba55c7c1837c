// The tabs of this browser that are in the same room. Each of them hears everything, but one of them calls the person back, and none does
// while the person looks at another. Web Locks say which and whether, since a tab that is gone holds none. Where the browser forbids them,
// each tab is as good as alone.

/** A lock that is asked for, and held from when it is granted until `release`. @param {string} name */
function hold(name) {
  const it = { held: false, release: () => {} };
  /** @type {Promise<void>} */
  const released = new Promise(done => (it.release = done));
  const granted = () => {
    it.held = true;
    return released;
  };
  navigator.locks?.request(name, granted).catch(() => {});
  return it;
}

/** All that another tab posts there is heard; null where the browser forbids it. @param {string} name @param {() => void} heard */
export function open_channel(name, heard) {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = heard;
    return channel;
  } catch {
    return null;
  }
}

/**
 * Joins the tabs in that room.
 * @param {string} room
 * @param {() => void} seen  the person has looked at another of them
 */
export function join_tabs(room, seen) {
  const caller_name = `tincan.calls.${room}`;
  const looked_name = `tincan.looked.${room}.`;
  // Its own name, since for a moment after its release, or before its grant ends in one, a lock is still said to be held.
  const own_look = looked_name + Math.random();
  const caller = hold(caller_name);
  const channel = open_channel(caller_name, seen);
  /** @type {ReturnType<typeof hold> | null} */
  let looked = null;

  /** @param {boolean} there  the person looks at this one */
  function look(there) {
    if (there === (looked !== null)) return;
    if (there) channel?.postMessage('');
    else looked?.release();
    looked = there ? hold(own_look) : null;
  }

  /** Whether it is this tab that calls the person back. @returns {Promise<boolean>} */
  async function calls() {
    try {
      const { held = [] } = await navigator.locks.query();
      const names = held.map(it => it.name ?? '');
      // Where no tab has the lock yet, it is about to be granted to this one.
      const is_caller = caller.held || !names.includes(caller_name);
      return is_caller && !names.some(it => it.startsWith(looked_name) && it !== own_look);
    } catch {
      return true;
    }
  }

  function leave() {
    look(false);
    caller.release();
    channel?.close();
  }

  return { look, calls, leave };
}
