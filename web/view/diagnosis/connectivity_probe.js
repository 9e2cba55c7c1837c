// Probes for the network while nobody is reached. Nothing tells a browser that a router somewhere works again, and requests try
// again after 1, 3, 7, 15, 31 s (RFC 6298 section 5.5). A question to a STUN server is repeated within a second (RFC 8489 section
// 6.2.1), and its answer is the news.

import { everybody, state } from '../../state/state.js';
import { ask_ice, mirrors } from './ice_probe.js';

// An answer that takes longer is of no use; a question that has waited longer is repeated too seldom.
const PATIENCE_MS = 1_500;
// Most outages end by themselves.
const FIRST_MS = 1_000;
const PAUSE_MS = 5_000;

/** @param {number} ms */
const after = ms => new Promise(done => setTimeout(done, ms));

let probing = false;

export function watch_connectivity() {
  if (!probing && cut_off()) void probe();
}

function cut_off() {
  const others = everybody().filter(it => !it.me);
  const someone = others.some(it => it.state === 'connected');
  return state.room.stage === 'inside' && (state.room.trouble !== '' || (others.some(it => it.state === 'reconnecting') && !someone));
}

async function probe() {
  probing = true;
  let pause = FIRST_MS;
  while ((await after(pause), cut_off())) {
    const there = await is_there();
    // The browser's own word, for what it cannot know.
    if (there && pause === 0) dispatchEvent(new Event('online'));
    pause = there === false ? 0 : PAUSE_MS;
  }
  probing = false;
}

/** Whether anything answers out there. */
async function is_there() {
  const servers = state.mind?.measure('');
  const [first] = Array.isArray(servers) ? mirrors(servers) : [];
  return first ? (await ask_ice(first, 'srflx', PATIENCE_MS)).reach !== 'failed' : null;
}
