// A conversation as its two people feel it, measured from outside: keys come as the browser's input, and what they cause is seen in the
// other page's DOM, on the clock that all pages of a browser share (performance.timeOrigin).
import { readFileSync } from 'node:fs';
import { cpu_seconds, descendants } from '../browser/processes.mjs';
import { open, patience, quantile, told } from './pages.mjs';

const messages = 60;
const long_conversation = 2000;
// A person's messages do not come in one frame.
const between_ms = 100;
// A page's work after two have met is done by then: Tincan prepares a call 3 s later.
const settled_ms = 6000;
const idle_ms = 20_000;

const pause = ms => new Promise(done => setTimeout(done, ms));

/** Two pages, each in a window of its own, that are connected. */
async function pair(browser, subject, options = {}) {
  const contexts = [await browser.newContext(), await browser.newContext()];
  const here = await open(contexts[0], subject, { name: 'Mina', ...options });
  await here.goto(subject.fresh(options.chat_only && '&chat'));
  await told(here, 'inside');
  const there = await open(contexts[1], subject, { name: 'Jun', ...options });
  await there.goto(subject.link(here), { waitUntil: 'commit' });
  for (const page of [here, there]) await told(page, 'met_one');
  return { here, there, close: () => Promise.all(contexts.map(it => it.close())) };
}

/** Writes `text` as a person does, and gives the ms from the Enter key to the other's DOM. */
async function press(from, to, text) {
  await from.keyboard.insertText(text);
  await to.evaluate(it => void (globalThis.bench.heard = globalThis.bench.hears(it)), text);
  await from.keyboard.press('Enter');
  const shown = await to.evaluate(() => globalThis.bench.heard);
  return shown - (await from.evaluate(() => globalThis.bench.entered_at));
}

/** Messages to and fro. Gives the ms of each, and the CPU time of one in all processes, ms. */
async function exchange({ here, there }, name) {
  const before = cpu_seconds(process.pid);
  const times = [];
  for (let i = 0; i < messages; ++i) {
    times.push(await (i % 2 ? press(there, here, `${name}-${i}.`) : press(here, there, `${name}-${i}.`)));
    await pause(between_ms);
  }
  return { times, cpu: ((cpu_seconds(process.pid) - before) * 1000) / messages };
}

/**
 * The memory that the two pages' processes keep for themselves, in KiB, after the garbage was collected: their private memory (proc(5),
 * smaps_rollup), in which DOM, layout, styles and pictures count as much as the heaps of JavaScript and WebAssembly.
 */
export async function memory(pages) {
  for (const page of pages) {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    await session.detach();
  }
  const private_kib = pid => {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_(?:Clean|Dirty): *(\d+) kB$/gm);
    return [...lines].reduce((sum, [, kib]) => sum + Number(kib), 0);
  };
  return descendants(process.pid)
    .filter(it => it.command.includes('--type=renderer'))
    .reduce((sum, it) => sum + private_kib(it.pid), 0);
}

/** A conversation: its first message, the next ones, and those after 2,000 lines. */
export async function talk(browser, subject) {
  const two = await pair(browser, subject);
  const { here, there } = two;
  await pause(settled_ms);
  for (const page of [there, here]) await page.focus(subject.field);
  const first = await press(here, there, 'first-of-all.');
  const { times, cpu } = await exchange(two, 'short');
  const before = await memory([here, there]);
  for (const [from, to, name] of [
    [here, there, 'mina'],
    [there, here, 'jun'],
  ]) {
    const last = to.evaluate(it => globalThis.bench.hears(it), `${name}-last.`);
    await from.evaluate(([it, count]) => globalThis.bench.fill(it, count), [name, long_conversation / 2]);
    await last;
  }
  await pause(settled_ms);
  const line_memory = ((await memory([here, there])) - before) / (2 * long_conversation);
  const long = await exchange(two, 'long');
  await two.close();
  return {
    first,
    key: quantile(times, 0.5),
    key_p95: quantile(times, 0.95),
    key_long: quantile(long.times, 0.5),
    key_long_p95: quantile(long.times, 0.95),
    message_cpu: cpu,
    message_cpu_long: long.cpu,
    line_memory,
  };
}

/** Two pages that talk with each other, and nothing happens: the processors that all processes take. Neither is ready for a call. */
export async function idle(browser, subject) {
  const two = await pair(browser, subject, { chat_only: true });
  const used = async () => {
    await pause(settled_ms);
    const before = { used: cpu_seconds(process.pid), at: performance.now() };
    await pause(idle_ms);
    return (cpu_seconds(process.pid) - before.used) / ((performance.now() - before.at) / 1000);
  };
  for (const page of [two.here, two.there]) await page.focus(subject.field);
  const idle_focused = await used();
  for (const page of [two.here, two.there]) await page.evaluate(() => document.activeElement.blur());
  const unfocused = await used();
  await two.close();
  return { idle_focused, idle: unfocused };
}

/** Both click on the call as soon as they see each other connected: from opening the link until the one who did so sees the other. */
export async function early_call(browser, subject) {
  const two = await pair(browser, subject, { call_at_once: true });
  const seen = await two.there.waitForFunction(() => globalThis.bench.first_frame, null, patience).then(handle => handle.jsonValue());
  const opened = await two.there.evaluate(() => performance.timeOrigin);
  await two.close();
  return { early_call: seen - opened };
}
