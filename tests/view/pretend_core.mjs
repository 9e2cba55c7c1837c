// The pretend core: stands in for the module made from C++ (web/surface/surface.js, `Mind`). It decides nothing. A test shows states through
// `core.face` and reads in `core.calls` what the page has called. web/build.mjs bundles it in the place of the real glue.

/** The methods of `Mind` that give nothing back. */
const reports = [
  'name_room',
  'choose_address',
  'enter',
  'say',
  'join_call',
  'resume_call',
  'leave_call',
  'toggle',
  'choose_device',
  'leave_room',
  'relay_only',
  'forget',
  'new_room',
  'compare',
  'stop_comparing',
  'compared',
  'accept',
  'set_door',
  'answer_knock',
  'remove_person',
  'hand_on',
  'looking',
];

/** The largest 16:9 tiles for the space, as client::best_grid places them. */
function grid(count, width, height, gap) {
  let best = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const tile = Math.min((width - gap * (columns - 1)) / columns, ((height - gap * (rows - 1)) / rows) * (16 / 9));
    if (tile > best.width) best = { columns, width: tile, height: (tile * 9) / 16 };
  }
  return best;
}

/** The factory, with the options of the real one. */
export default async function tincan({ locateFile }) {
  await WebAssembly.instantiateStreaming(fetch(locateFile('tincan.wasm')));
  /** @type {unknown[][]} */
  const calls = [];
  const core = {
    face: null,
    calls,
    /** The STUN and TURN servers that `measure('')` gives. @type {RTCIceServer[] | undefined} */
    servers: undefined,
    /** What `measure` gives of a person, by id: the objects of a statistics report. @type {Record<string, object[]>} */
    measured: {},
    /** What `diagnose` answers, and what it was asked last. */
    diagnosis: { cause: 'outside', weight: 'ok', about: -1, udp: 'unknown' },
    found: null,
  };
  globalThis.core = core;
  const mind = {
    start(face, fresh_name) {
      calls.push(['start', fresh_name]);
      core.face = face;
      for (const [show, it] of globalThis.first_states) {
        if (show === 'arrival') it.room ??= fresh_name;
        face[show](it);
      }
    },
    /** Of what cannot be seen it knows the filler of Hangul, by which people are called nothing. */
    visible: text => text.replaceAll('\u3164', '').trim() !== '',
    judge: text => {
      const left = 10_000 - [...text.trim()].length;
      return { left, why: left < 0 ? 'too_long' : mind.visible(text) ? '' : 'empty' };
    },
    grid,
    diagnose(found) {
      core.found = structuredClone(found);
      return core.diagnosis;
    },
    measure: id => (id === '' ? core.servers : core.measured[id] && Promise.resolve(new Map(core.measured[id].map(it => [it.id, it])))),
  };
  for (const name of reports) mind[name] = (...given) => void calls.push([name, ...given]);
  return mind;
}
