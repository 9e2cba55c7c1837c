// Makes the page that the server serves: bundles the scripts with the module's glue, puts the icons into the HTML, names every
// file but the HTML after its content, and writes brotli and gzip twins. Does nothing where nothing has changed.
//   node web/build.mjs [--budget] [folder of the modules made from C++] [folder of the page]
// --budget: fail where the first load is larger than promised.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const web = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const check_budget = words[0] === '--budget' && !!words.shift();
const [module_folder = join(web, '../build/wasm'), page_folder = join(web, '../build/page')] = words;

// What README promises of the first load: everything that a chat and a call need.
const most_bytes = 100_000;
const most_requests = 6;

/** @typedef {Map<string, string | Uint8Array>} Files  bytes by name */

/** @type {import('esbuild').BuildOptions & {write: false}} */
const how = {
  bundle: true,
  minify: true,
  write: false,
  target: ['chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

/** @param {string} folder @returns {string[]} */
const files_under = folder =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.name !== 'node_modules')
    .flatMap(entry => (entry.isDirectory() ? files_under(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();

/** @param {(string | Uint8Array)[]} parts */
const digest = parts => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
/** @param {(string | Uint8Array)[]} parts */
const hash_of = (...parts) => digest(parts).slice(0, 12);

const sources = files_under(web);
const glue = join(module_folder, 'tincan.mjs');
const wasm = join(module_folder, 'tincan.wasm');
const inputs = hash_of(...[...sources, glue, wasm].flatMap(path => [relative(web, path), readFileSync(path)]));
const stamp = `${page_folder}.stamp`;
if (existsSync(join(page_folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(inputs)) {
  finish(readFileSync(stamp, 'utf8').slice(inputs.length + 1));
} else {
  const { name, first, later } = await page();
  write(new Map([...first, ...later]));
  const said = `Build ${name}\n${summary(first, later)}`;
  writeFileSync(stamp, `${inputs}\n${said}`);
  finish(said);
}

/** The build's name, and the page's files by theirs: those of the first load, the HTML first, and those that are loaded when they are wanted. */
async function page() {
  const module_name = hashed_name(wasm, readFileSync(wasm));
  const [main, later] = await script('main.js', { __WASM_URL__: JSON.stringify(module_name) });
  const style_bytes = await style('style.css');
  const style_name = hashed_name('style.css', style_bytes);
  const korean = [...later.keys()].find(name => name.startsWith('ko-'));

  let html = readFileSync(join(web, 'index.html'), 'utf8').replace(/\n\s+/g, '\n');
  /** @param {string} from @param {string} to */
  const put = (from, to) => {
    if (html.split(from).length !== 2) throw new Error(`index.html needs ${from} once`);
    html = html.replace(from, () => to);
  };
  put('href="style.css"', `href="${style_name}"`);
  put('src="main.js"', `src="${main.name}"`);
  put('</body>', `${sprite()}\n</body>`);
  // What all of this is called: peers tell each other, and whoever builds the same sources gets the same. 128 bits, so that nobody
  // can make another page of that name.
  const name = digest([html, readFileSync(wasm), main.bytes, style_bytes, ...later.values()]).slice(0, 32);
  put('<html lang="en"', `<html lang="en" data-build="${name}"`);
  const first = new Map([
    ['index.html', html],
    [module_name, readFileSync(wasm)],
    [main.name, main.bytes],
    [style_name, style_bytes],
  ]);
  // Who asks for Korean gets those words beside the script, not after it. The server knows the document by this name.
  put('<html lang="en"', '<html lang="ko"');
  put('</head>', `<link rel="modulepreload" href="${korean}">\n</head>`);
  return { name, first, later: new Map([['index.ko.html', html], ...later]) };
}

/** @param {string} path @param {string | Uint8Array} bytes */
function hashed_name(path, bytes) {
  return `${basename(path, extname(path))}-${hash_of(bytes)}${extname(path)}`;
}

/** @param {string} entry */
async function style(entry) {
  const { outputFiles, warnings } = await build({ ...how, entryPoints: [resolve(web, entry)] });
  if (warnings.length) throw new Error(`${entry}: warnings are errors`);
  return outputFiles[0].contents;
}

/**
 * One script with all that it imports, and a script for each module that it loads later by `import()`.
 * @param {string} entry @param {Record<string, string>} define
 * @returns {Promise<[{name: string, bytes: Uint8Array}, Files]>}
 */
async function script(entry, define) {
  const { outputFiles, metafile, warnings } = await build({
    ...how,
    entryPoints: [join(web, entry)],
    format: 'esm',
    splitting: true,
    metafile: true,
    outdir: web,
    absWorkingDir: web,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    define,
    plugins: [
      {
        name: 'the module made from C++',
        setup: it => it.onResolve({ filter: /(^|\/)tincan(\.mjs)?$/ }, () => ({ path: glue })),
      },
      {
        name: 'icons of their own for what is loaded later',
        setup: it => {
          it.onResolve({ filter: /\/icons\.json$/ }, ({ path }) => ({ path, namespace: 'icons' }));
          it.onLoad({ filter: /./, namespace: 'icons' }, () => ({ contents: JSON.stringify(later_icons()), loader: 'json' }));
        },
      },
      {
        name: 'a style sheet of its own for what is loaded later',
        setup: it => it.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await style(path), loader: 'text' })),
      },
    ],
  });
  if (warnings.length) throw new Error(`${entry}: warnings are errors`);
  const bytes = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const [[name, { imports }]] = Object.entries(metafile.outputs).filter(([, it]) => it.entryPoint === entry);
  // What a later module had in common with the first load would become a file of its own, and the first load a request longer.
  // So later modules import nothing that is there already: they are handed it.
  const shared = imports.find(it => it.kind === 'import-statement');
  if (shared) throw new Error(`loaded both at first and later: ${Object.keys(metafile.outputs[shared.path].inputs).join(', ')}`);
  // Most of the module's glue is one function that esbuild looks at from outside; another pass leaves out what is never used in it.
  const { code } = await minify(new TextDecoder().decode(bytes.get(name)), { module: true, ecma: 2020, compress: { passes: 3 } });
  bytes.delete(name);
  const least = new TextEncoder().encode(code);
  return [{ name: hashed_name(entry, least), bytes: least }, bytes];
}

/**
 * The shapes of the icons that the sources name as `#KIND-NAME`, by that name: `icon` is in the page itself, `later` in what is loaded
 * later. Lucide's, ISC licence.
 * @param {'icon' | 'later'} kind
 * @returns {[string, string][]}
 */
function icons(kind) {
  const named = sources
    .filter(path => /\.(html|js|css)$/.test(path))
    .flatMap(path => readFileSync(path, 'utf8').match(new RegExp(`#${kind}-[a-z0-9-]+`, 'g')) ?? []);
  return [...new Set(named)].sort().map(reference => {
    const name = reference.slice(kind.length + 2);
    const file = join(web, 'node_modules/lucide-static/icons', `${name}.svg`);
    if (!existsSync(file)) throw new Error(`no icon is called ${name}`);
    const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    return [reference.slice(1), shapes.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')];
  });
}

/** The page's icons as symbols for <use>. */
function sprite() {
  const symbols = icons('icon').map(([name, shapes]) => `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`);
  return `<svg display="none"><!-- Icons: Lucide contributors, ISC licence -->${symbols.join('')}</svg>`;
}

/** The icons of what is loaded later. A strict content policy lets no script read markup, so they are lists: element, then its attributes. */
function later_icons() {
  return icons('later').map(([name, shapes]) => [
    name,
    [...shapes.matchAll(/<(\w+)([^>]*)\/>/g)].map(([, tag, written]) => [
      tag,
      [...(written ?? '').matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ]),
  ]);
}

/** @param {string | Uint8Array} bytes */
function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_NPOSTFIX]: 1 },
  });
}

