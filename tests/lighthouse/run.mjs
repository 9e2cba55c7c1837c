// Lighthouse on the built page over the real server: on its phone, with its slow network and computer.
//   node tests/lighthouse/run.mjs
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { Chromium, common } from '../browser/chromium.mjs';
import { start_server } from '../browser/server.mjs';

/** The lowest score of each, out of 100. That of performance depends on what else the computer does: it is only said. */
const lowest = { performance: 0, accessibility: 100, 'best-practices': 100 };
// Lighthouse's phone is four times slower than the computer that it expects, of this benchmark (docs/throttling.md there). A slower or busy
// computer is slowed down less, so that the phone is the same.
const SLOWDOWN = 4;
const EXPECTED_BENCHMARK = 1500;

const server = await start_server();
const browser = await puppeteer.launch({ executablePath: Chromium.find(), args: common });
let failed = 0;
try {
  const page = await browser.newPage();
  const measured = await lighthouse(server.address, { onlyAudits: ['document-title'] }, undefined, page);
  const { benchmarkIndex } = measured.lhr.environment;
  const cpuSlowdownMultiplier = Math.max(1, SLOWDOWN * Math.min(1, benchmarkIndex / EXPECTED_BENCHMARK));
  console.log(`benchmark ${benchmarkIndex}, so slowed down ${cpuSlowdownMultiplier.toFixed(1)} times`);
  const { lhr } = await lighthouse(
    server.address,
    { onlyCategories: Object.keys(lowest), throttling: { cpuSlowdownMultiplier } },
    undefined,
    page,
  );
  for (const [category, least] of Object.entries(lowest)) {
    const { score, auditRefs } = lhr.categories[category];
    const reached = Math.round(100 * (score ?? 0));
    const worse = auditRefs.map(({ id }) => lhr.audits[id]).filter(it => it.score !== null && it.score < 1);
    console.log(`${reached < least ? 'FAILED' : 'passed'}: ${category}: ${reached} of 100, at least ${least}`);
    for (const it of worse) console.log(`  ${it.id}: ${it.displayValue ?? it.title}`);
    if (reached < least) failed += 1;
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exitCode = failed ? 1 : 0;
