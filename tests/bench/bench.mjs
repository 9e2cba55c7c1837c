// Measures Tincan beside the plain page, in one run and in turn, and prints medians and ratios.
//   node bench.mjs SERVER PAGE_FOLDER LOADS OUTPUT [rounds] [measure]...   (load, meeting, talk, idle, early_call, crowd, kept, files,
//   calls, relays, nodes, static_files; all of these; and soak: members that come and go for TINCAN_MINUTES, an hour)
// LOADS: the folder of relay_load and soak.
// TINCAN_PEOPLE: the largest call; 8, or 4 where there are fewer than eight processors.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cpu_seconds } from '../browser/processes.mjs';
import { calls, stage_line } from './calls.mjs';
import { early_call, idle, talk } from './felt.mjs';
import { files_line, files_with } from './files.mjs';
import { kept, kept_table } from './kept.mjs';
import { nodes, nodes_table } from './nodes.mjs';
import { static_files, static_table } from './static.mjs';
import { median, open, patience, quantile, told } from './pages.mjs';

const [server_program, page_folder, loads, output, rounds_word = '7', ...chosen] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const rounds = Number(rounds_word);
const wanted = measure => !chosen.length || chosen.includes(measure.name);
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // Each new window would load 200 files for its address bar, in the seconds that are measured.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
];
const relay_turns = 3;
const call_frames = 100;
const started = [];

/** Starts a program and gives its first line of output. */
function start(command, ...words) {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return new Promise((done, failed) => {
    createInterface({ input: child.stdout }).once('line', line => done({ line, pid: child.pid }));
    child.once('exit', code => failed(new Error(`${command} ended with ${code}`)));
  });
}

/** Runs a program to its end and gives what it printed. */
async function run(command, ...words) {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let text = '';
  for await (const piece of child.stdout) text += piece;
  return text;
}

/** Starts a program that prints nothing. */
function begin(command, ...words) {
  const child = spawn(command, words, { stdio: 'inherit' });
  started.push(child);
  return child;
}

const stop = pid => started.find(each => each.pid === pid).kill('SIGKILL');

// --- the two pages ------------------------------------------------------------------------------------------------------

async function tincan() {
  const { line } = await start(server_program, '--port', '0', '--pages', page_folder);
  const origin = line.match(/http:\/\/\S+/)[0].replace('127.0.0.1', 'localhost');
  return { name: 'Tincan', kind: 'tincan', field: '#composer', fresh: () => `${origin}/`, link: page => page.url() };
}

async function plain() {
  const { line } = await start(process.execPath, join(here, 'plain_server.mjs'));
  const ports = JSON.parse(line);
  let room = 0;
  return {
    name: 'plain page',
    kind: 'plain',
    field: '#message',
    fresh: (more = '') => `http://localhost:${ports.page}/?relay=${ports.relay}${more}#${++room}`,
    link: page => page.url(),
  };
}

// --- what is measured ---------------------------------------------------------------------------------------------------

/** The first load: bytes and requests on the wire, and the time until it can be used, with nothing cached and once more. */
async function load(browser, subject) {
  const context = await browser.newContext();
  const page = await open(context, subject, {});
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  /** The requests, and when, in ms since 1970. @type {Map<string, {at: number, bytes: number}>} */
  const loaded = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, request, wallTime }) => {
    if (request.url.startsWith('http')) loaded.set(requestId, { at: wallTime * 1000, bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (loaded.has(requestId)) loaded.get(requestId).bytes = encodedDataLength;
  });
  const url = subject.fresh();
  await page.goto(url, { waitUntil: 'load' });
  const ready_cold = await told(page, 'ready');
  const cold = await told(page, 'usable');
  const opened = await page.evaluate(() => performance.timeOrigin);
  // A file that is fetched once the page is ready is no part of the first load.
  const first_load = [...loaded.values()].filter(it => it.at < opened + ready_cold);
  const first = { bytes: first_load.reduce((sum, it) => sum + it.bytes, 0), requests: first_load.length };
  const warm = [];
  const ready_warm = [];
  for (let i = 0; i < 3; ++i) {
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'load' });
    ready_warm.push(await told(page, 'ready'));
    warm.push(await told(page, 'usable'));
  }
  await context.close();
  return { ...first, cold, warm: median(warm), ready_cold, ready_warm: median(ready_warm) };
}

