// The connections to the others: kind, round trip, loss and rate of each over the last minute, and each voice and picture that passes. The
// diagnostics show them, and in a call the card of the connections.

import { create } from '../../kit/dom.js';
import { make_sparkline } from '../../kit/sparkline.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { streams } from './streams.js';

const EVERY_MS = 1000;

/** @typedef {import('../../surface/call.js').Path} Path */
/**
 * @typedef {object} Peer
 * @property {HTMLElement} at
 * @property {HTMLElement} way
 * @property {HTMLElement} weak
 * @property {HTMLElement} flows
 * @property {ReturnType<typeof make_sparkline>[]} plots
 * @property {RTCStatsReport | null} report
 * @property {Path | null} path
 */

/**
 * @param {() => void} changed  called when they were measured anew
 * @param {string} [only]  the id of the one person whose connection it is about
 */
export function watch_peers(changed, only = '') {
  const said = words.diagnostics;
  const at = create('div');
  const nobody = create('p', 'small quiet', said.nobody);
  at.append(nobody);
  /** @type {Map<string, Peer>} */
  const peers = new Map();
  const here = () => [...state.people.values()].filter(it => !it.me && it.state !== 'gone' && (!only || it.id === only));
  const first = look();
  const timer = setInterval(() => void look().then(changed), EVERY_MS);

  async function look() {
    const people = here();
    nobody.hidden = people.length > 0;
    for (const [id, peer] of peers) {
      if (people.some(it => it.id === id)) continue;
      peer.at.remove();
      peers.delete(id);
    }
    await Promise.all(people.map(it => measure(it)));
  }

  /** @param {import('../../surface/people.js').Person} person */
  async function measure(person) {
    const peer = peers.get(person.id) ?? add(person);
    const report = person.state === 'connected' ? await measured(person.id) : null;
    const path = report && state.core ? state.core.path(peer.report, report) : null;
    const flows = report ? streams(peer.report, report).map(described) : [];
    peer.report = report;
    peer.path = path;
    const why = state.weak.theirs[person.id];
    peer.weak.textContent = why ? words.weak[why] : '';
    peer.flows.replaceChildren(...flows.map(text => create('li', '', text)));
    peer.way.textContent = path
      ? said.path(path.relayed ? said.relayed : said.direct, path.mine, path.theirs, path.protocol.toUpperCase())
      : said.no_path;
    const { round_trip = null, loss = null, up = null, down = null } = path ?? {};
    [round_trip, loss, up, down].forEach((value, which) => peer.plots[which]?.add(value));
  }

  /** Without a connection there is nothing to measure. @param {string} id */
  async function measured(id) {
    const report = await Promise.resolve(state.core?.measure(id)).catch(() => null);
    return report && !Array.isArray(report) ? report : null;
  }

  /** @param {import('../../surface/people.js').Person} person @returns {Peer} */
  function add(person) {
    const made = create('section', 'other');
    const weak = create('p', 'small trouble-text');
    const flows = create('ul', 'flows small quiet');
    const name = create('h3', '', person.tag ? `${person.name} ${person.tag}` : person.name);
    name.dir = 'auto';
    const way = create('p', 'small quiet');
    const row = create('div', 'plots');
    /** @type {[string, (value: number) => string][]} */
    const kinds = [
      [said.round_trip, said.ms],
      [said.loss, said.percent],
      [said.up, said.rate],
      [said.down, said.rate],
    ];
    const plots = kinds.map(([title, written]) => make_sparkline(title, written, said.plotted));
    row.append(...plots.map(it => it.at));
    made.append(name, way, weak, row, flows);
    at.append(made);
    const peer = { at: made, way, weak, flows, plots, report: null, path: null };
    peers.set(person.id, peer);
    return peer;
  }

  return {
    at,
    first,
    now: () =>
      here().map(it => {
        const peer = peers.get(it.id);
        return {
          name: it.name,
          connected: it.state === 'connected',
          protocol: peer?.path?.protocol ?? '',
          weak: peer?.path?.weak ?? false,
        };
      }),
    /** Without names: a reader of this text need not learn who was there. */
    said: () =>
      here().flatMap((it, number) => {
        const peer = peers.get(it.id);
        if (!peer) return [];
        const flows = [...peer.flows.children].map(it => `  ${it.textContent}`);
        return [`${said.person(number + 1)}: ${peer.way.textContent}`, ...peer.plots.map(plot => `  ${plot.said()}`), ...flows];
      }),
    stop: () => clearInterval(timer),
  };
}

/** @param {import('./streams.js').Stream} it */
function described({ sent, picture, codec, width, height, frames, rate, loss }) {
  const said = words.diagnostics;
  const all = [
    `${sent ? said.up : said.down}: ${picture ? said.picture : said.sound}`,
    codec,
    width && `${width} × ${height}`,
    frames !== null && said.per_second(frames),
    said.rate(rate),
    loss !== null && `${said.loss} ${said.percent(loss)}`,
  ];
  return all.filter(Boolean).join(' · ');
}
