// The pretend core: stands in for the module made from C++ (web/surface/surface.js, `Core`). It decides nothing. A test shows states through
// `core.show` and reads in `core.calls` what the page has called. web/build.mjs bundles it in the place of the real glue.

/** The methods of `Core` that give nothing back. */
const reports = [
  'change_profile',
  'name_room',
  'keep_messages',
  'choose_address',
  'enter',
  'say',
  'edit',
  'delete_message',
  'react',
  'pin',
  'make_poll',
  'vote',
  'join_call',
  'take_over_call',
  'leave_call',
  'toggle',
  'choose_device',
  'devices_changed',
  'choose_sound',
  'choose_effects',
  'push_to_talk',
  'hold_talk',
  'leave_room',
  'relay_only',
  'forget',
  'forget_room',
  'new_room',
  'compare',
  'stop_comparing',
  'compared',
  'accept',
  'set_door',
  'answer_knock',
  'remove_person',
  'hand_on',
  'make_ticket',
  'looking',
  'levels_sampled',
  'draft_changed',
  'share_typing',
  'read_receipts',
  'set_topic',
  'copy_entries',
  'reading',
  'attend',
  'alert_level',
  'choose_layout',
  'see_pictures',
  'toggle_hand',
  'send_gesture',
  'caption',
  'ask_to_mute',
  'dismiss_ring',
  'smooth_screen',
  'offer_file',
  'pick_again',
  'choose_file',
  'welcome_sender',
];

const FIRST = 100;
const STEP = 50;
const MOST = 200;

/** The whole conversation, of which the page shows a window, as client::conversation::Display moves it. */
class PretendLog {
  /** @type {object[]} */
  lines = [];
  from = 0;
  to = 0;

  /** @param {(name: string, ...given: unknown[]) => void} show */
  constructor(show) {
    this.show = show;
  }

  /** A line that the page was shown. */
  sees(it) {
    const had = this.at(it.id);
    if (had >= 0) return void (this.lines[had] = it);
    const before = this.at(it.before);
    this.lines.splice(before < 0 ? this.to : before, 0, it);
    this.to += 1;
  }
  forgets(id) {
    const at = this.at(id);
    if (at < 0) return;
    this.lines.splice(at, 1);
    if (at < this.from) this.from -= 1;
    if (at < this.to) this.to -= 1;
  }
  at(id) {
    return id ? this.lines.findLastIndex(it => it.id === id) : -1;
  }

  /** There is more than the page shows: the newest of these. */
  keep(lines) {
    this.lines = lines;
    this.from = this.to = lines.length;
    this.move(lines.length - FIRST, lines.length);
  }
  /** One has come at the end, which the page may not show. */
  comes(it) {
    if (this.to < this.lines.length) {
      this.lines.push(it);
      return this.show('heard', it);
    }
    this.show('line', it);
  }
  wants(which, id) {
    const at = this.at(id);
    const { from, to, lines } = this;
    if (which === 'newest') this.move(lines.length - FIRST, lines.length);
    if (which === 'oldest') this.move(0, FIRST);
    if (which === 'around' && at >= 0 && (at < from || at >= to)) this.move(at - STEP, at + STEP);
    if (which === 'earlier') this.move(from - STEP, Math.min(to, Math.max(from - STEP + MOST, at + 1)));
    if (which === 'later') this.move(Math.max(from, Math.min(to + STEP - MOST, at < 0 ? to : at)), to + STEP);
  }
  move(from, to) {
    const had = this.lines.slice(this.from, this.to);
    const [first, last] = [Math.max(0, from), Math.min(to, this.lines.length)];
    const wanted = this.lines.slice(first, last);
    const shown = new Set(had);
    Object.assign(this, { from: first, to: last });
    for (let at = wanted.length - 1; at >= 0; at -= 1) {
      // The next one that is shown already, also of those that are about to go.
      const before = wanted[at + 1] ?? had.find(it => this.at(it.id) > first + at);
      if (!shown.has(wanted[at])) this.show('row', { ...wanted[at], before: before?.id ?? '', news: false });
    }
    for (const it of had) if (!wanted.includes(it)) this.show('row_gone', it.id);
    this.show('window', first > 0, last < this.lines.length);
  }
}

/** Boxes of 16:9 in rows, all of one size. */
function in_rows(count, x, y, width, height) {
  const gap = 8;
  let best = { columns: 1, wide: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const wide = Math.floor(Math.min((width - gap * (columns - 1)) / columns, ((height - gap * (rows - 1)) / rows) * (16 / 9)));
    if (wide > best.wide) best = { columns, wide };
  }
  const tall = Math.floor((best.wide * 9) / 16);
  return Array.from({ length: count }, (_, at) => ({
    x: x + (at % best.columns) * (best.wide + gap),
    y: y + Math.floor(at / best.columns) * (tall + gap),
    width: best.wide,
    height: tall,
  }));
}

