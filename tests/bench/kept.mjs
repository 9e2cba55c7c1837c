// A conversation of 50,000 messages by five authors, merged, kept, opened again and searched: Tincan's page, in which every entry is
// authenticated and sealed, beside a page of Yjs and y-indexeddb.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Scribe } from '../browser/scribe.mjs';
import { memory } from './felt.mjs';
import { open, patience, told } from './pages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const authors = 5;
const each = 10_000;
const range = 256;
const long = { timeout: 180_000 };
const settled_ms = 3000;
const words = 'water light garden stone river paper morning window letter silver quiet orange summer bridge basket ticket'.split(' ');

/** As long as most messages are: about 200 bytes, of which no two are alike. */
function text_of(author, at) {
  let text = `message ${author}-${at}`;
  for (let state = author * each + at + 1; text.length < 190; state = (state * 48271) % 2147483647)
    text += ` ${words[state % words.length]}`;
  return text;
}

const written = Array.from({ length: authors }, (_, author) => ({
  author: `Author ${author}`,
  texts: Array.from({ length: each }, (_, at) => text_of(author, at)),
}));

const observe_long_tasks = () => {
  globalThis.longest_task = 0;
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) globalThis.longest_task = Math.max(globalThis.longest_task, task.duration);
  }).observe({ type: 'longtask' });
};
const longest_task = page => page.evaluate(() => globalThis.longest_task);
const stored_bytes = page => page.evaluate(async () => (await navigator.storage.estimate()).usage);
const pause = ms => new Promise(done => setTimeout(done, ms));