/** Puts the new page in the old one's place, whole. @param {Files} files */
function write(files) {
  const fresh = `${page_folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const [name, bytes] of files) {
    writeFileSync(join(fresh, name), bytes);
    writeFileSync(join(fresh, `${name}.br`), brotli(bytes));
    writeFileSync(join(fresh, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
  rmSync(page_folder, { recursive: true, force: true });
  renameSync(fresh, page_folder);
}

/** A line for each file, those of the first load with their sum. @param {Files} first @param {Files} later */
function summary(first, later) {
  const sum = [...first.values()].reduce((total, bytes) => total + brotli(bytes).length, 0);
  /** @param {Files} files */
  const lines = files =>
    [...files].map(
      ([name, bytes]) => `${name.padEnd(28)}${String(Buffer.byteLength(bytes)).padStart(9)}${String(brotli(bytes).length).padStart(9)}`,
    );
  const total = `First load: ${sum} bytes in ${first.size} requests`;
  return [`${''.padEnd(28)}    bytes   brotli`, ...lines(first), total, 'Later, when wanted:', ...lines(later)].join('\n');
}

/** @param {string} said */
function finish(said) {
  console.log(said);
  const [, bytes, requests] = /First load: (\d+) bytes in (\d+) requests/.exec(said) ?? [];
  if (check_budget && (Number(bytes) > most_bytes || Number(requests) > most_requests)) {
    console.error(`The first load may be ${most_bytes} bytes in ${most_requests} requests`);
    process.exitCode = 1;
  }
}
