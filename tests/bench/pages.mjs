// Shared by the measures: pages with an agent in them, and statistics.
import { agent } from './agent.mjs';

export const patience = { timeout: 60_000 };

export const quantile = (numbers, q) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * q))];
export const median = numbers => quantile(numbers, 0.5);

/** A page of `subject` in `context` that enters as `name` as soon as it can, and says `first` as soon as it is inside. */
export async function open(context, subject, options) {
  const page = await context.newPage();
  page.on('pageerror', error => console.error(`${subject.name}: ${error.message}`));
  await page.addInitScript(agent, { kind: subject.kind, ...options });
  return page;
}

/** Waits until the agent of `page` has noted `what`, and gives it. */
export const told = (page, what) => page.waitForFunction(key => globalThis.bench[key], what, patience).then(handle => handle.jsonValue());