/** Somebody waits in a room; somebody else opens the link, and says something before anything is connected. */
async function meeting(browser, subject) {
  const here_context = await browser.newContext();
  const there_context = await browser.newContext();
  const waiting = await open(here_context, subject, { name: 'Mina' });
  await waiting.goto(subject.fresh());
  await told(waiting, 'inside');
  const coming = await open(there_context, subject, { name: 'Jun', first: 'first-words.' });
  // Words that stand nowhere else on either page.
  const heard = waiting.evaluate(() => globalThis.bench.hears('first-words.'));
  await coming.goto(subject.link(waiting));
  const heard_at = await heard;
  const opened_at = await coming.evaluate(() => performance.timeOrigin);
  const first_message = heard_at - opened_at;

  // Two hundred messages there and back, each sent when the last one's answer is shown.
  await coming.evaluate(() => globalThis.bench.echoes());
  const trips = await waiting.evaluate(() => globalThis.bench.round_trips(200));

  // One is in the call already; the other one clicks.
  await waiting.click('#join-call');
  await waiting.waitForFunction(() => globalThis.bench.own_picture(), null, patience);
  await coming.evaluate(() => globalThis.bench.watch());
  await waiting.evaluate(() => globalThis.bench.watch());
  await coming.evaluate(() => globalThis.bench.click_call());
  const clicked = await told(coming, 'clicked');
  const sees = await told(coming, 'first_frame');
  const seen = await told(waiting, 'first_frame');
  const calling = await cpu_of_call(coming);
  await here_context.close();
  await there_context.close();
  return { first_message, p50: quantile(trips, 0.5), p95: quantile(trips, 0.95), sees: sees - clicked, seen: seen - clicked, calling };
}

/** How many processors a call takes, of all processes together, while a hundred pictures come. */
async function cpu_of_call(page) {
  const began = { used: cpu_seconds(process.pid), at: performance.now() };
  const shown = more => {
    const frames = Math.max(...[...document.querySelectorAll('video')].map(it => it.getVideoPlaybackQuality().totalVideoFrames));
    return frames >= (globalThis.enough ??= frames + more);
  };
  await page.waitForFunction(shown, call_frames, { ...patience, polling: 200 });
  return (cpu_seconds(process.pid) - began.used) / ((performance.now() - began.at) / 1000);
}

/** Eight pages of one browser open the link in the same moment. */
async function crowd(browser, subject) {
  const context = await browser.newContext();
  const pages = [];
  for (let i = 0; i < 8; ++i) pages.push(await open(context, subject, { name: `Guest ${i}` }));
  await pages[0].goto(subject.fresh());
  await told(pages[0], 'inside');
  const link = subject.link(pages[0]);
  const begin = Date.now();
  const used = cpu_seconds(process.pid);
  await Promise.all(pages.slice(1).map(page => page.goto(link, { waitUntil: 'commit', ...patience })));
  const met = await Promise.all(pages.map(page => told(page, 'met_seven')));
  const eight_cpu = cpu_seconds(process.pid) - used;
  await context.close();
  return { eight: Math.max(...met) - begin, eight_cpu };
}

/** The server's cost for those who wait and for each letter, beside a bare WebSocket relay's: in turn, and of each figure the median. */
async function relays() {
  const generous = ['--letters-per-second', '1000000', '--letter-burst', '1000000'];
  const begin = {
    http: () => start(server_program, '--port', '0', '--pages', page_folder, ...generous),
    ws: () => start(process.execPath, join(here, 'ws_relay.mjs')),
  };
  const rows = [];
  for (const [members, bursts] of [
    [1000, [1, 8]],
    [5000, [0]],
  ]) {
    const samples = new Map();
    for (let turn = 0; turn < relay_turns; ++turn) {
      for (const [kind, begun] of Object.entries(begin)) {
        const { line, pid } = await begun();
        for (const letters of bursts) {
          const words = [line.match(/:(\d+)/)[1], String(members), ...(letters ? ['60000', String(letters)] : ['0', '1'])];
          const sample = { kind, ...JSON.parse(await run(join(loads, 'relay_load'), kind, String(pid), ...words)) };
          const row = `${kind} ${letters}`;
          samples.set(row, [...(samples.get(row) ?? []), sample]);
        }
        started.find(each => each.pid === pid).kill('SIGTERM');
      }
    }
    rows.push(...[...samples.values()].map(middle));
  }
  return rows;
}

