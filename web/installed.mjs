// Everything that makes an app of the page, for web/build.mjs: its icons, a manifest in each language, and the service worker.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));
const rasterizer = join(web, 'node_modules/@resvg/resvg-wasm/index_bg.wasm');

/** Stands for the name of the build, which is that of all files, until it is known. */
export const BUILD_PLACEHOLDER = '@build@';

/** The icons as PNG too: not every system takes an SVG. WebAssembly draws the same bytes on every computer. @returns {Promise<[string, string | Uint8Array][]>} */
export async function icons() {
  await initWasm(readFileSync(rasterizer));
  const shape = readFileSync(join(web, 'kit/icon.svg'), 'utf8').trim();
  // A system cuts its own form out of it: nothing but the ground is outside of the middle (W3C Manifest, "maskable": a circle of 40 %).
  const maskable = shape.replace(' rx="8"', '').replace('<g ', '<g transform="translate(16 16) scale(.8) translate(-17.2 -15.7)" ');
  /** @param {string} svg @param {number} width */
  const png = (svg, width) => new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
  return [
    ['icon.svg', shape],
    ['icon-192.png', png(shape, 192)],
    ['icon-512.png', png(shape, 512)],
    ['maskable-512.png', png(maskable, 512)],
  ];
}

/** @param {string} language @param {typeof import('./strings/en.js').en} words */
export function manifest(language, { app, new_room }) {
  const png = (/** @type {string} */ src, /** @type {number} */ size, purpose = 'any') => ({
    src,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return JSON.stringify({
    id: './',
    name: 'Tincan',
    short_name: 'Tincan',
    description: app.about,
    lang: language,
    dir: language === 'ar' ? 'rtl' : 'ltr',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#fbfcfb',
    theme_color: '#0b6b6b',
    categories: ['communication'],
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      png('icon-192.png', 192),
      png('icon-512.png', 512),
      png('maskable-512.png', 512, 'maskable'),
    ],
    shortcuts: [{ name: new_room, url: './', icons: [png('icon-192.png', 192)] }],
    // A shared text stays on the device: the service worker takes it before the server could.
    share_target: {
      action: './?share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [{ name: 'files', accept: ['image/*', 'audio/*', 'video/*', 'text/*', 'application/*'] }],
      },
    },
    // A link to a room comes to the window that is open (view/app/links.js).
    handle_links: 'preferred',
    launch_handler: { client_mode: ['focus-existing', 'auto'] },
  });
}

/**
 * A script of workers/, whole. (Firefox runs no modules as service workers.)
 * @param {string} name
 * @param {import('esbuild').BuildOptions} common
 * @param {Record<string, unknown>} [told]
 */
export async function service_worker(name, common, told = {}) {
  const define = Object.fromEntries(Object.entries(told).map(([word, value]) => [word, JSON.stringify(value)]));
  const { outputFiles } = await build({ ...common, format: 'iife', define, entryPoints: [`workers/${name}`], write: false });
  return outputFiles?.[0]?.text ?? '';
}
