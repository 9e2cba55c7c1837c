// Starting or joining the call: with camera and microphone, or as chosen from the list beside the button.

import { button, by_id, require_element, set_text } from '../../kit/dom.js';
import { embedder } from '../../kit/embedder.js';
import { name_in_text } from '../../kit/names.js';
import { close_popovers } from '../../kit/popover.js';
import { counted, listed, words } from '../../kit/words.js';
import { asking, everybody, state } from '../../state/state.js';

/** With what the big button joins: as the person chose last. */
let wish = { microphone: !embedder?.muted, camera: true };

export function start_join() {
  /** @type {[string, () => {microphone: boolean, camera: boolean}][]} */
  const ways = [
    ['join-call', () => wish],
    ['join-both', () => ({ microphone: true, camera: true })],
    ['join-voice', () => ({ microphone: true, camera: false })],
    ['join-listen', () => ({ microphone: false, camera: false })],
  ];
  for (const [id, how] of ways) {
    button(id).addEventListener('click', () => {
      wish = how();
      close_popovers();
      join_call();
    });
  }
}

/** As the big button does. */
export function join_call() {
  if (asking(state.call)) return;
  state.core?.join_call(wish.microphone, wish.camera);
  draw_join();
}

export function draw_join() {
  const calling = everybody().filter(it => it.in_call && !it.me);
  const waits = asking(state.call);
  set_text(by_id('join-note'), calling.length ? counted(words.calling, calling.length, listed(calling.map(name_in_text))) : '');
  by_id('row').dataset.calling = String(calling.length > 0);
  set_text(by_id('join-word'), waits ? words.joining_call : calling.length ? words.join_call : words.start_call);
  require_element('join-icon', SVGUseElement).setAttribute(
    'href',
    wish.camera ? '#icon-video' : wish.microphone ? '#icon-mic' : '#icon-headphones',
  );
  button('join-call').disabled = waits;
  button('join-more').disabled = waits;
}
