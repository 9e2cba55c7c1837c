// Ring five: real browsers in a network that fails. Two people type and see each other while it does; counted are the messages
// and frames that came through, and how long everything took to be well again.
//   node tests/faults/run.mjs [part of a fault's name]...
// TINCAN_FAULTS=all for all faults in all pairs of browsers; otherwise a few, with one of each. TINCAN_ROUNDS: how often, 1.
// TINCAN_TRACE=1: with what the browsers and the pages did, in ms since the figures count. Writes build/faults.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../browser/chromium.mjs';
import { executable } from '../browser/executable.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { build } from '../browser/server.mjs';
import { faults, pause } from './faults.mjs';
import { hindrance, Lab } from './lab.mjs';
import { figures, is_steady } from './measure.mjs';

const TYPING_EVERY_MS = 700;
const BEFORE_MS = 3_000;
const HEALING_MS = 60_000; // how soon is measured, not judged: it depends on the computer
const SETTLING_MS = 20_000;

const names = ['Mina', 'Jun'];
const words = process.argv.slice(2);
const rounds = Number(process.env.TINCAN_ROUNDS ?? 1);
const all = process.env.TINCAN_FAULTS === 'all';
const chosen = faults.filter(it => (words.length ? words.some(word => it.name.includes(word)) : all || it.short));
const pairs = all ? [['Chromium', 'Chromium'], ['Firefox', 'Firefox'], ['Chromium', 'Firefox']] : [['Chromium', 'Firefox']];

/** Until it is so, or so long. */
async function within(ms, condition) {
  const deadline = Date.now() + ms;
  while (!(await condition()) && Date.now() < deadline) await pause(250);
}

/** @param {Lab} lab @param {import('./faraway.mjs').Faraway[]} people @param {import('./faults.mjs').Fault} fault */
async function live_through(lab, people, fault) {
  const [mina, jun] = people;
  const both = (what, ...given) => Promise.all(people.map(it => it.does(what, ...given)));
  const reports = () => both('watcher', 'report');
  if (fault.always) await lab.order('mina', fault.always);
  const link = await mina.does('arrives', names[0], lab.address);
  await jun.does('arrives', names[1], link);
  await Promise.all(people.map((it, at) => it.does('sees_person', names[1 - at])));
  // One after the other: who joins changes where the other's button stands.
  for (const it of people) await it.does('joins_call');
  await Promise.all(people.map((it, at) => it.does('sees_moving_video_of', names[1 - at])));
  await Promise.all(people.map((it, at) => it.does('watcher', 'types', names[at], TYPING_EVERY_MS)));
  await within(SETTLING_MS, async () => (await reports()).every(it => is_steady(it, Date.now())));
  await pause(BEFORE_MS);

  const began = Date.now();
  await fault.begins?.(lab);
  let from = began;
  if (fault.ends) {
    await pause(fault.lasts_ms);
    from = Date.now();
    await fault.ends(lab);
  }
  await pause(BEFORE_MS);
  const is_well = async () => (await reports()).every(it => is_steady(it, Date.now()));
  await within(HEALING_MS, is_well);
  const well = await is_well();
  const now = Date.now();
  const counts = await both('watcher', 'stops');
  const typed = counts.map((count, at) => Array.from({ length: count }, (_, i) => `${names[at]} ${i + 1}`));
  await within(SETTLING_MS, async () => (await reports()).every(it => it.lines.length >= typed.flat().length));
  const last = await reports();
  if (process.env.TINCAN_TRACE) last.forEach((it, at) => trace(names[at], it, from));
  return { well, ...figures(last, typed, { began, from, now }) };
}

function trace(name, { links, said, frames }, from) {
  const stood_still = frames.flatMap((at, n) => (n && at - frames[n - 1] > 1_000 ? [{ at, what: `a picture, after ${at - frames[n - 1]} ms` }] : []));
  const all = [...links, ...said.map(({ at, who, what }) => ({ at, what: `says ${who}: ${what}` })), ...stood_still].sort((a, b) => a.at - b.at);
  for (const { at, what } of all) console.log(`${String(at - from).padStart(8)} ${name} ${what}`);
}

/** What is wrong with these figures; '' where nothing is. */
function complaint(fault, { well, lost, doubled, in_order, frozen_ms, said }) {
  if (lost.length) return `lost: ${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ` and ${lost.length - 5} more` : ''}`;
  if (doubled.length) return `twice: ${doubled.slice(0, 5).join(', ')}`;
  if (!in_order) return 'not in order';
  if (!well) return `not well after ${HEALING_MS / 1000} s`;
  if (frozen_ms > (fault.may_freeze_ms ?? Infinity)) return `frozen for ${frozen_ms} ms`;
  if (fault.says && !said.some(it => it.includes(fault.says))) return `nobody was told: ${said}`;
  return '';
}

const rows = [];
const counts = { passed: 0, failed: 0, skipped: 0 };

function tell(how, fault, pair, why) {
  counts[how] += 1;
  console.log(`${how === 'failed' ? 'FAILED' : how}: ${fault.name} (${pair.join(' and ')})${why ? `: ${why}` : ''}`);
}

async function play(pair) {
  const lab = await Lab.open(['mina', 'jun']);
  try {
    await lab.start_server();
    const people = await Promise.all(pair.map((browser, at) => lab.person(names[at].toLowerCase(), browser)));
    for (const fault of Array(rounds).fill(chosen).flat()) {
      try {
        const found = await live_through(lab, people, fault);
        const why = complaint(fault, found);
        tell(why ? 'failed' : 'passed', fault, pair, why || `healed after ${found.healed_ms} ms, frozen for ${found.frozen_ms} ms`);
        rows.push({ fault, pair, ...found });
      } catch (error) {
        tell('failed', fault, pair, error.message);
      }
      await Promise.all(people.map(it => it.does('goes').catch(() => {})));
      await fault.repairs?.(lab);
      await lab.calm('mina');
      await lab.calm('host');
      if (!lab.is_served()) await lab.start_server();
    }
  } finally {
    await lab.close();
  }
}

const seconds = ms => (ms / 1000).toFixed(1);
const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function table() {
  const cells = [['fault', 'browsers', 'healed after, s: median', 'worst', 'messages', 'lost', 'twice', 'in order', 'frozen for, s: median', 'worst', 'the pages said']];
  cells.push(Array(cells[0].length).fill('---'));
  for (const name of new Set(rows.map(it => `${it.fault.name} | ${it.pair.join(', ')}`))) {
    const same = rows.filter(it => `${it.fault.name} | ${it.pair.join(', ')}` === name);
    const all = what => same.map(it => it[what]);
    const sum = what => all(what).reduce((total, it) => total + (it.length ?? it), 0);
    cells.push([
      ...[name, seconds(median(all('healed_ms'))), seconds(Math.max(...all('healed_ms'))), sum('messages'), sum('lost'), sum('doubled')],
      ...[all('in_order').every(Boolean) ? 'yes' : 'no', seconds(median(all('frozen_ms'))), seconds(Math.max(...all('frozen_ms')))],
      [...new Set(all('said').flat())].join('; '),
    ]);
  }
  return `${cells.map(row => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

const missing = executable('TINCAN_TURNSERVER', ['turnserver']) ? hindrance() : 'coturn is not installed';
for (const pair of pairs) {
  const absent = pair.find(name => !{ Chromium, Firefox }[name].find());
  const why = missing || (absent ? `${absent} is not installed` : '');
  if (why) for (const fault of chosen) tell('skipped', fault, pair, why);
  else await play(pair);
}
if (rows.length) writeFileSync(join(build, 'faults.md'), table());
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed ? 1 : 0);
