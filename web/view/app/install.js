// The page as an app: its manifest, and the way to install it where the browser has one.

import { create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { settings_page } from '../../kit/settings_pages.js';
import { language, words } from '../../kit/words.js';

/** @typedef {Event & {prompt: () => Promise<unknown>}} InstallPrompt */

const manifest = create('link');
const word = create('span');
const install = create_button('item', '', () => void ask());
/** The browser would install it. @type {InstallPrompt | null} */
let offered = null;

export function start_install() {
  install.id = 'install';
  install.append(icon('#icon-download'), word);
  settings_page('general').at.append(install);
  addEventListener('beforeinstallprompt', event => {
    // It offers it in the settings, not over the conversation.
    event.preventDefault();
    offered = /** @type {InstallPrompt} */ (event);
    draw_install();
  });
  addEventListener('appinstalled', () => {
    offered = null;
    draw_install();
  });
  manifest.rel = 'manifest';
  draw_install();
  document.head.append(manifest);
}

async function ask() {
  const asked = offered;
  offered = null;
  await asked?.prompt().catch(() => {});
  draw_install();
}

export function draw_install() {
  const address = `./manifest.${language}.webmanifest`;
  if (manifest.getAttribute('href') !== address) manifest.href = address;
  install.hidden = !offered;
  set_text(word, words.app.install);
}
