// The ways to the others, as the doctor shows them: kind, round trip, loss and rate of each, over the last minute.

import { make } from '../../kit/dom.js';
import { is_weak, look_at, pace } from '../../kit/connection_stats.js';
import { make_plot } from '../../kit/sparkline.js';
import { told } from '../../state/state.js';
import { words } from '../../kit/words.js';

const EVERY_MS = 1000;

/** @typedef {import('../../kit/connection_stats.js').Path} Path */
/** @typedef {import('../../kit/connection_stats.js').Pace} Pace */
/** @typedef {{at: HTMLElement, way: HTMLElement, plots: ReturnType<typeof make_plot>[], path: Path | null, pace: Pace | null}} Other */

/** @param {() => void} changed  called when they were looked at anew */
export function watch_others(changed) {
  const said = words.doctor;
  const at = make('div');
  const nobody = make('p', 'small quiet', said.nobody);
  at.append(nobody);
  /** @type {Map<string, Other>} */
  const others = new Map();
  const here = () => [...told.people.values()].filter(it => !it.me && it.state !== 'gone');
  const first = look();
  const timer = setInterval(() => void look().then(changed), EVERY_MS);

  async function look() {
    const people = here();
    nobody.hidden = people.length > 0;
    for (const [id, other] of others) {
      if (people.some(it => it.id === id)) continue;
      other.at.remove();
      others.delete(id);
    }
    await Promise.all(people.map(it => look_at_one(it)));
  }

  /** @param {import('../../surface/people.js').Person} person */
  async function look_at_one(person) {
    const other = others.get(person.id) ?? add(person);
    const path = person.state === 'connected' ? await look_at(told.mind, person.id).catch(() => null) : null;
    other.pace =
      path && other.path && path.at > other.path.at
        ? pace(other.path, path)
        : path
          ? { round_trip: path.round_trip, loss: null, up: 0, down: 0 }
          : null;
    other.path = path;
    const relayed = path && (path.mine === 'relay' || path.theirs === 'relay');
    other.way.textContent = path
      ? said.path(relayed ? said.relayed : said.direct, path.mine, path.theirs, path.protocol.toUpperCase())
      : said.no_path;
    const { round_trip = null, loss = null, up = null, down = null } = other.pace ?? {};
    [round_trip, loss, up, down].forEach((value, which) => other.plots[which]?.add(value));
  }

  /** @param {import('../../surface/people.js').Person} person @returns {Other} */
  function add(person) {
    const made = make('section', 'other');
    const name = make('h4', '', person.tag ? `${person.name} ${person.tag}` : person.name);
    name.dir = 'auto';
    const way = make('p', 'small quiet');
    const row = make('div', 'plots');
    /** @type {[string, (value: number) => string][]} */
    const kinds = [
      [said.round_trip, said.ms],
      [said.loss, said.percent],
      [said.up, said.rate],
      [said.down, said.rate],
    ];
    const plots = kinds.map(([title, written]) => make_plot(title, written, said.plotted));
    row.append(...plots.map(it => it.at));
    made.append(name, way, row);
    at.append(made);
    const other = { at: made, way, plots, path: null, pace: null };
    others.set(person.id, other);
    return other;
  }

  return {
    at,
    first,
    now: () =>
      here().map(it => {
        const other = others.get(it.id);
        return {
          name: it.name,
          connected: it.state === 'connected',
          protocol: other?.path?.protocol ?? '',
          weak: Boolean(other?.pace && is_weak(other.pace)),
        };
      }),
    /** Without names: who gets this text need not learn who was there. */
    said: () =>
      here().flatMap((it, number) => {
        const other = others.get(it.id);
        return other ? [`${said.person(number + 1)}: ${other.way.textContent}`, ...other.plots.map(plot => `  ${plot.said()}`)] : [];
      }),
    stop: () => clearInterval(timer),
  };
}