/** Two thousand come, write and go for long: the server's memory by then. */
async function soak() {
  const { line, pid } = await start(server_program, '--port', '0');
  const seconds = 60 * Number(process.env.TINCAN_MINUTES ?? 60);
  const told = JSON.parse(await run(join(loads, 'soak'), String(pid), line.match(/:(\d+)/)[1], '2000', String(seconds)));
  const { joined, refused, posted, kib_before, kib_first, kib_most, kib_after } = told;
  return `${joined} times somebody joined (${refused} found a full room), ${posted} letters were posted; the server had ${kib_before} KiB before, ${kib_first} at most in the first minute, ${kib_most} ever, ${kib_after} after.`;
}

/** Of samples alike in shape, the one whose every number is the median of theirs. */
const middle = samples =>
  Object.fromEntries(
    Object.entries(samples[0]).map(([key, first]) => {
      const all = samples.map(sample => sample[key]);
      return [key, typeof first === 'number' ? median(all) : typeof first === 'object' ? middle(all) : first];
    }),
  );

// --- the run --------------------------------------------------------------------------------------------------------------

function table(subjects, results) {
  const rows = [
    ['first load on the wire, KB', 'bytes', number => number / 1000, 1],
    ['first load, requests', 'requests', number => number, 0],
    ['navigation to usable, nothing cached, ms', 'cold', number => number, 0],
    ['navigation to usable, cached, ms', 'warm', number => number, 0],
    ['navigation to the module ready, nothing cached, ms', 'ready_cold', number => number, 0],
    ['navigation to the module ready, cached, ms', 'ready_warm', number => number, 0],
    ['opening the link to the first message shown there, ms', 'first_message', number => number, 0],
    ['message there and back, p50, ms', 'p50', number => number, 2],
    ['message there and back, p95, ms', 'p95', number => number, 2],
    ["call click to the other's first frame, ms", 'sees', number => number, 0],
    ['call click to own first frame there, ms', 'seen', number => number, 0],
    ['a call of two, percent of a core', 'calling', number => number * 100, 0],
    ['a call of two, CPU seconds in a minute', 'call_cpu_2', number => number, 1],
    ['a call of two, frames a second of each picture', 'call_frames_2', number => number, 1],
    ['a call of two, thousand pixels of each picture', 'call_pixels_2', number => number / 1000, 0],
    ['a call of four, CPU seconds in a minute', 'call_cpu_4', number => number, 1],
    ['a call of four, frames a second of each picture', 'call_frames_4', number => number, 1],
    ['a call of four, thousand pixels of each picture', 'call_pixels_4', number => number / 1000, 0],
    ['a call of eight, CPU seconds in a minute', 'call_cpu_8', number => number, 1],
    ['a call of eight, frames a second of each picture', 'call_frames_8', number => number, 1],
    ['a call of eight, thousand pixels of each picture', 'call_pixels_8', number => number / 1000, 0],
    ['eight pages at once, until all are connected, ms', 'eight', number => number, 0],
    ['eight pages at once, CPU until then, s', 'eight_cpu', number => number, 2],
    ["a person's first message, key to the other's page, ms", 'first', number => number, 1],
    ["a person's message, key to the other's page, p50, ms", 'key', number => number, 2],
    ["a person's message, key to the other's page, p95, ms", 'key_p95', number => number, 2],
    ['the same after 2,000 lines, p50, ms', 'key_long', number => number, 2],
    ['the same after 2,000 lines, p95, ms', 'key_long_p95', number => number, 2],
    ['CPU of a message, all processes, ms', 'message_cpu', number => number, 1],
    ['the same after 2,000 lines, ms', 'message_cpu_long', number => number, 1],
    ['memory of a shown line, KiB', 'line_memory', number => number, 1],
    ['two idle tabs, focus where one writes, percent of a core', 'idle_focused', number => number * 100, 1],
    ['two idle tabs, no focus, percent of a core', 'idle', number => number * 100, 1],
    ['opening the link to a picture, both calling once connected, ms', 'early_call', number => number, 0],
    ['a file of 256 MiB, beside pieces that follow each other, MB/s', 'file', number => number, 1],
    ['the same, beside a part and a receipt in turn, MB/s', 'file_receipts', number => number, 1],
  ];
  const lines = ['| measured (median) | Tincan | plain page | ratio |', '| --- | ---: | ---: | ---: |'];
  for (const [label, key, convert, digits] of rows) {
    if (!results.get(subjects[0])[key]) continue;
    const [ours, theirs] = subjects.map(subject => convert(median(results.get(subject)[key])));
    lines.push(`| ${label} | ${ours.toFixed(digits)} | ${theirs.toFixed(digits)} | ${(ours / theirs).toFixed(2)} |`);
  }
  return lines.join('\n');
}

