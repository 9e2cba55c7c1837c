// All that is loaded once the page can be used (lazy.js), with its style sheets.

import { set_meter_scale, watch_level } from './kit/audio_levels.js';
import { require_element } from './kit/dom.js';
import { show_portrait } from './kit/portraits.js';
import { after_draw } from './kit/schedule.js';
import { start_service_worker } from './kit/service_worker.js';
import { deferred_style } from './deferred_style.js';
import { load_module } from './module.js';
import { state } from './state/state.js';
import { draw_access } from './view/access/access.js';
import { start_embedded, tell_embedder } from './view/app/embedded.js';
import { draw_install, start_install } from './view/app/install.js';
import { draw_link, start_links } from './view/app/links.js';
import { draw_shared, start_shared } from './view/app/shared.js';
import { draw_update, start_update } from './view/app/update.js';
import { draw_recent, start_recent } from './view/arrival/recent.js';
import { draw_alerts, show_alert, start_alerts } from './view/alerts/alerts.js';
import { draw_ring, start_ring } from './view/alerts/ring.js';
import { draw_call_card, start_call_card } from './view/call/call_card.js';
import { draw_audio_video, start_audio_video } from './view/call/audio_video.js';
import { draw_captions, show_caption } from './view/call/captions.js';
import { draw_call_watch, keep_screen_on } from './view/call/call_watch.js';
import { set_call_deferred } from './view/call/deferred.js';
import { draw_device_carets, start_device_carets } from './view/call/device_carets.js';
import { draw_devices } from './view/call/device_fields.js';
import { draw_troubles } from './view/call/device_troubles.js';
import { draw_effects, prepare } from './view/call/effects.js';
import { draw_floating, start_floating } from './view/call/floating.js';
import { start_full_screen } from './view/call/full_screen.js';
import { draw_gestures, draw_hand, show_gesture, show_mute_asked, start_gestures } from './view/call/gestures.js';
import { join_call } from './view/call/join.js';
import { start_light } from './view/call/light.js';
import { draw_media_keys } from './view/call/media_keys.js';
import { draw_muted_hint, start_muted_hint } from './view/call/muted_hint.js';
import { start_push_to_talk } from './view/call/push_to_talk.js';
import { draw_recording, start_recording_bar } from './view/call/recording.js';
import { forget_recordings } from './view/call/recording_files.js';
import { draw_same_computer } from './view/call/same_computer.js';
import { start_seen, tell_seen } from './view/call/seen.js';
import { start_self_view } from './view/call/self_view.js';
import { watch_speaker } from './view/call/speakers.js';
import { draw_tile_bar } from './view/call/tile_bar.js';
import { start_tile_card } from './view/call/tile_card.js';
import { forget_volumes, tune, volumes_of } from './view/call/volume.js';
import { addressee, edit, write_to } from './view/conversation/about.js';
import { write } from './view/conversation/composer.js';
import { to_end } from './view/conversation/conversation.js';
import { copied, copy_read, read_back } from './view/conversation/entries_copy.js';
import { save_copy, take_copy } from './view/conversation/export.js';
import { start_mark_keys } from './view/conversation/mark_keys.js';
import { open_search, take_texts } from './view/conversation/search.js';
import { show_typing } from './view/conversation/typing_line.js';
import { start_writing } from './view/conversation/writing.js';
import { open_connections } from './view/diagnosis/connection_card.js';
import { start_diagnostics } from './view/diagnosis/diagnostics.js';
import { draw_file, draw_state } from './view/files/file_card.js';
import { draw_files_card, open_files } from './view/files/files_card.js';
import { file_senders, offer_files, show_picked, start_offering } from './view/files/offering.js';
import { progress_of_all } from './view/files/status.js';
import { draw_voice, start_voice } from './view/files/voice.js';
import { tell_welcome } from './view/files/welcome.js';
import { file_worker } from './view/files/worker.js';
import { draw_invite_card, start_invite_card } from './view/invite/invite.js';
import { draw_people_card, start_people_card } from './view/people/people_card.js';
import { apply_theme } from './view/settings/preferences.js';
import { draw_menu, start_menu } from './view/settings/menu.js';
import { draw_profile, start_profile } from './view/settings/profile.js';
import { start_help } from './view/settings/help.js';
import { start_settings } from './view/settings/settings.js';
import { start_shortcuts } from './view/settings/shortcuts.js';
import { draw_title } from './view/shell/header.js';
import { start_divider } from './view/shell/divider.js';
import { draw_favicon } from './view/shell/favicon.js';
import { draw_goodbye_card, start_goodbye_card } from './view/shell/goodbye_card.js';
import { fit_keyboard } from './view/shell/keyboard.js';
import { open_chat } from './view/shell/layout.js';
import { draw_lock_card, start_lock_card } from './view/trust/lock_card.js';
import { compare, show_safety } from './view/trust/safety_card.js';