/** Types into a field, and gives the ms until `shown` says how many were found. */
function search(page, field, shown, wanted) {
  return page.evaluate(
    ([field, shown, wanted]) =>
      new Promise(done => {
        const input = document.querySelector(field);
        const at = document.querySelector(shown);
        let begin = 0;
        new MutationObserver((_, self) => {
          self.disconnect();
          done(performance.now() - begin);
        }).observe(at, { childList: true, characterData: true, subtree: true });
        begin = performance.now();
        input.value = wanted;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    [field, shown, wanted],
  );
}

/** A second person opens the link, and gets all of it from the first one's page. */
async function arrival(browser, subject, link, last) {
  const context = await browser.newContext();
  await context.addInitScript(observe_long_tasks);
  const page = await open(context, subject, { name: 'Jun' });
  await page.goto(link);
  const met = await page.waitForFunction(() => globalThis.bench?.met_one && performance.now(), null, patience).then(it => it.jsonValue());
  const shown = await page.waitForFunction(
    text => (document.querySelector('#lines')?.textContent.includes(text) ? performance.now() : 0),
    last,
    { ...long, polling: 'raf' },
  );
  const arrived_screen = (await shown.jsonValue()) - met;
  await page.evaluate(() => void (globalThis.longest_task = 0));
  // A search looks through what is there when it is opened, in less than a second.
  const all_found = total => document.querySelector('#search-count').textContent.endsWith(` ${total}`) && performance.now();
  let there = 0;
  while (!there) {
    await page.keyboard.press('Control+F');
    await page.waitForSelector('#search-field');
    await page.fill('#search-field', 'message');
    const found = page.waitForFunction(all_found, authors * each, { timeout: 1000 });
    there = await found.then(it => it.jsonValue()).catch(() => 0);
    await page.keyboard.press('Escape');
  }
  await pause(settled_ms);
  const arrived_task = await longest_task(page);
  await context.close();
  return { arrived_screen, arrived: there - met, arrived_task };
}

async function kept_by_tincan(browser, subject, folder) {
  const context = await browser.newContext();
  await context.addInitScript(observe_long_tasks);
  const page = await open(context, subject, { name: 'Mina' });
  await page.goto(subject.fresh());
  await told(page, 'inside');
  const link = subject.link(page);

  const entries = [];
  let stamp = Date.now() - authors * each;
  for (const { author, texts } of written) {
    const scribe = new Scribe(link);
    const ranges = [scribe.introduces(author)];
    for (let at = 0; at < each; at += range)
      ranges.push(scribe.writes_all(texts.slice(at, at + range).map(text => JSON.stringify({ is: 'message', text, stamp: ++stamp }))));
    entries.push(...ranges.reverse());
  }
  const wire = entries.reduce((sum, it) => sum + Buffer.byteLength(it), 0);
  const file = join(folder, 'copy.json');
  writeFileSync(file, `{"entries":[${entries.join()}]}`);

  await page.waitForSelector('#copy-file', { state: 'attached', ...patience });
  const stored_before = await stored_bytes(page);
  const memory_before = await memory([page]);
  await page.evaluate(() => {
    const field = document.querySelector('#copy-file');
    const result = document.querySelector('#kept-room [role="status"]');
    field.addEventListener('change', () => (globalThis.chosen_at = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (/\d/.test(result.textContent)) globalThis.merged_at = performance.now();
    }).observe(result, { childList: true, characterData: true, subtree: true });
  });
  await page.setInputFiles('#copy-file', file);
  await page.waitForFunction(() => globalThis.merged_at, null, long);
  const merge = await page.evaluate(() => globalThis.merged_at - globalThis.chosen_at);
  await pause(settled_ms);
  const merge_task = await longest_task(page);
  const held = (await memory([page])) - memory_before;
  const disk = (await stored_bytes(page)) - stored_before;

  // The next visit. Enter is pressed as soon as it can be.
  await page.goto('about:blank');
  await page.goto(link);
  await told(page, 'inside');
  const last = text_of(authors - 1, each - 1);
  const opened = await page.waitForFunction(
    text => (document.querySelector('#lines')?.textContent.includes(text) ? performance.now() : 0),
    last,
    { ...long, polling: 'raf' },
  );
  const open_ms = (await opened.jsonValue()) - (await told(page, 'ready'));
  await pause(settled_ms);
  const open_task = await longest_task(page);
  await page.keyboard.press('Control+F');
  await page.waitForSelector('#search-field');
  await search(page, '#search-field', '#search-count', 'bridge');
  await pause(settled_ms);
  const search_ms = await search(page, '#search-field', '#search-count', `message 0-${each - 1}`);
  const arrives = await arrival(browser, subject, link, last);
  await context.close();
  return {
    merge,
    merge_task,
    wire: wire / (authors * each),
    disk: disk / (authors * each),
    held,
    open: open_ms,
    open_task,
    search: search_ms,
    ...arrives,
  };
}

async function yjs_page() {
  const bundle = await build({ entryPoints: [join(here, 'yjs/page.js')], bundle: true, format: 'esm', minify: true, write: false });
  const server = createServer((request, response) => {
    const script = request.url.endsWith('.js');
    response.writeHead(200, { 'Content-Type': script ? 'text/javascript' : 'text/html' });
    response.end(script ? bundle.outputFiles[0].contents : readFileSync(join(here, 'yjs/index.html')));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { address: `http://localhost:${server.address().port}/#kept`, close: () => server.close() };
}

async function kept_by_yjs(browser) {
  const { address, close } = await yjs_page();
  const context = await browser.newContext();
  await context.addInitScript(observe_long_tasks);
  const maker = await context.newPage();
  await maker.goto(`${address}-maker`);
  const parts = await maker.evaluate(all => globalThis.yardstick.parts(all).map(it => Array.from(it)), written);
  await maker.close();
  const wire = parts.reduce((sum, it) => sum + it.length, 0);
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => globalThis.yardstick.opened);
  const stored_before = await stored_bytes(page);
  await page.evaluate(all => void (globalThis.parts = all.map(it => new Uint8Array(it))), parts);
  const memory_before = await memory([page]);
  await page.evaluate(() => void (globalThis.longest_task = 0));
  // From a task of the page: one of the driver's is not observed.
  const merge = await page.evaluate(() => new Promise(done => setTimeout(() => done(globalThis.yardstick.merge(globalThis.parts)))));
  await pause(settled_ms);
  const merge_task = await longest_task(page);
  const held = (await memory([page])) - memory_before;
  const disk = (await stored_bytes(page)) - stored_before;
  await page.goto('about:blank');
  await page.goto(address);
  const open_ms = await page.evaluate(() => globalThis.yardstick.opened);
  await pause(settled_ms);
  const open_task = await longest_task(page);
  const search_ms = await search(page, '#search', '#found', `message 0-${each - 1}`);
  await context.close();
  close();
  return {
    merge,
    merge_task,
    wire: wire / (authors * each),
    disk: disk / (authors * each),
    held,
    open: open_ms,
    open_task,
    search: search_ms,
  };
}

/** The kept conversation, of either. */
export async function kept(browser, subject) {
  if (subject.kind !== 'tincan') return kept_by_yjs(browser);
  const folder = mkdtempSync(join(tmpdir(), 'tincan-kept-'));
  try {
    return await kept_by_tincan(browser, subject, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const rows = [
  ['merging, every entry authenticated here, ms', 'merge', 0],
  ['longest task while merging, ms', 'merge_task', 0],
  ['bytes on the wire, an entry', 'wire', 0],
  ['bytes on disk, an entry', 'disk', 0],
  ['memory of the conversation, KiB', 'held', 0],
  ['opening what is kept, to its last screen, ms', 'open', 0],
  ['longest task while opening, ms', 'open_task', 0],
  ['searching all, ms', 'search', 1],
  ["a newcomer's last screen, from another's page, ms", 'arrived_screen', 0],
  ['all of it there, ms', 'arrived', 0],
  ['longest task meanwhile, ms', 'arrived_task', 0],
];

/** @param {Record<string, number[]>} ours @param {Record<string, number[]>} theirs @param {(numbers: number[]) => number} median */
export function kept_table(ours, theirs, median) {
  const lines = [`| 50,000 messages by five authors (median) | Tincan | Yjs | ratio |`, '| --- | ---: | ---: | ---: |'];
  for (const [label, key, digits] of rows) {
    const a = median(ours[key]);
    const b = theirs[key] && median(theirs[key]);
    lines.push(`| ${label} | ${a.toFixed(digits)} | ${b?.toFixed(digits) ?? ''} | ${b === undefined ? '' : (a / b).toFixed(2)} |`);
  }
  return lines.join('\n');
}
