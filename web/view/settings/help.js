// The page of help: the keys, what the server can see, which version this is, and of what it is made.

import { create, create_button, set_text } from '../../kit/dom.js';
import { settings_page } from '../../kit/settings_pages.js';
import { on_language, words } from '../../kit/words.js';
import { shortcut_rows } from './shortcuts.js';

/** The parts that are shipped with the page, and their licences; web/build.mjs looks whether all of them are here. */
const parts = [
  ['@jitsi/rnnoise-wasm', 'Apache-2.0; RNNoise: BSD-3-Clause'],
  ['@mediapipe/selfie_segmentation, @mediapipe/tasks-vision', 'Apache-2.0'],
  ['@scure/bip39', 'MIT'],
  ['client-zip', 'MIT'],
  ['emoji-picker-element-data', 'Apache-2.0'],
  ['Emscripten', 'MIT; musl: MIT; libc++: Apache-2.0 with LLVM exception'],
  ['Lucide', 'ISC'],
  ['markdown-it, linkify-it, mdurl, punycode.js, uc.micro', 'MIT; entities: BSD-2-Clause'],
  ['nlohmann/json', 'MIT'],
  ['qr', 'MIT'],
  ['unzipit', 'MIT'],
];

const keys_title = create('h3');
const keys = create('dl', 'shortcut-list');
const server_title = create('h3');
const server = create('ul');
const about_title = create('h3');
const version = create('p');
const licences = create('details');
const licences_title = create('summary');
const report_title = create('h3');
const report_note = create('p', 'small quiet');
const report = create('textarea');
const copy = create_button('secondary small-button', '', () => void copy_report());
const copied = create('p', 'small quiet');

export function start_help() {
  report.readOnly = true;
  report.rows = 5;
  report.id = 'problem-report';
  copied.setAttribute('role', 'status');
  const list = create('ul');
  list.append(...parts.map(([name, licence]) => create('li', '', `${name}: ${licence}`)));
  licences.append(licences_title, list);
  const { at } = settings_page('help');
  at.append(keys_title, keys, server_title, server, report_title, report_note, report, copy, copied, about_title, version, licences);
  settings_page('help').shown = draw;
  on_language(draw);
}

const { dataset } = document.documentElement;
const build = () => `Tincan ${dataset.version ?? ''}, ${dataset.build ?? ''}`;

function draw() {
  const { help } = words;
  set_text(keys_title, words.settings.shortcuts);
  keys.replaceChildren(...shortcut_rows());
  set_text(server_title, help.server);
  server.replaceChildren(...help.server_sees.map(it => create('li', '', it)));
  set_text(report_title, help.report);
  set_text(report_note, help.report_note);
  report.setAttribute('aria-label', help.report);
  report.value = report_text();
  set_text(copy, words.copy);
  set_text(copied, '');
  set_text(about_title, help.about);
  set_text(version, `${words.app.about} ${build()}. ${help.licence}`);
  set_text(licences_title, help.made_of);
}

/** Nothing of the room, its people or their devices is in it. */
function report_text() {
  const size = `${innerWidth} × ${innerHeight}, ${devicePixelRatio}`;
  const able = ['RTCPeerConnection', 'WebAssembly', 'indexedDB', 'Notification', 'documentPictureInPicture'].filter(it => it in window);
  return [build(), new Date().toISOString(), navigator.userAgent, navigator.languages.join(', '), size, able.join(', ')].join('\n');
}

async function copy_report() {
  try {
    await navigator.clipboard.writeText(report.value);
    set_text(copied, words.copied);
  } catch {
    report.select();
  }
}
