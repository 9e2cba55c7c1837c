// The view suite: the real page with a pretend core, in one browser.
//   node tests/view/run.mjs [--all] [part of a test's name]...
// --all: in Firefox too.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, project } from '../browser/server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const module_folder = join(build, 'view/module');

/** @param {...string} words */
function run(...words) {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status) process.exit(status);
}

mkdirSync(module_folder, { recursive: true });
copyFileSync(join(here, 'pretend_core.mjs'), join(module_folder, 'tincan.mjs'));
// A module of WebAssembly with nothing in it: its magic number and version (W3C WebAssembly Core section 5.5.16).
writeFileSync(join(module_folder, 'tincan.wasm'), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
run(join(project, 'web/build.mjs'), module_folder, join(build, 'view/page'));
run(`--test-reporter=${join(project, 'tests/reporter.mjs')}`, join(here, 'all.mjs'), ...process.argv.slice(2));
