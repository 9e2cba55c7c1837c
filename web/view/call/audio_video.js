// The way to the page of audio and video (audio_video_card.js) in the settings.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { open_settings, settings_page } from '../../kit/settings_pages.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { draw_devices_page, leave_devices, show_devices } from './audio_video_card.js';
import { is_mirrored, mirror } from './audio_video_choices.js';
import { effects, watch_effects } from './effects.js';
import { show_hint } from './muted_hint.js';

const opener = create_button('item', '', () => open_settings('audio_video'));
const opener_word = create('span');

export function start_audio_video() {
  opener.dataset.open = 'audio-video';
  opener.append(icon('#icon-sliders-horizontal'), opener_word);
  by_id('devices-card').querySelector('.checkup')?.before(opener);
  const page = settings_page('audio_video');
  page.shown = () => show_devices(page.at);
  page.hidden = leave_devices;
  mirror(is_mirrored());
  watch_effects(() => {
    draw_devices_page();
    if (effects.trouble) show_hint(words.audio_video.background_trouble[effects.trouble]);
  });
  navigator.mediaDevices?.addEventListener('devicechange', () => {
    // Before anything was allowed, the list would name nothing.
    if (state.devices.microphones.length || state.devices.cameras.length) state.core?.devices_changed();
  });
}

export function draw_audio_video() {
  set_text(opener_word, words.audio_video.title);
  draw_devices_page();
}
