// Two tabs of one browser in one call: what one of them plays, the other's microphone hears, and so on until it howls. They tell each other
// who they are, and neither plays what the other says.

import { words } from '../../kit/words.js';
import { myself, state } from '../../state/state.js';
import { show_hint } from './muted_hint.js';
import { silence } from './volume.js';

/** @type {{channel: BroadcastChannel, id: string} | null} */
let told = null;

/** Begins with the call and ends with it. */
export function draw_same_computer() {
  const me = state.call.in_call ? myself() : null;
  if (told?.id === me?.id) return;
  told?.channel.close();
  told = me ? tell(me.id) : null;
}

/** @param {string} id  mine */
function tell(id) {
  const channel = new BroadcastChannel(`tincan.voices.${state.room.id}`);
  channel.onmessage = ({ data }) => {
    if (typeof data?.id !== 'string') return;
    if (data.asks) channel.postMessage({ id });
    if (silence(data.id)) show_hint(words.sound.same_computer);
  };
  channel.postMessage({ id, asks: true });
  return { channel, id };
}