/**
 * Shows the page a stage for what it was shown, as plain as can be: what is pinned or shared above faces; else faces, and of two mine in the
 * corner.
 */
class PretendStage {
  people = new Map();
  screens = new Set();
  in_call = false;
  size = [0, 0];
  pinned = '';
  mode = 'grid';
  hides_self = false;
  recording = false;
  quality = 'full';

  /** Looks at what is shown, by the names of `View`. */
  sees(method, ...given) {
    if (method === 'person') this.people.set(given[0].id, given[0]);
    if (method === 'person_gone') this.people.delete(given[0]);
    if (method === 'call') this.in_call = given[0].in_call;
    if (method === 'media' && given[1] === 'screen') this.screens[given[2] ? 'add' : 'delete'](given[0]);
  }

  shown() {
    const people = this.in_call ? [...this.people.values()].filter(it => it.in_call || it.me) : [];
    const faces = people.filter(it => !it.me);
    const screens = faces.filter(it => it.screen && this.screens.has(it.id));
    const tiles = [
      ...screens.map(it => ({ id: it.id, kind: 'screen' })),
      ...[...faces, ...people.filter(it => it.me)].map(it => ({ id: it.id, kind: 'camera' })),
    ];
    const boxes = this.boxes(tiles, faces.length);
    const layout = boxes.large ? 'focus' : tiles.length === 1 ? 'alone' : faces.length === 1 ? 'pair' : 'grid';
    const [width, height] = this.size;
    const none = { x: 0, y: 0, width: 0, height: 0 };
    const recorded = this.recording ? in_rows(tiles.length, 0, 0, 1280, 720) : null;
    const hidden = it => this.hides_self && this.people.get(it.id).me && tiles.length > 1;
    return {
      layout,
      mode: this.mode,
      hides_self: this.hides_self,
      quality: this.quality,
      tiles: tiles.map((it, at) => ({
        ...it,
        pinned: this.pinned === `${it.kind}:${it.id}`,
        floating: this.pinned ? this.pinned === `${it.kind}:${it.id}` : at === 0,
        recorded: recorded?.[at] ?? null,
        hidden: hidden(it),
        box: width && height ? (hidden(it) ? none : boxes.all[at]) : null,
      })),
    };
  }

  boxes(tiles, faces) {
    const [width, height] = this.size;
    const is_pinned = it => this.pinned === `${it.kind}:${it.id}`;
    const is_large = tiles.some(is_pinned) ? is_pinned : it => it.kind === 'screen';
    const large = tiles.filter(is_large).length;
    const corner = { x: width - 108, y: height - 66, width: 96, height: 54 };
    if (!large) {
      const all = faces === 1 ? [...in_rows(1, 0, 0, width, height), corner] : in_rows(tiles.length, 0, 0, width, height);
      return { large, all };
    }
    const above = Math.floor(height * 0.75);
    const tops = in_rows(large, 0, 0, width, above);
    const rest = in_rows(tiles.length - large, 0, above + 8, width, height - above - 8);
    return { large, all: tiles.map(it => (is_large(it) ? tops : rest).shift()) };
  }
}

/** People as client::members::Arrivals lists them. @param {Map<string, {id: string, me: boolean, state: string}>} people */
function listing(people) {
  const all = [...people.values()].sort((a, b) => Number(a.me) - Number(b.me));
  const ids = list => list.map(it => it.id);
  return {
    here: ids(all.filter(it => it.state !== 'knocking')),
    knocking: ids(all.filter(it => it.state === 'knocking')),
    reaching: all.some(it => it.state === 'connecting'),
  };
}

