// Makes the page that the server serves: bundles scripts and styles with the module made from C++, puts the icons into the HTML, names
// every file but the HTML after its content, and writes brotli and gzip twins.
//   node web/build.mjs [--budget] [folder of the module made from C++] [folder of the page]
// --budget: fail where the first load is larger than promised, where a file is loaded later for no stated reason, or where a licence is not named.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { name_of_build } from './build_name.mjs';
import { BUILD_PLACEHOLDER, icons, manifest, service_worker } from './installed.mjs';
import { with_metadata } from './model.mjs';
import { ar } from './strings/ar.js';
import { de } from './strings/de.js';
import { en } from './strings/en.js';
import { es } from './strings/es.js';
import { fr } from './strings/fr.js';
import { ja } from './strings/ja.js';
import { ko } from './strings/ko.js';
import { pt } from './strings/pt.js';
import { zh } from './strings/zh.js';

const web = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const check_budget = args[0] === '--budget' && !!args.shift();
const module_folder = resolve(args[0] ?? join(web, '../build/wasm'));
const page_folder = resolve(args[1] ?? join(web, '../build/page'));

// Everything that a chat and a call need, in brotli.
const most_bytes = 252_000;
const most_requests = 8;
const most_for_best = 2_000_000;
/** The page at an address where there is nothing is written in each of these. */
const languages = { ar, de, en, es, fr, ja, ko, pt, zh };
/** When each other file is loaded. @type {Record<string, string>} */
const loaded_later = {
  ...Object.fromEntries(Object.keys(languages).map(it => [it, 'before the first drawing, for those who read it'])),
  ...Object.fromEntries(Object.keys(languages).map(it => [`lost.${it}.html`, 'at an address where there is nothing'])),
  ...Object.fromEntries(Object.keys(languages).map(it => [`manifest.${it}.webmanifest`, 'by those who install the page'])),
  'embed.js': 'by pages that show this one in a frame',
  'service_worker.js': 'once the page can be used: keeps it on the device',
  'service_worker_off.js': 'in its place, where a host wants none',
  'icon.svg': 'with the manifest',
  icon: 'with the manifest',
  maskable: 'with the manifest',
  deferred: 'once the module has started: menu, cards, all that is done with messages, device troubles, levels, connection diagnostics',
  ...Object.fromEntries(
    ['english', 'french', 'japanese', 'korean', 'portuguese', 'simplified-chinese', 'spanish'].map(it => [
      it,
      'when safety words are compared',
    ]),
  ),
  markdown: 'when a message has marks of Markdown',
  emoji_picker: 'when the emoji picker is opened',
  emoji_ko: 'when emoji are looked for in Korean',
  sharing: 'with the card with the link: its code, mail and calendar',
  noise: 'when noise is suppressed strongly',
  noise_worklet: 'with it, for the audio thread',
  rnnoise: 'with it',
  recorder: 'when the call is recorded',
  recording_worker: 'with it, for its thread',
  background: 'when another background is chosen',
  file_worker: 'when the first file is offered',
  folder: 'when the first folder is sent or written',
  folder_worker: 'with it, for its thread',
  background_worker: 'with it, for its thread',
  vision_wasm_module_internal: 'with it: MediaPipe',
  selfie_segmentation_landscape: 'with it: the model',
};

/**
 * markdown-it is bundled by itself first: it needs a helper of the bundler's, which would become one more file of the first load.
 */
const markdown_it = {
  name: 'markdown-it',
  /** @param {import('esbuild').PluginBuild} page */
  setup(page) {
    page.onLoad({ filter: /markdown-it\.mjs$/ }, async ({ path }) => {
      const { outputFiles } = await build({ absWorkingDir: web, entryPoints: [path], bundle: true, format: 'esm', write: false });
      return { contents: outputFiles[0].text };
    });
  },
};

// Fonts are years behind: of newer emoji many people would see an empty box.
const newest_emoji = 15;
// The group of the data that has no emoji of its own.
const skin_tones = 2;

