// Every test of the view suite. run.mjs builds the page, and then runs this.
import { readdirSync } from 'node:fs';
import { declare } from './suite.mjs';

for (const file of readdirSync(new URL('.', import.meta.url)).sort()) {
  if (file.endsWith('_test.mjs')) await import(`./${file}`);
}
declare();
