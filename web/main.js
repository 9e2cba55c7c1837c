// The page: language and look first, then the panels, then the module. Everything that the module tells goes into `state`, and the
// panels draw it; everything that the person does, the panels tell the module. Panels do not know each other: they meet here.

import { button, by_id } from './kit/dom.js';
import { announce_message } from './kit/live_region.js';
import { watch_popovers } from './kit/popover.js';
import { after_draw, draw_now, schedule } from './kit/schedule.js';
import { fill_page, make_formatters, on_language, words } from './kit/words.js';
import { kept } from './kit/storage.js';
import { deferred, load_deferred, watch_cards } from './lazy.js';
import { load_module } from './module.js';
import { state } from './state/state.js';
import { arrival_ready, draw_arrival, start_arrival } from './view/arrival/arrival.js';
import { loading_failed, problem } from './view/arrival/problem.js';
import { draw_call_bar, draw_meter, start_call_bar } from './view/call/call_bar.js';
import { draw_join, start_join } from './view/call/join.js';
import { draw_preview, start_preview } from './view/call/preview.js';
import { draw_speaking, draw_stage_soon, place_tiles, start_stage } from './view/call/stage.js';
import { move_draft, restore_draft, start_composer } from './view/conversation/composer.js';
import {
  clear_conversation,
  draw_conversation,
  draw_soon,
  forget_line,
  look,
  show_delivery,
  show_heading,
  show_line,
  show_notice,
  show_window,
  start_conversation,
} from './view/conversation/conversation.js';
import { start_files } from './view/files/files.js';
import { announce_people, draw_people } from './view/people/people.js';
import { apply_theme, tell_receipts, tell_relay, tell_typing } from './view/settings/preferences.js';
import { draw_goodbye, start_goodbye } from './view/shell/goodbye.js';
import { draw_header, draw_title } from './view/shell/header.js';
import { call_began, chat_is_open, draw_layout, open_chat, start_layout, toggle_chat } from './view/shell/layout.js';

by_id('not-started').remove();
apply_theme();
fill_page();
start_preview();
start_arrival(draw_preview);
// A mark for tools/bench and the browser's profiler: from here on a name can be typed, and Enter is remembered.
performance.mark('usable');

// The module compiles beside everything that follows. That it cannot start is said on the card; only what started can die.
const loading = problem() === '' ? load_module(() => state.core && view.dead()) : null;

/** Everything but the conversation, which is drawn line by line. */
const draw = schedule(() => {
  draw_layout();
  draw_arrival();
  draw_goodbye();
  draw_header();
  draw_people();
  deferred?.draw_cards();
  draw_join();
  draw_call_bar();
  draw_conversation();
  draw_stage_soon();
});

const CALM_MS = 100;
let calm = 0;

/** While somebody is being reached much changes, and each drawing takes time from that: then it is drawn ten times a second. */
function draw_calmly() {
  if (!state.listing.reaching) return draw();
  calm ||= setTimeout(() => {
    calm = 0;
    draw();
  }, CALM_MS);
}

const draw_unread = schedule(() => {
  deferred?.tell_embedder();
  draw_title();
  draw_call_bar();
  draw_conversation();
});

