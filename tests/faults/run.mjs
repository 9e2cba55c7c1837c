// The faults suite: real browsers in a network that fails. Two or three people type and see each other while it does; counted are the
// messages and frames that came through, and how long everything took to be well again.
//   node tests/faults/run.mjs [--all] [part of a fault's name]...
// --all: all faults in all pairs of browsers; otherwise the quick set, with one of each. TINCAN_ROUNDS: how often, 1.
// TINCAN_TRACE=1: with what the browsers and the pages did, in ms since the figures count. Writes build/faults.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../browser/chromium.mjs';
import { executable } from '../browser/executable.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { build } from '../browser/server.mjs';
import { Actor } from './actor.mjs';
import { faults, pause } from './faults.mjs';
import { hindrance, Lab } from './lab.mjs';
import { figures, is_well } from './measure.mjs';

// Each person's browser is ended with the run at the latest.
process.setMaxListeners(100);

const HEALING_MS = 60_000; // how soon is measured, not judged: it depends on the computer
const SETTLING_MS = 20_000;
const LOOK_EVERY_MS = 250;

const names = ['Mina', 'Jun', 'Ada'];
const words = process.argv.slice(2).filter(it => it !== '--all');
const rounds = Number(process.env.TINCAN_ROUNDS ?? 1);
const all = process.argv.includes('--all');
const chosen = faults.filter(it => (words.length ? words.some(word => it.name.includes(word)) : all || it.quick));
const pairs = all
  ? [
      ['Chromium', 'Chromium'],
      ['Firefox', 'Firefox'],
      ['Chromium', 'Firefox'],
    ]
  : [['Chromium', 'Firefox']];
/** The third person's is like the first one's. */
const browsers_of = (fault, pair) => [...pair, pair[0]].slice(0, fault.people ?? 2);

/** Until it is so, or so long; whether it became so. */
async function within(ms, condition) {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}

/** @param {Lab} lab @param {Actor[]} actors @param {import('./faults.mjs').Fault} fault */
async function live_through(lab, actors, fault) {
  const all = told => Promise.all(actors.map(told));
  const reports = () => all(it => it.report());
  const wells = async (since, as = /^connected$/) =>
    is_well(
      await reports(),
      actors.map(it => it.stays.at(-1).word),
      since,
      Date.now(),
      as,
    );
  if (fault.always) await lab.order('mina', fault.always);
  const [first, ...others] = actors;
  await first.does('opens', first.name, lab.address);
  const link = await first.does('enters');
  for (const it of others) {
    await it.does('opens', it.name, link);
    await it.does('enters');
  }
  await all(it => it.does('sees_people', actors.length));
  // One after the other: who joins changes where the other's button stands.
  for (const it of actors) {
    await it.does('joins_call');
    // Three open microphones between three browsers leave a slow computer no time for the pictures, which are what is looked at.
    if (actors.length > 2) await it.does('toggles', 'microphone');
  }
  await all(it => it.types());
  const started = Date.now();
  if (!(await within(HEALING_MS, () => wells(started)))) throw new Error('all was not well even before');

  const scene = { lab, link, ...Object.fromEntries(actors.map(it => [it.name.toLowerCase(), it])) };
  const began = Date.now();
  await fault.begins?.(scene);
  let from = began;
  if (fault.ends) {
    await (fault.lasts_ms ? pause(fault.lasts_ms) : fault.lasts(scene));
    from = Date.now();
    from = (await fault.ends(scene)) ?? from;
  }
  const well = await within(fault.heals_in_ms ?? HEALING_MS, () => wells(from, fault.well));
  const now = Date.now();
  await all(it => it.stops_typing());
  let last;
  let stays;
  await within(SETTLING_MS, async () => {
    last = await reports();
    stays = stays_of(actors, last);
    return !figures(last, stays, { began, from, now }).lost.length;
  });
  if (process.env.TINCAN_TRACE) last.forEach((it, at) => trace(names[at], it, from));
  return { well, judged: fault.judges?.(last, { began, from }) ?? '', ...figures(last, stays, { began, from, now }) };
}

/** The text that each typed. Of a stay that was broken off, that is at least what is on any page. */
function stays_of(actors, reports) {
  const seen = word => {
    const numbers = reports
      .flatMap(it => it.lines)
      .filter(text => text.startsWith(`${word} `))
      .map(text => Number(text.slice(word.length + 1)));
    return Math.max(0, ...numbers.filter(Number.isInteger));
  };
  return actors.flatMap(({ stays }, by) =>
    stays.map(({ word, ended, count }) => ({
      by,
      ended,
      texts: Array.from({ length: ended ? Math.max(count, seen(word)) : count }, (_, i) => `${word} ${i + 1}`),
    })),
  );
}

