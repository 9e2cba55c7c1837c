// A file of 256 MiB from one browser's disk to another's: Tincan's, checked slice by slice and written to the disk, beside what plain pages
// do, which neither check nor write (plain/files.js). And one of 64 MiB that five people fetch at once.
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { open, told } from './pages.mjs';

const MIB = 1024 * 1024;
const size = 256 * MIB;
const size_for_many = 64 * MIB;
const receivers = 5;
const long = { timeout: 300_000 };
const offered = '.file [data-act="accept"]';

/** Notes when the first slice was written, and counts what is sent over channels of files. */
function watch_files() {
  globalThis.first_slice = 0;
  globalThis.file_bytes = 0;
  const Really = globalThis.Worker;
  globalThis.Worker = class Worker extends Really {
    constructor(...how) {
      super(...how);
      this.addEventListener('message', ({ data }) => {
        if (data.is === 'checked') globalThis.first_slice ||= performance.now();
      });
    }
  };
  const { send } = RTCDataChannel.prototype;
  RTCDataChannel.prototype.send = function (data) {
    if (this.label.startsWith('file ')) globalThis.file_bytes += data.length ?? data.byteLength;
    return send.call(this, data);
  };
  HTMLAnchorElement.prototype.click = () => {}; // nothing is saved
}

function file_of(folder, bytes) {
  const path = join(folder, `film-${bytes}.bin`);
  const file = openSync(path, 'w');
  for (let at = 0; at < bytes; at += MIB) writeSync(file, randomFillSync(Buffer.alloc(MIB)));
  closeSync(file);
  return path;
}

/** A page with a profile on the disk, as people have: without one, files would lie in memory. */
async function receives(browser_of, subject, folder, name, link) {
  const context = await chromium.launchPersistentContext(join(folder, name), browser_of);
  await context.addInitScript(watch_files);
  const page = await open(context, subject, { name });
  await page.goto(link);
  return { page, close: () => context.close() };
}

async function sends(context, subject) {
  await context.addInitScript(watch_files);
  const page = await open(context, subject, { name: 'Mina' });
  await page.goto(subject.fresh());
  await told(page, 'inside');
  return page;
}

async function offer(page, path) {
  const chooser = page.waitForEvent('filechooser');
  await page.click('#attach');
  await page.click('#send-files');
  await (await chooser).setFiles(path);
}

/** Accepts, and gives the ms until all of it is here and checked, and until the first slice was on the disk. */
const accept = page =>
  page.evaluate(
    accept_button =>
      new Promise(done => {
        const begin = performance.now();
        const look = () => {
          if (!document.querySelector('.file-about').textContent.includes('received and checked')) return;
          observer.disconnect();
          done({ whole: performance.now() - begin, first: globalThis.first_slice - begin });
        };
        const observer = new MutationObserver(look);
        observer.observe(document.querySelector('#lines'), { subtree: true, childList: true, characterData: true });
        document.querySelector(accept_button).click();
      }),
    offered,
  );

/** To five at once: how often the sender has sent the file. */
async function to_many(browser, subject, folder) {
  const contexts = [];
  const arrives = async name => {
    contexts.push(await browser.newContext());
    return open(contexts.at(-1), subject, { name });
  };
  contexts.push(await browser.newContext());
  const mina = await sends(contexts[0], subject);
  const pages = [];
  for (let at = 0; at < receivers; ++at) {
    pages.push(await arrives(`Guest ${at}`));
    await contexts.at(-1).addInitScript(watch_files);
    await pages[at].goto(subject.link(mina));
  }
  for (const page of [mina, ...pages]) await page.waitForFunction(count => globalThis.bench.met() === count, receivers, long);
  await offer(mina, file_of(folder, size_for_many));
  for (const page of pages) await page.waitForSelector(offered, long);
  const times = await Promise.all(pages.map(accept));
  const upload = (await mina.evaluate(() => globalThis.file_bytes)) / size_for_many;
  for (const context of contexts) await context.close();
  return { file_upload: upload, file_five: (size_for_many * receivers) / Math.max(...times.map(it => it.whole)) / 1000 };
}

async function by_tincan(browser, subject, folder, flags) {
  const context = await browser.newContext();
  const mina = await sends(context, subject);
  const jun = await receives(flags, subject, folder, 'Jun', subject.link(mina));
  await told(jun.page, 'met_one');
  await offer(mina, file_of(folder, size));
  await jun.page.waitForSelector(offered, long);
  const { whole, first } = await accept(jun.page);
  await jun.close();
  await context.close();
  const file = size / whole / 1000;
  return { file, file_receipts: file, file_first: first, ...(await to_many(browser, subject, folder)) };
}

async function by_plain_page(browser, subject, folder, flags) {
  const context = await browser.newContext();
  const mina = await sends(context, subject);
  const jun = await receives(flags, subject, folder, 'Jun', subject.link(mina));
  await told(jun.page, 'met_one');
  await mina.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<input type="file" id="film">');
  });
  await mina.setInputFiles('#film', file_of(folder, size));
  await mina.evaluate(async () => (await import('/files.js')).offer(document.querySelector('#film').files[0]));
  const speed = async way => size / (await jun.page.evaluate(async it => (await import('/files.js')).take(...it), [way, size])) / 1000;
  const figures = { file: await speed('tuned'), file_receipts: await speed('receipts') };
  await jun.close();
  await context.close();
  return figures;
}

/** @param {object} how  the browser is started with */
export const files_with = how =>
  async function files(browser, subject) {
    const folder = mkdtempSync(join(tmpdir(), 'tincan-files-'));
    try {
      return await (subject.kind === 'tincan' ? by_tincan : by_plain_page)(browser, subject, folder, how);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

/** @param {Record<string, number[]>} results  of Tincan @param {(numbers: number[]) => number} median */
export function files_line(results, median) {
  if (!results.file) return '';
  const [first, upload, five] = ['file_first', 'file_upload', 'file_five'].map(it => median(results[it]));
  return (
    `The first slice of a file is on the receiver's disk ${first.toFixed(0)} ms after accepting. Where five fetch one at once, its sender ` +
    `sends ${upload.toFixed(2)} times its size, and all together get ${five.toFixed(1)} MB/s.`
  );
}
