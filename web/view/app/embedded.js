// In a frame of another page (web/embed.js): tells that page what happens, and does what it asks for. Both know each other's origin, and hear
// nobody else.

import { chosen, embedder } from '../../kit/embedder.js';
import { language, speak } from '../../kit/words.js';
import { everybody, state } from '../../state/state.js';

/** The last event it was told, by the kind. @type {Map<string, string>} */
const told = new Map();
/** @type {{apply_theme: () => void, open_chat: () => void}} */
let page;

/** @type {Record<string, (value: unknown) => void>} */
const commands = {
  // Nobody is heard or seen because another page wants it.
  mute() {
    if (state.call.microphone === 'live') state.core?.toggle('microphone');
  },
  hang_up: () => state.core?.leave_call(),
  leave: () => state.core?.leave_room(),
  open_chat: () => page.open_chat(),
  theme(wanted) {
    chosen.theme = String(wanted);
    page.apply_theme();
  },
  language: wanted => wanted !== language && void speak(String(wanted)),
};

/** @param {typeof page} does */
export function start_embedded(does) {
  if (!embedder) return;
  const expected = embedder.origin;
  page = does;
  document.body.dataset.without = Array.isArray(embedder.without) ? embedder.without.join(' ') : '';
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || origin !== expected || typeof data?.tincan !== 'string') return;
    if (Object.hasOwn(commands, data.tincan)) commands[data.tincan]?.(data.value);
  });
  post({ tincan: 'ready' });
  tell_embedder();
}

export function tell_embedder() {
  if (!embedder) return;
  const { stage, name, link } = state.room;
  const { in_call, microphone, camera, screen } = state.call;
  const inside = stage === 'inside';
  tell('room', inside ? { tincan: 'joined', room: name, link } : { tincan: 'left' });
  if (!inside) return;
  tell('people', { tincan: 'people', count: everybody().filter(it => it.state !== 'gone').length });
  tell('messages', { tincan: 'messages', unread: state.unread });
  tell('call', { tincan: 'call', in_call, microphone, camera, screen });
}

/** Once, until it is otherwise. @param {string} kind @param {{tincan: string, [value: string]: unknown}} event */
function tell(kind, event) {
  const now = JSON.stringify(event);
  const before = told.get(kind) ?? '{"tincan":"left"}';
  if (now === before) return;
  told.set(kind, now);
  post(event);
}

/** @param {unknown} event */
function post(event) {
  try {
    parent.postMessage(event, String(embedder?.origin));
  } catch {
    // No origin: nobody is told anything.
  }
}
