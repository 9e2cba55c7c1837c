// Makes the page that the server serves: bundles the scripts with the module's glue, puts the icons into the HTML, names every
// file but the HTML after its content, and writes brotli and gzip twins. Does nothing where nothing has changed.
//   node web/build.mjs [--budget] [folder of tincan.mjs and tincan.wasm] [folder of the page]
// --budget: fail where the first load is larger than promised.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const check_budget = words[0] === '--budget' && !!words.shift();
const [module_folder = join(web, '../build/wasm'), page_folder = join(web, '../build/page')] = words;

// What README promises of the first load: everything that a chat and a call need.
const most_bytes = 100_000;
const most_requests = 6;

/** @param {string} folder @returns {string[]} */
const files_under = folder =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.name !== 'node_modules')
    .flatMap(entry => (entry.isDirectory() ? files_under(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();

/** @param {(string | Uint8Array)[]} parts */
const hash_of = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex').slice(0, 12);

const sources = files_under(web);
const glue = join(module_folder, 'tincan.mjs');
const wasm = join(module_folder, 'tincan.wasm');
const inputs = hash_of(...[...sources, glue, wasm].flatMap(path => [relative(web, path), readFileSync(path)]));
const stamp = `${page_folder}.stamp`;
if (existsSync(join(page_folder, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8').startsWith(inputs)) {
  finish(readFileSync(stamp, 'utf8').slice(inputs.length + 1));
} else {
  const files = await page();
  write(files);
  const said = summary(files);
  writeFileSync(stamp, `${inputs}\n${said}`);
  finish(said);
}

/** The page's files by name, the HTML first. */
async function page() {
  const assets = new Map();
  /** @param {string} path @param {string | Uint8Array} bytes */
  const asset = (path, bytes) => {
    const name = `${basename(path, extname(path))}-${hash_of(bytes)}${extname(path)}`;
    assets.set(name, bytes);
    return name;
  };
  const module_name = asset(wasm, readFileSync(wasm));
  const main = asset('main.js', await bundle('main.js', { __WASM_URL__: JSON.stringify(module_name) }));
  const style = asset('style.css', await bundle('style.css'));

  let html = readFileSync(join(web, 'index.html'), 'utf8');
  /** @param {string} from @param {string} to */
  const put = (from, to) => {
    if (html.split(from).length !== 2) throw new Error(`index.html needs ${from} once`);
    html = html.replace(from, () => to);
  };
  put('href="style.css"', `href="${style}"`);
  put('src="main.js"', `src="${main}"`);
  // The parser finds the script by itself, but the module's bytes only the script would.
  put('</head>', `<link rel="preload" href="${module_name}" as="fetch" type="application/wasm" crossorigin>\n</head>`);
  put('</body>', `${sprite()}\n</body>`);
  return new Map([['index.html', html], ...assets]);
}

/** One script or style sheet with all that it imports. @param {string} entry @param {Record<string, string>} define */
async function bundle(entry, define = {}) {
  const result = await build({
    entryPoints: [join(web, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define,
    plugins: [
      {
        name: 'the module made from C++',
        setup: it => it.onResolve({ filter: /(^|\/)tincan(\.mjs)?$/ }, () => ({ path: glue })),
      },
    ],
  });
  if (result.warnings.length) throw new Error(`${entry}: warnings are errors`);
  return result.outputFiles[0].contents;
}

/** The icons that the sources name as `#icon-NAME`, as symbols for <use>. Lucide's, ISC licence. */
function sprite() {
  const named = sources.filter(path => /\.(html|js|css)$/.test(path)).flatMap(path => readFileSync(path, 'utf8').match(/#icon-[a-z0-9-]+/g) ?? []);
  const symbols = [...new Set(named)].sort().map(reference => {
    const name = reference.slice('#icon-'.length);
    const file = join(web, 'node_modules/lucide-static/icons', `${name}.svg`);
    if (!existsSync(file)) throw new Error(`no icon is called ${name}`);
    const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    return `<symbol id="icon-${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')}</symbol>`;
  });
  return `<svg display="none"><!-- Icons: Lucide contributors, ISC licence -->${symbols.join('')}</svg>`;
}

/** @param {string | Uint8Array} bytes */
function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
}

/** Puts the new page in the old one's place, whole. @param {Map<string, string | Uint8Array>} files */
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

/** A line for each file, and last the sum. @param {Map<string, string | Uint8Array>} files */
function summary(files) {
  const sizes = [...files].map(([name, bytes]) => ({ name, plain: Buffer.byteLength(bytes), small: brotli(bytes).length }));
  const sum = sizes.reduce((total, { small }) => total + small, 0);
  const lines = sizes.map(({ name, plain, small }) => `${name.padEnd(28)}${String(plain).padStart(9)}${String(small).padStart(9)}`);
  return [`${''.padEnd(28)}    bytes   brotli`, ...lines, `First load: ${sum} bytes in ${sizes.length} requests`].join('\n');
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