function relay_table(rows) {
  const lines = [
    '| relay | members | KiB each | letters in a burst | letters per second | per CPU second | p50 at rest, ms | p99 at rest, ms | p50 busy, ms | p99 busy, ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const ms = microseconds => (microseconds === undefined ? '' : (microseconds / 1000).toFixed(2));
  for (const row of rows) {
    const name = row.kind === 'http' ? 'Tincan' : 'bare WebSocket relay';
    lines.push(
      `| ${name} | ${row.members} | ${row.kib_per_member.toFixed(2)} | ${row.burst ?? ''} | ${row.letters_per_second ?? ''} | ${row.letters_per_cpu_second ?? ''} | ` +
        `${ms(row.quiet_us?.p50)} | ${ms(row.quiet_us?.p99)} | ${ms(row.busy_us?.p50)} | ${ms(row.busy_us?.p99)} |`,
    );
  }
  return lines.join('\n');
}

const how = { executablePath: process.env.TINCAN_CHROMIUM ?? '/usr/bin/chromium', args: flags };
const files = files_with(how);

async function main() {
  const subjects = [await tincan(), await plain()];
  const results = new Map(subjects.map(subject => [subject, {}]));
  const browser = await chromium.launch(how);
  try {
    for (const [measure, times, first] of [
      [load, rounds, -1],
      [meeting, rounds, -1],
      [talk, Math.ceil(rounds / 2), 0],
      [idle, Math.ceil(rounds / 2), 0],
      [early_call, rounds, -1],
      [crowd, Math.ceil(rounds / 2), -1],
      [kept, Math.ceil(rounds / 2), 0],
      [files, Math.ceil(rounds / 2), 0],
      [calls, Math.ceil(rounds / 2), 0],
    ]) {
      if (!wanted(measure)) continue;
      // Where the caches of the system matter, the first time is for them, and is not counted.
      for (let round = first; round < times; ++round) {
        for (const subject of round % 2 ? subjects : [...subjects].reverse()) {
          const figures = await measure(browser, subject);
          if (round < 0) continue;
          for (const [key, value] of Object.entries(figures)) (results.get(subject)[key] ??= []).push(value);
          console.log(`${measure.name}, ${subject.name}: ${JSON.stringify(figures)}`);
        }
      }
    }
  } finally {
    await browser.close();
  }
  const text = [
    `Measured ${new Date().toISOString().slice(0, 10)} with ${browser.version()}, ${cpus().length} processors, ${rounds} rounds in turn.\n`,
    table(subjects, results),
    '',
    stage_line(results.get(subjects[0]), median),
    '',
    files_line(results.get(subjects[0]), median),
    '',
    wanted(kept) ? kept_table(results.get(subjects[0]), results.get(subjects[1]), median) : '',
    '',
    wanted(relays) ? relay_table(await relays()) : '',
    '',
    wanted(nodes) ? nodes_table(await nodes({ start, run, stop, program: server_program, load: join(loads, 'relay_load') }), median) : '',
    '',
    wanted(static_files)
      ? static_table(await static_files({ start, begin, run, stop, program: server_program, pages: page_folder }), median)
      : '',
    '',
    chosen.includes('soak') ? await soak() : '',
    '',
  ].join('\n');
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
  console.log(`\n${text}\nWritten to ${output}`);
}

try {
  await main();
} finally {
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
}
