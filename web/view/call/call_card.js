// The card behind the dots of the call bar: how the stage is laid out, and what is seldom wanted.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { close_popovers } from '../../kit/popover.js';
import { keep, kept } from '../../kit/storage.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { captions, show_captions, speak_captions, start_captions } from './captions.js';
import { can_float, is_floating, toggle_floating } from './floating.js';
import { is_recording, record_or_stop } from './recording.js';
import { choose_self_view, tell_self_view } from './self_view.js';
import { full_screen } from './tile_bar.js';

/** @typedef {{at: HTMLElement, draw: () => void}} Part */

/** @type {Part[]} */
const parts = [];
/** Where nothing can be kept, this lasts as long as the page. @type {'grid' | 'speaker'} */
let mode = kept('layout') === 'speaker' ? 'speaker' : 'grid';
/** @type {'full' | 'saver' | 'audio'} */
let quality = 'full';
let smooth = false;
/** @type {import('../../state/state.js').Core | null} */
let told = null;

/** @param {() => void} open_connections  the card of the connections to everybody */
export function start_call_card(open_connections) {
  const whole = item(
    '#icon-maximize',
    () => (document.fullscreenElement ? words.stage.leave_full_screen : words.stage.call_full_screen),
    () => {
      close_popovers();
      full_screen(by_id('call'));
    },
  );
  const screen_hint = check(
    'smooth-screen',
    () => words.stage.smooth,
    () => smooth,
    on => state.core?.smooth_screen((smooth = on)),
  );
  const { draw } = screen_hint;
  screen_hint.draw = () => {
    screen_hint.at.hidden = state.call.screen !== 'live';
    draw();
  };
  const mute_all = item(
    '#icon-mic-off',
    () => words.together.ask_all_to_mute,
    () => {
      close_popovers();
      state.core?.ask_to_mute('');
    },
  );
  mute_all.at.id = 'mute-all';
  const float = item(
    '#icon-picture-in-picture-2',
    () => (is_floating() ? words.stage.leave_picture_in_picture : words.stage.picture_in_picture),
    () => {
      close_popovers();
      void toggle_floating();
    },
  );
  const record = item(
    '#icon-circle-dot',
    () => (is_recording() ? words.recording.stop_item : words.recording.record),
    () => {
      close_popovers();
      record_or_stop();
    },
  );
  record.at.id = 'call-record';
  float.at.id = 'call-float';
  float.at.hidden = !can_float();
  const connections = item(
    '#icon-activity',
    () => words.diagnostics.stats,
    () => {
      close_popovers();
      open_connections();
    },
  );
  connections.at.id = 'call-connections';
  const note = create('p', 'small quiet caption-note');
  note.setAttribute('role', 'status');
  whole.at.id = 'call-full-screen';
  whole.at.hidden = !document.fullscreenEnabled;
  parts.push(
    choice(
      'layout',
      () => words.stage.layout,
      { grid: () => words.stage.grid, speaker: () => words.stage.speaker },
      () => mode,
      choose_layout,
    ),
    check(
      'hide-self',
      () => words.stage.hide_self,
      () => state.stage.hides_self,
      hidden => choose_self_view({ hidden }),
    ),
    choice(
      'quality',
      () => words.stage.quality,
      { full: () => words.stage.full, saver: () => words.stage.saver, audio: () => words.stage.audio },
      () => quality,
      choose_quality,
    ),
    screen_hint,
    check(
      'show-captions',
      () => words.captions.show,
      () => captions.shown,
      on => show_captions(on),
    ),
    check(
      'speak-captions',
      () => words.captions.speak,
      () => captions.spoken,
      on => void speak_captions(on),
    ),
    { at: note, draw: () => set_text(note, captions.trouble && words.captions[captions.trouble]) },
    mute_all,
    record,
    float,
    connections,
    whole,
  );
  by_id('call-card').prepend(...parts.map(it => it.at));
  start_captions(draw_call_card);
  addEventListener('fullscreenchange', draw_call_card);
}

/** A core that has just started knows nothing of what was chosen on an earlier page. */
function tell_choices() {
  if (told === state.core) return;
  told = state.core;
  tell_self_view();
  state.core?.choose_layout(mode);
}

export function draw_call_card() {
  tell_choices();
  if (!state.call.in_call && quality !== 'full') choose_quality('full');
  for (const { draw } of parts) draw();
}

/** @param {string} wanted */
function choose_layout(wanted) {
  mode = wanted === 'speaker' ? 'speaker' : 'grid';
  keep('layout', mode === 'grid' ? '' : mode);
  state.core?.choose_layout(mode);
}

/** For this call only: who has forgotten it would wonder where the pictures are. @param {string} wanted */
function choose_quality(wanted) {
  quality = wanted === 'audio' || wanted === 'saver' ? wanted : 'full';
  state.core?.choose_quality(quality);
}

/** @param {string} href @param {() => string} text @param {() => void} act @returns {Part} */
function item(href, text, act) {
  const at = create_button('item', '', act);
  const word = create('span');
  at.append(icon(href), word);
  return { at, draw: () => set_text(word, text()) };
}

/** @param {string} id @param {() => string} text @param {() => boolean} now @param {(on: boolean) => void} choose @returns {Part} */
function check(id, text, now, choose) {
  const at = create('label', 'item');
  const box = create('input');
  box.type = 'checkbox';
  box.id = id;
  const word = create('span');
  box.addEventListener('change', () => choose(box.checked));
  at.append(box, word);
  const draw = () => {
    box.checked = now();
    set_text(word, text());
  };
  return { at, draw };
}

/**
 * @param {string} name
 * @param {() => string} title
 * @param {Record<string, () => string>} values
 * @param {() => string} now
 * @param {(value: string) => void} choose
 * @returns {Part}
 */
function choice(name, title, values, now, choose) {
  const at = create('fieldset', 'choice');
  at.id = `call-${name}`;
  const legend = create('legend');
  at.append(legend);
  const draws = Object.entries(values).map(([value, text]) => {
    const label = create('label');
    const radio = create('input');
    radio.type = 'radio';
    radio.name = `call-${name}`;
    radio.value = value;
    const word = create('span');
    radio.addEventListener('change', () => choose(value));
    label.append(radio, word);
    at.append(label);
    return () => {
      radio.checked = value === now();
      set_text(word, text());
    };
  });
  const draw = () => {
    set_text(legend, title());
    for (const one of draws) one();
  };
  return { at, draw };
}