function trace(name, { links, said, frames }, from) {
  const still = ([who, times]) =>
    times.flatMap((at, n) => (n && at - times[n - 1] > 1_000 ? [{ at, what: `a picture of ${who}, after ${at - times[n - 1]} ms` }] : []));
  const all = [
    ...links,
    ...said.map(({ at, who, what }) => ({ at, what: `says ${who}: ${what}` })),
    ...Object.entries(frames).flatMap(still),
  ].sort((a, b) => a.at - b.at);
  for (const { at, what } of all) console.log(`${String(at - from).padStart(8)} ${name} ${what}`);
}

/** The fault of these figures; '' where there is none. */
function complaint(fault, { well, judged, lost, doubled, in_order, frozen_ms, said }) {
  if (lost.length) return `lost: ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` and ${lost.length - 5} more` : ''}`;
  if (doubled.length) return `twice: ${doubled.slice(0, 5).join(', ')}`;
  if (!in_order) return 'not in order';
  if (!well) return `not well after ${(fault.heals_in_ms ?? HEALING_MS) / 1000} s`;
  if (judged) return judged;
  if (frozen_ms > (fault.may_freeze_ms ?? Infinity)) return `frozen for ${frozen_ms} ms`;
  const untold = [fault.says ?? []].flat().find(word => !said.some(it => it.includes(word)));
  if (untold) return `nobody was told “${untold}”, but: ${said.join('; ')}`;
  return '';
}

const seconds = ms => (ms / 1000).toFixed(1);
const rows = [];
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @param {number} [began]  when it did, in ms */
function tell(how, fault, pair, why, began = Date.now()) {
  counts[how] += 1;
  console.log(
    `${how === 'failed' ? 'FAILED' : how}: ${fault.name} (${pair.join(' and ')})${why ? `: ${why}` : ''} (${seconds(Date.now() - began)} s)`,
  );
}

async function play(pair) {
  const lab = await Lab.open(names.map(it => it.toLowerCase()));
  const person = (at, browser) => lab.person(names[at].toLowerCase(), browser);
  try {
    await lab.start_server();
    const people = await Promise.all(pair.map((browser, at) => person(at, browser)));
    for (const fault of Array(rounds).fill(chosen).flat()) {
      const browsers = browsers_of(fault, pair);
      if (fault.only_of && fault.only_of !== pair[0]) {
        tell('skipped', fault, browsers, `${pair[0]} has no way to do it`);
        continue;
      }
      const third = browsers[2] && (await person(2, browsers[2]));
      const all = third ? [...people, third] : people;
      if (fault.server) {
        await lab.kill_server();
        await lab.start_server(fault.server);
      }
      const began = Date.now();
      try {
        const found = await live_through(
          lab,
          all.map((it, at) => new Actor(names[at], it)),
          fault,
        );
        const why = complaint(fault, found);
        tell(
          why ? 'failed' : 'passed',
          fault,
          browsers,
          why || `healed after ${found.healed_ms} ms, frozen for ${found.frozen_ms} ms`,
          began,
        );
        rows.push({ fault, pair: browsers, ...found });
      } catch (error) {
        tell('failed', fault, browsers, error.message, began);
      }
      await fault.repairs?.(lab, all);
      await Promise.all(all.map(it => it.does('goes').catch(() => {})));
      await third?.ends();
      await lab.calm();
      if (fault.server) await lab.kill_server();
      if (!lab.is_served()) await lab.start_server();
    }
  } finally {
    await lab.close();
  }
}

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function table() {
  const cells = [
    [
      'fault',
      'browsers',
      'healed after, s: median',
      'worst',
      'messages',
      'lost',
      'twice',
      'in order',
      'frozen for, s: median',
      'worst',
      'the pages said',
    ],
  ];
  cells.push(Array(cells[0].length).fill('---'));
  for (const name of new Set(rows.map(it => `${it.fault.name} | ${it.pair.join(', ')}`))) {
    const same = rows.filter(it => `${it.fault.name} | ${it.pair.join(', ')}` === name);
    const all = what => same.map(it => it[what]);
    const sum = what => all(what).reduce((total, it) => total + (it.length ?? it), 0);
    cells.push([
      name,
      seconds(median(all('healed_ms'))),
      seconds(Math.max(...all('healed_ms'))),
      sum('messages'),
      sum('lost'),
      sum('doubled'),
      all('in_order').every(Boolean) ? 'yes' : 'no',
      seconds(median(all('frozen_ms'))),
      seconds(Math.max(...all('frozen_ms'))),
      [...new Set(all('said').flat())].join('; '),
    ]);
  }
  return `${cells.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

const missing = executable('TINCAN_TURNSERVER', ['turnserver']) ? hindrance() : 'coturn is not installed';
for (const pair of pairs) {
  const absent = pair.find(name => !{ Chromium, Firefox }[name].find());
  const why = missing || (absent ? `${absent} is not installed` : '');
  if (why) for (const fault of chosen) tell('skipped', fault, browsers_of(fault, pair), why);
  else await play(pair);
}
if (rows.length) writeFileSync(join(build, 'faults.md'), table());
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed ? 1 : 0);