/** The names of emoji, of emoji-picker-element-data (Apache-2.0; from emojibase, MIT, and the Unicode CLDR), as far as the picker needs them. */
const emoji_data = {
  name: 'emoji-data',
  /** @param {import('esbuild').PluginBuild} page */
  setup(page) {
    page.onResolve({ filter: /^emoji_data\// }, ({ path }) => ({ path: path.replace('emoji_data/', ''), namespace: 'emoji-data' }));
    page.onLoad({ filter: /./, namespace: 'emoji-data' }, ({ path }) => ({ contents: emoji_lines(path.slice(-2)), loader: 'text' }));
  },
};

/** @param {string} language  as web/modules.d.ts describes it */
function emoji_lines(language) {
  const file = join(web, `node_modules/emoji-picker-element-data/${language}/cldr-native/data.json`);
  /** @type {{emoji: string, annotation: string, tags?: string[], order: number, group: number, version: number}[]} */
  const data = JSON.parse(readFileSync(file, 'utf8'));
  const all = data.filter(it => it.version <= newest_emoji && it.group !== skin_tones);
  all.sort((a, b) => a.order - b.order);
  const lines = all.map(({ emoji, annotation, tags = [], group }, at) => {
    const more = tags.filter(tag => !annotation.includes(tag)).join(' ');
    if (language !== 'en') return `${annotation}\t${more}`;
    return `${at && all[at - 1].group !== group ? '\n' : ''}${emoji}\t${annotation}\t${more}`;
  });
  return lines.join('\n').toLowerCase();
}

/** Files whose addresses the page needs, as web/modules.d.ts describes them: scripts of other threads, whole, and what packages bring. */
const url_of = {
  name: 'url-of',
  /** @param {import('esbuild').PluginBuild} page */
  setup(page) {
    page.onResolve({ filter: /^url_of\// }, ({ path }) => {
      const name = path.replace('url_of/', '');
      return { path: join(web, name.startsWith('view/') ? name : `node_modules/${name}`), namespace: 'url-of' };
    });
    page.onLoad({ filter: /./, namespace: 'url-of' }, async ({ path }) => ({ contents: await contents_of(path), loader: 'file' }));
  },
};

// As it begins in version 1.1.0.
const reporter = /constructor\(t\)\{(?=this\.i=\[\],this\.o=new bh)/;
/** MediaPipe would tell its makers how it is used. With an error from the beginning its reporter collects nothing and sends nothing. */
const silent_mediapipe = {
  name: 'silent-mediapipe',
  /** @param {import('esbuild').PluginBuild} worker */
  setup(worker) {
    worker.onLoad({ filter: /vision_bundle\.mjs$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const parts = source.split(reporter);
      if (parts.length !== 2) throw new Error('MediaPipe has another reporter');
      return { contents: parts.join('constructor(t){this.error=Error("silent"),') };
    });
  },
};

/** @param {string} path */
async function contents_of(path) {
  if (path.endsWith('.tflite')) return with_metadata(readFileSync(path));
  if (path.includes('node_modules')) return readFileSync(path);
  const { outputFiles } = await build({ ...common, plugins: [silent_mediapipe], entryPoints: [path], write: false });
  return outputFiles[0].contents;
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: web,
  bundle: true,
  format: 'esm',
  minify: true,
  target: ['chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

const { outputFiles, metafile, warnings } = await build({
  ...common,
  entryPoints: ['main.js', 'style.css'],
  outdir: web,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  alias: { tincan: module_folder },
  plugins: [markdown_it, emoji_data, url_of],
  loader: { '.wasm': 'file', '.svg': 'text' },
  splitting: true,
  metafile: true,
  write: false,
});
if (warnings.length) throw new Error('warnings are errors');

const first = first_load();
/** Bytes by name. @type {Map<string, string | Uint8Array>} */
const files = new Map([
  ['index.html', page()],
  ...Object.entries(languages).map(([language, words]) => /** @type {const} */ ([`lost.${language}.html`, lost_page(language, words)])),
  ...outputFiles.map(({ path, contents }) => /** @type {const} */ ([basename(path), contents])),
  ...Object.entries(languages).map(([it, words]) => /** @type {const} */ ([`manifest.${it}.webmanifest`, manifest(it, words)])),
  ...(await icons()),
  ['embed.js', readFileSync(join(web, 'embed.js'))],
  [
    'service_worker.js',
    await service_worker('service_worker.js', common, { BUILD: BUILD_PLACEHOLDER, SHELL: shell(), LANGUAGES: language_files() }),
  ],
  ['service_worker_off.js', await service_worker('service_worker_off.js', common)],
]);
const name = name_of_build(files);
files.set('service_worker.js', String(files.get('service_worker.js')).replaceAll(BUILD_PLACEHOLDER, name));
files.set('index.html', String(files.get('index.html')).replace('<html', `<html data-build="${name}"`));
const sizes = write();
report();

/** The names of what a chat and a call need besides the HTML: script and style, and all that these import. */
function first_load() {
  const needed = new Set(Object.keys(metafile.outputs).filter(it => /^(main|style)-/.test(it)));
  // A set goes on to what is added meanwhile.
  for (const it of needed) {
    for (const { path, kind } of metafile.outputs[it]?.imports ?? []) if (kind !== 'dynamic-import') needed.add(path);
  }
  return [...needed];
}

/** The name of the file that is made of a source, with what it is of: 'deferred', 'ko'. @param {string} source */
function made_of(source) {
  const found = Object.keys(metafile.outputs).find(it => it.startsWith(`${source}-`));
  if (!found) throw new Error(`no file is made of ${source}`);
  return found;
}

/** All that the page needs without the server: the first load, and what is loaded right after it. */
function shell() {
  return [...first, made_of('deferred')];
}

function language_files() {
  return Object.fromEntries(Object.keys(languages).flatMap(it => (it === 'en' ? [] : [[it, made_of(it)]])));
}

/** The HTML with the icons in it and the names of what it loads. The script's imports are asked for beside it, not after it. */
function page() {
  let html = readFileSync(join(web, 'index.html'), 'utf8');
  /** @param {string} from @param {string} to */
  const put = (from, to) => {
    if (html.split(from).length !== 2) throw new Error(`index.html needs ${from} once`);
    html = html.replace(from, () => to);
  };
  /** @type {string[]} */
  const links = [];
  for (const it of first) {
    const source = it.replace(/-[^-]+(?=\.)/, '');
    if (source === 'main.js' || source === 'style.css') put(`"${source}"`, `"${it}"`);
    else if (it.endsWith('.wasm')) links.push(`<link rel="preload" href="${it}" as="fetch" type="application/wasm" crossorigin>\n`);
    else links.push(`<link rel="modulepreload" href="${it}">\n`);
  }
  put('<html', `<html data-version="${version()}"`);
  put('</head>', `${links.join('')}</head>`);
  put('</body>', `${sprite()}\n</body>`);
  return html;
}

/** The page where nothing is (src/server/pages.hpp), without a script: one sentence, one way on. @param {string} language @param {Record<string, unknown>} words */
function lost_page(language, words) {
  return readFileSync(join(web, 'lost.html'), 'utf8')
    .replace('lang="en" dir="ltr"', `lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
    .replace('style.css', () => first.find(it => it.startsWith('style-')) ?? '')
    .replace(/ data-t="(\w+)">/g, (_, key) => `>${words[key]}`);
}

/** The number that CMakeLists.txt gives the project. */
function version() {
  const [, number] = /^project\(tincan VERSION ([\d.]+)/m.exec(readFileSync(join(web, '../CMakeLists.txt'), 'utf8')) ?? [];
  if (!number) throw new Error('CMakeLists.txt gives the project no version');
  return number;
}

/** The icons that the sources name as `#icon-NAME`, as symbols for <use>. Lucide's, ISC licence. */
function sprite() {
  const sources = ['index.html', ...Object.keys(metafile.inputs).filter(it => /^(?!\.\.|node_modules|url-of:).*\.(js|css)$/.test(it))];
  const named = sources.flatMap(it => readFileSync(join(web, it), 'utf8').match(/#icon-[a-z0-9-]+/g) ?? []);
  const symbols = [...new Set(named)].sort().map(reference => {
    const file = join(web, 'node_modules/lucide-static/icons', `${reference.slice('#icon-'.length)}.svg`);
    const shapes = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    return `<symbol id="${reference.slice(1)}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, '')}</symbol>`;
  });
  return `<svg id="icons" display="none"><!-- Icons: Lucide contributors, ISC licence -->${symbols.join('')}</svg>`;
}

/** Puts the new page in the old one's place, whole. Gives the size of each file in brotli. */
function write() {
  const fresh = `${page_folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  /** @type {Map<string, number>} */
  const all = new Map();
  for (const [file, bytes] of files) {
    // The best takes minutes for what is as large as MediaPipe.
    const effort = Buffer.byteLength(bytes) > most_for_best ? 5 : 11;
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: effort } });
    writeFileSync(join(fresh, file), bytes);
    writeFileSync(join(fresh, `${file}.br`), brotli);
    writeFileSync(join(fresh, `${file}.gz`), gzipSync(bytes, { level: Math.min(effort, 9) }));
    all.set(file, brotli.length);
  }
  rmSync(page_folder, { recursive: true, force: true });
  renameSync(fresh, page_folder);
  return all;
}

/** Says what there is, and what of it breaks the budget. */
function report() {
  /** @param {string} file @param {string} [when] */
  const line = (file, when = '') =>
    `${file.padEnd(26)}${String(Buffer.byteLength(files.get(file) ?? '')).padStart(9)}${String(sizes.get(file)).padStart(9)}  ${when}`.trimEnd();
  const at_first = ['index.html', ...first];
  const bytes = at_first.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  console.log(`Build ${name}\n${''.padEnd(26)}    bytes   brotli`);
  for (const file of at_first) console.log(line(file));
  console.log(`First load: ${bytes} bytes of ${most_bytes} in ${at_first.length} requests of ${most_requests}\nLoaded later:`);
  const faults = bytes > most_bytes || at_first.length > most_requests ? ['the first load is larger than the budget'] : [];
  for (const file of files.keys()) {
    if (at_first.includes(file)) continue;
    const when = loaded_later[file.replace(/-[^-]+$/, '')];
    console.log(line(file, when));
    if (!when) faults.push(`nothing says when ${file} is loaded`);
  }
  const help = readFileSync(join(web, 'view/settings/help.js'), 'utf8');
  const parts = Object.keys(metafile.inputs).flatMap(it => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(it)?.[1] ?? []);
  for (const part of new Set(parts)) if (!help.includes(part)) faults.push(`the page of help does not say which licence ${part} has`);
  if (!check_budget) return;
  for (const fault of faults) console.error(`web/build.mjs: ${fault}`);
  if (faults.length) process.exitCode = 1;
}
