// Pictures of the page for people to look at, light and dark, on a phone and on a desk; and what a machine can see in them.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from './server.mjs';
import { must } from './waiting.mjs';

const folder = join(build, 'screenshots');
const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };
const looks = [
  { ...desk, dark: false },
  { ...desk, dark: true },
  { ...phone, dark: true },
  { ...phone, dark: false },
];

// Each theme and each width; `--all`: each theme on each width.
const examined = process.argv.includes('--all') ? looks : [looks[0], looks[2]];

/**
 * Pictures of what a person sees, two or, with `--all`, four; nothing may stick out. Afterwards the page is as it was: on a desk, light.
 * @param {Person} person
 * @param {string} name  of the files in build/screenshots
 * @param {{axe?: boolean}} [how]  axe: looks are examined for what keeps people out
 */
export async function pictures(person, name, { axe = false } = {}) {
  mkdirSync(folder, { recursive: true });
  const findings = [];
  for (const look of examined) {
    await person.page.look(look);
    await settled(person);
    const file = `${name}-${look.dark ? 'dark' : 'light'}-${look.width}.png`;
    await person.page.picture(join(folder, file));
    findings.push(...(await person.ask('overflow')).map(it => `${file}: ${it} sticks out`));
    if (axe) findings.push(...(await barriers(person)).map(it => `${file}: ${it}`));
  }
  await person.page.look(looks[0]);
  must(!findings.length, `${name} looks right:\n      ${findings.join('\n      ')}`);
}

/** One picture of the page as it is now. */
export async function picture(person, name) {
  mkdirSync(folder, { recursive: true });
  await settled(person);
  await person.page.picture(join(folder, `${name}.png`));
}

/** Two frames, and the end of whatever still moves into its place. */
export function settled({ page }) {
  return page.evaluate(async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const finite = document.getAnimations().filter(it => it.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map(it => it.finished));
  });
}

/** The findings of axe on the page: rule, and where. */
export async function barriers({ page }) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe_source);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(it => ({ id: it.id, nodes: it.nodes.map(node => `${node.target.join(' ')} (${node.failureSummary})`) }));
  });
  return violations.map(it => `${it.id}: ${it.nodes.join('; ')}`);
}
