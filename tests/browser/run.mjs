// The browser ring: real browsers play the stories.
//   node tests/browser/run.mjs [part of a story's name]...
import { readdirSync } from 'node:fs';
import { tell_all } from './telling.mjs';

// Every story may start a server, and each is ended with the run at the latest.
process.setMaxListeners(100);
for (const file of readdirSync(new URL('stories', import.meta.url)).sort()) {
  if (file.endsWith('.mjs')) await import(`./stories/${file}`);
}
const all_well = await tell_all(process.argv.slice(2));
process.exit(all_well ? 0 : 1);
