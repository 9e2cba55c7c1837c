// The way to the card of audio and video (audio_video_card.js).

import { by_id, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { close_popovers } from '../../kit/popover.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { draw_card_of_devices, open_card_of_devices } from './audio_video_card.js';
import { is_mirrored, mirror } from './audio_video_choices.js';
import { effects, watch_effects } from './effects.js';
import { show_hint } from './muted_hint.js';

const openers = ['devices-card', 'menu'].map(opener);

/** @param {string} where */
function opener(where) {
  const made = create_button('item', '', () => {
    close_popovers();
    open_card_of_devices();
  });
  made.dataset.open = 'audio-video';
  const word = document.createElement('span');
  made.append(icon('#icon-sliders-horizontal'), word);
  return { where, made, word };
}

export function start_audio_video() {
  for (const { where, made } of openers) by_id(where).querySelector('.checkup')?.before(made);
  mirror(is_mirrored());
  watch_effects(() => {
    draw_card_of_devices();
    if (effects.trouble) show_hint(words.audio_video.background_trouble[effects.trouble]);
  });
  navigator.mediaDevices?.addEventListener('devicechange', () => {
    // Before anything was allowed, the list would name nothing.
    if (state.devices.microphones.length || state.devices.cameras.length) state.core?.devices_changed();
  });
}

export function draw_audio_video() {
  for (const { word } of openers) set_text(word, words.audio_video.title);
  draw_card_of_devices();
}
