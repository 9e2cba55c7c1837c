// The keys of a headset and of the system's media controls: microphone, camera, hang up (W3C Media Session).

import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { open_floating } from './floating.js';

/** Newer than the types of TypeScript. @typedef {MediaSessionAction} Action */

/** @type {[string, () => void][]} */
const actions = [
  ['togglemicrophone', () => state.core?.toggle('microphone')],
  ['togglecamera', () => state.core?.toggle('camera')],
  ['hangup', () => state.core?.leave_call()],
  // When the tab is left in a call.
  ['enterpictureinpicture', () => void open_floating()],
];
let on = false;

export function draw_media_keys() {
  const session = navigator.mediaSession;
  if (!session) return;
  const { in_call, microphone, camera } = state.call;
  if (on !== in_call) {
    on = in_call;
    for (const [action, act] of actions) {
      // A browser that does not know an action says so by an exception.
      try {
        session.setActionHandler(/** @type {Action} */ (action), on ? act : null);
      } catch {
        continue;
      }
    }
    session.metadata = on && 'MediaMetadata' in window ? new MediaMetadata({ title: state.room.name, artist: words.tincan }) : null;
    session.playbackState = on ? 'playing' : 'none';
  }
  if (!on) return;
  session.setMicrophoneActive?.(microphone === 'live');
  session.setCameraActive?.(camera === 'live');
}