export { problem_parts } from './view/arrival/problem_card.js';
export {
  copied,
  copy_read,
  draw_update,
  edit,
  file_worker,
  keep_screen_on,
  offer_files,
  prepare,
  show_alert,
  show_caption,
  show_gesture,
  show_mute_asked,
  show_picked,
  show_portrait,
  show_safety,
  show_typing,
  take_copy,
  take_texts,
  tell_embedder,
};

export function start_deferred() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(deferred_style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  set_call_deferred({ draw_troubles, tune, watch_level, watch_speaker, draw_tile_bar, draw_hand });
  start_call_card(open_connections);
  start_device_carets();
  start_tile_card(open_connections);
  start_self_view();
  start_full_screen();
  start_seen();
  start_floating(stage_changed);
  start_gestures();
  start_audio_video();
  start_muted_hint();
  start_light();
  start_push_to_talk();
  start_diagnostics(load_with_scale);
  start_shortcuts();
  start_divider();
  fit_keyboard();
  start_recent();
  start_invite_card();
  start_mark_keys();
  start_writing(join_call, draw_file, file_senders);
  start_offering(addressee);
  start_voice(files => void offer_files(files));
  tell_welcome();
  start_goodbye_card();
  start_lock_card();
  start_settings();
  start_help();
  start_profile();
  start_menu({ save_copy, read_back, open_search, open_files, forget_recordings });
  start_recording_bar();
  start_alerts({ draw_favicon, show_newest, join_call });
  start_ring(join_call);
  start_update();
  start_embedded({ apply_theme, open_chat });
  start_links();
  start_install();
  start_people_card(compare, write_to, volumes_of);
  void start_shared({ write: add_to_draft, offer_files });
  void start_service_worker();
}

/** @param {string} text */
function add_to_draft(text) {
  write([require_element('composer', HTMLTextAreaElement).value, text].filter(Boolean).join('\n'));
}

/** A file has gone on, or come. @param {string} id */
export function draw_file_state(id) {
  draw_state(id);
  draw_files_card();
  state.progress = progress_of_all();
  draw_title();
  draw_update();
}

/** Where the conversation is folded away, it has to be laid out first. */
function show_newest() {
  open_chat();
  after_draw(to_end);
}

/** The diagnostics may be the first to get the module. */
async function load_with_scale() {
  const core = await load_module();
  set_meter_scale(core.meter_level);
  return core;
}

/** Other tiles, another layout, or a window of the call over other programs. */
export function stage_changed() {
  tell_seen();
  draw_call_card();
  draw_floating();
}

export function draw_cards() {
  if (state.core) set_meter_scale(state.core.meter_level);
  draw_menu();
  draw_profile();
  draw_alerts();
  draw_update();
  tell_embedder();
  draw_link();
  draw_shared();
  draw_install();
  draw_lock_card();
  draw_recent();
  draw_invite_card();
  draw_people_card();
  draw_access();
  draw_devices();
  draw_device_carets();
  draw_call_card();
  draw_floating();
  draw_gestures();
  draw_ring();
  draw_media_keys();
  draw_recording();
  draw_voice();
  draw_same_computer();
  draw_goodbye_card();
  draw_call_watch();
  draw_captions();
  draw_effects();
  draw_muted_hint();
  draw_audio_video();
  forget_volumes();
}
