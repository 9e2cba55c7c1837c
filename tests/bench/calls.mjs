// The cost of a call: pages of one browser, each in a window of its own, that all see and hear each other.
import { cpus } from 'node:os';
import { cpu_seconds } from '../browser/processes.mjs';
import { open, patience, told } from './pages.mjs';

const sizes = [2, 4, 8];
// Two cores are full with a call of four, and where both pages are starved their ratio says nothing.
const most_people = Number(process.env.TINCAN_PEOPLE ?? (cpus().length < 8 ? 4 : 8));
// Browsers find out within this time what they can send; measured is after that.
const settling_ms = 20_000;
const measured_ms = 20_000;
const viewport = { width: 1280, height: 800 };

const pause = ms => new Promise(done => setTimeout(done, ms));

/** Calls of two, four and eight: of each the CPU seconds of all processes in a minute, the pictures that are shown in a second, and their pixels. */
export async function calls(browser, subject) {
  const figures = {};
  for (const people of sizes.filter(it => it <= most_people)) Object.assign(figures, await call_of(browser, subject, people));
  return figures;
}

async function call_of(browser, subject, people) {
  const contexts = [];
  const pages = [];
  for (let i = 0; i < people; ++i) {
    contexts.push(await browser.newContext({ viewport }));
    pages.push(await open(contexts[i], subject, { name: `Guest ${i}` }));
    await pages[i].goto(i ? subject.link(pages[0]) : subject.fresh());
    await told(pages[i], 'inside');
  }
  const all = (told_of, given) => Promise.all(pages.map(page => page.waitForFunction(told_of, given, patience)));
  await all(others => globalThis.bench.met() >= others, people - 1);
  for (const page of pages) await page.evaluate(() => globalThis.bench.click_call());
  await all(others => globalThis.bench.pictures().filter(it => it.frames > 0).length >= others, people - 1);
  await pause(settling_ms);
  const shown = async () => (await Promise.all(pages.map(page => page.evaluate(() => globalThis.bench.pictures())))).flat();
  const sum = (those, what) => those.reduce((total, it) => total + it[what], 0);
  const began = { used: cpu_seconds(process.pid), at: performance.now(), frames: sum(await shown(), 'frames') };
  await pause(measured_ms);
  const seconds = (performance.now() - began.at) / 1000;
  const used = cpu_seconds(process.pid) - began.used;
  const pictures = await shown();
  const stage = await pages[0].evaluate(share_of_faces);
  await Promise.all(contexts.map(it => it.close()));
  return {
    [`call_cpu_${people}`]: (60 * used) / seconds,
    [`call_frames_${people}`]: (sum(pictures, 'frames') - began.frames) / seconds / pictures.length,
    [`call_pixels_${people}`]: sum(pictures, 'pixels') / pictures.length,
    ...(stage && { [`stage_${people}`]: stage }),
  };
}

/**
 * Runs in the page: the share of the stage that faces have, of the most that is possible with tiles of one size between 3:4 and 16:9, in rows.
 * In a call of two the other's face may have all of it.
 */
function share_of_faces() {
  const stage = document.querySelector('#tiles');
  const tiles = [...document.querySelectorAll('#tiles .tile')].map(it => it.getBoundingClientRect());
  if (!stage || !tiles.length) return 0;
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const faces = tiles.length === 2 ? [tiles.reduce((a, b) => (a.width > b.width ? a : b))] : tiles;
  let best = 0;
  for (let columns = 1; columns <= faces.length; ++columns) {
    const [wide, high] = [width / columns, height / Math.ceil(faces.length / columns)];
    const of_one = Math.min(wide, (high * 16) / 9) * Math.min(high, (wide * 4) / 3);
    best = Math.max(best, faces.length * of_one);
  }
  return faces.reduce((sum, it) => sum + it.width * it.height, 0) / (tiles.length === 2 ? width * height : best);
}

/** @param {Record<string, number[]>} results  of Tincan @param {(numbers: number[]) => number} median */
export function stage_line(results, median) {
  const shares = sizes.flatMap(people => {
    const all = results[`stage_${people}`];
    return all ? [`${people}: ${Math.round(100 * median(all))} %`] : [];
  });
  return shares.length ? `Faces have of the most that the stage can give them, by the number of people: ${shares.join(', ')}.` : '';
}