/** @type {import('./surface/surface.js').View} */
const view = {
  arrival(it) {
    const first = state.arrival === null;
    state.arrival = it;
    draw();
    if (first) queueMicrotask(arrival_ready); // the module is still on its way out of its constructor
  },
  room(it) {
    const was = state.room;
    state.room = it;
    if (was.stage === 'inside') move_draft(was.id);
    else if (it.link !== was.link) clear_conversation(); // a room may get a new link
    draw();
    if (it.stage === 'inside' && was.stage !== 'inside') {
      after_draw(came_in);
      draw_now(); // while the first letters are under way, not when they come
    }
    if (it.stage === 'left' && was.stage !== 'left') {
      state.left = was.stage;
      after_draw(() => by_id('left-title').focus());
    }
  },
  person(it) {
    state.people.set(it.id, it);
    draw_calmly();
  },
  portrait: async (id, face, bytes) => (await import('./deferred.js')).show_portrait(id, face, bytes),
  person_gone(id) {
    state.people.delete(id);
    draw();
  },
  listing(it) {
    state.listing = it;
    draw_calmly();
  },
  line: show_line,
  line_gone: forget_line,
  window: show_window,
  heard: announce_message,
  pins(all) {
    state.pins = all;
    draw_soon();
  },
  texts: (all, last) => deferred?.take_texts(all, last),
  copy: (all, last) => deferred?.take_copy(all, last),
  offer_edit: it => deferred?.edit(it),
  heading: show_heading,
  delivery: show_delivery,
  guard(on) {
    state.unsent = on;
    draw_guard();
    deferred?.draw_update();
  },
  notice: show_notice,
  copied: (ranges, next) => deferred?.copied(ranges, next),
  copy_read: (taken, refused) => deferred?.copy_read(taken, refused),
  safety: it => deferred?.show_safety(it),
  topic(text) {
    state.topic = text;
    draw();
  },
  unread(count, first) {
    state.unread = count;
    state.first_unread = first;
    draw_unread();
  },
  file(it) {
    state.files.set(it.id, it);
    deferred?.draw_file_state(it.id);
  },
  picked: it => deferred?.show_picked(it),
  file_worker: async () => (await import('./deferred.js')).file_worker(),
  typing: who => deferred?.show_typing(who),
  alert(it) {
    state.alert = it;
    void deferred?.show_alert(it);
    draw_unread();
  },
  call(it) {
    const was = state.call;
    state.call = it;
    draw_guard();
    if (it.in_call && !was.in_call) call_began();
    draw();
    if (it.in_call && !was.in_call) after_draw(() => had_focus(['join', 'join-card']) && button('toggle-microphone').focus());
    if (!it.in_call && was.in_call) after_draw(() => had_focus(['call']) && button('join-call').focus());
  },
  devices(it) {
    state.devices = it;
    draw();
  },
  // A background that was chosen on an earlier visit is not left out because the part that does it is still on its way.
  async prepare(source, track) {
    if (!deferred && !kept(source === 'camera' ? 'background' : 'noise')) return track;
    return (await import('./deferred.js')).prepare(source, track);
  },
  media(id, kind, stream) {
    const playing = { camera: null, screen: null, ...state.playing.get(id), [kind]: stream };
    if (playing.camera || playing.screen) state.playing.set(id, playing);
    else state.playing.delete(id);
    draw_meter();
    draw();
  },
  stage(it) {
    state.stage = it; // new tiles are made with the next drawing
    place_tiles();
    draw_stage_soon();
    deferred?.stage_changed();
  },
  keep_screen_on: on => deferred?.keep_screen_on(on), // it is told again
  weak(it) {
    state.weak = it;
    draw();
  },
  caption: (id, text, over) => deferred?.show_caption(id, text, over),
  gesture: (id, sign) => deferred?.show_gesture(id, sign),
  mute_asked: id => deferred?.show_mute_asked(id),
  ring(caller, aloud) {
    state.ring = { caller, aloud };
    draw();
  },
  speaking(id) {
    state.speaking = id;
    draw_speaking();
  },
  dead() {
    removeEventListener('beforeunload', ask); // nothing is delivered any more, and the only way on is to load the page anew
    by_id('dead').hidden = false;
    button('reload').focus();
  },
};

/** A person who closes the tab with messages unsent, or in a call, is asked. Browsers keep no page that listens to this for the way back. */
function draw_guard() {
  if (state.unsent || state.call.in_call) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

/** The browser asks in its own words whether to leave. @param {Event} event */
const ask = event => event.preventDefault();

/** @param {File[]} files @param {FileSystemEntry[]} folders */
async function take_files(files, folders) {
  open_chat();
  await (await import('./deferred.js')).offer_files(files, folders);
}

const FOCUS_MS = 500;

/** After entering, the focus goes to where one writes. On a phone that would open the keyboard unasked. */
function came_in() {
  restore_draft();
  look();
  setTimeout(() => {
    // A screen reader first says where the focus went.
    if (state.room.stage === 'inside') announce_people();
    make_formatters();
  }, FOCUS_MS);
  if (matchMedia('(pointer: fine)').matches) by_id('composer').focus();
  else by_id('title').focus();
}

/**
 * Whether the focus was in one of these, or has been lost with them.
 * @param {string[]} ids
 */
function had_focus(ids) {
  const at = document.activeElement;
  return at === null || at === document.body || ids.some(id => by_id(id).contains(at));
}

// A page that comes back out of the browser's cache has said goodbye already.
addEventListener('pageshow', event => event.persisted && location.reload());
// Another address was typed or pasted where this page is open: as everywhere, that leads there.
addEventListener('hashchange', () => {
  location.reload();
  // Where the browser asked, and the person stays, the address is this room's again.
  setTimeout(() => state.room.link && history.replaceState(null, '', state.room.link), 1000);
});

watch_popovers();
watch_cards(draw);
start_goodbye();
start_composer();
start_files(take_files);
start_conversation(chat_is_open);
start_stage();
start_call_bar({ is_open: chat_is_open, toggle: toggle_chat });
start_join();
start_layout(() => {
  draw_call_bar();
  draw_stage_soon();
  look();
});
on_language(draw);
draw();

if (loading) {
  try {
    state.core = await loading;
    state.core.start(view, words.room_words, words.room_joint);
    tell_relay();
    tell_receipts();
    tell_typing();
    performance.mark('ready');
  } catch {
    state.core = null;
    loading_failed();
  }
}
load_deferred(draw);
draw();