/** The factory, with the options of the real one. */
export default async function tincan({ locateFile }) {
  await WebAssembly.instantiateStreaming(fetch(locateFile('tincan.wasm')));
  /** @type {unknown[][]} */
  const calls = [];
  const people = new Map();
  const shown = new Set();
  let above = null;
  const log = new PretendLog((name, ...given) => {
    if (name === 'row_gone') return core.view.line_gone(...given);
    if (name !== 'row') return core.show(name, ...given);
    core.view.line(...given);
    core.view.heading(given[0].id, false, false);
  });
  const core = {
    view: null,
    calls,
    log,
    /** Shows one state: the name of a method of `View`, and what it is called with. */
    show(name, ...given) {
      core.view[name](...given);
      if (name === 'person') people.set(given[0].id, given[0]);
      if (name === 'person_gone') people.delete(given[0]);
      if (name.startsWith('person')) core.view.listing(listing(people));
      if (name === 'notice') above = null;
      if (name === 'line_gone') shown.delete(given[0]);
      if (name === 'line_gone') log.forgets(given[0]);
      if (name === 'line') {
        const [it] = given;
        log.sees(it);
        if (shown.has(it.id)) return;
        shown.add(it.id);
        // A test says itself of a line that it begins a day.
        core.view.heading(it.id, above?.author === it.author && above.time === it.time, it.new_day ?? false);
        above = it;
      }
    },
    /** The findings of `check_ice`, by kind; without: as outside of a room. @type {Record<string, {asking: string, reach: string}>} */
    ice: {},
    /** All that `path` makes of the report about a person, by id, and `streams`: what else is in that report. @type {Record<string, object>} */
    measured: {},
    /** The answer of `diagnose`, and what it was asked last. */
    diagnosis: { cause: 'outside', weight: 'ok', about: -1, udp: 'unknown' },
    found: null,
    /** The texts that a message has had, by its id. @type {Record<string, {time: number, text: string}[]>} */
    versions: {},
    /** The content of the file of a line, by its id. @type {Record<string, Blob>} */
    given: {},
  };
  globalThis.core = core;
  const stage = new PretendStage();
  const pretended = {
    start(view, words, joint) {
      calls.push(['start', words, joint]);
      const fresh_name = words.map(it => it.split(' ')[0]).join(joint);
      core.view = new Proxy(view, {
        get:
          (it, method) =>
          (...given) => {
            it[method](...given);
            stage.sees(method, ...given);
            if (['person', 'person_gone', 'call', 'media'].includes(method)) it.stage(stage.shown());
          },
      });
      for (const [show, it] of globalThis.first_states) {
        if (show === 'arrival') it.room ??= fresh_name;
        core.show(show, it);
      }
    },
    cleared() {
      calls.push(['cleared']);
      shown.clear();
      log.lines = [];
      log.from = log.to = 0;
    },
    show_rows(which, id) {
      calls.push(['show_rows', which, id]);
      log.wants(which, id);
    },
    give_texts(before, count) {
      const to = before ? log.at(before) : log.lines.length;
      const from = Math.max(0, to - count);
      const those = log.lines.slice(from, to).toReversed();
      core.view.texts(
        those.flatMap(it => [it.id, it.name, it.deleted ? '' : it.pieces.map(piece => piece.text).join('')]),
        from === 0,
      );
    },
    give_copy(after, count) {
      const from = log.at(after) + 1;
      core.view.copy(log.lines.slice(from, from + count), from + count >= log.lines.length);
    },
    edit_last() {
      const last = log.lines.findLast(it => it.me && !it.deleted && !it.poll && !it.file);
      if (last) core.view.offer_edit(last);
    },
    /** Of what cannot be seen it knows the filler of Hangul, by which people are called nothing. */
    visible: text => text.replaceAll('\u3164', '').trim() !== '',
    judge: (text, characters) => {
      const left = 10_000 - characters;
      return { left, why: left < 0 ? 'too_long' : pretended.visible(text) ? '' : 'empty' };
    },
    /** It knows one address by sight, and one label that lies. */
    judge_link: (label, address) =>
      !/^(https?:\/\/|mailto:)[^\s]+$/.test(address) ? '' : label === 'https://bank.example' ? 'disguised' : 'honest',
    stage_resized(...size) {
      stage.size = size;
      core.view.stage(stage.shown());
    },
    pin_tile(id, kind, on) {
      calls.push(['pin_tile', id, kind, on]);
      stage.pinned = on ? `${kind}:${id}` : '';
      core.view.stage(stage.shown());
    },
    choose_quality(quality) {
      calls.push(['choose_quality', quality]);
      stage.quality = quality;
      core.view.stage(stage.shown());
    },
    recording_changed(on) {
      calls.push(['recording_changed', on]);
      stage.recording = on;
      core.view.stage(stage.shown());
    },
    choose_self_view(hidden, ...corner) {
      calls.push(['choose_self_view', hidden, ...corner]);
      stage.hides_self = hidden;
      core.view.stage(stage.shown());
    },
    diagnose(found) {
      core.found = structuredClone(found);
      return core.diagnosis;
    },
    versions: id => core.versions[id] ?? [],
    give_file: async id => core.given[id] ?? null,
    measure: id => {
      const path = core.measured[id];
      return path && Promise.resolve(Object.assign(new Map(Object.entries(path.streams ?? {})), { path }));
    },
    refusal: () => 'denied',
    meter_level: loudness => loudness,
    is_too_dark: luminance => luminance < 0.2,
    path: (_before, now) => now.path,
    check_ice: async kind => ({ asking: 'inside', reach: 'unknown', answers: [], ...core.ice[kind] }),
    check_server: async () => ({ server: 'ok', ms: 12 }),
    microphone_of: loudest => (loudest > 0.1 ? 'ok' : 'silent'),
    camera_of: came => (came ? 'ok' : 'silent'),
  };
  for (const name of reports) pretended[name] = (...given) => void calls.push([name, ...given]);
  return pretended;
}
