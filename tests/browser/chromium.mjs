// Chromium, driven by Playwright over the DevTools protocol. One class for the browser, one for a page; Firefox has the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { trust } from './authority.mjs';
import { executable } from './executable.mjs';
import { DrivenPage } from './page.mjs';
import { PATIENCE_MS } from './waiting.mjs';

// Five frames a second are enough to see that a picture moves.
export const fake_devices = ['--use-fake-device-for-media-stream=fps=5', '--use-fake-ui-for-media-stream'];
/** The kinds of browsers, and how they differ. */
const kinds = {
  usual: fake_devices,
  // Cameras to choose from; the pictures of the second are of a depth that no codec takes.
  several_cameras: ['--use-fake-device-for-media-stream=fps=5,device-count=3', '--use-fake-ui-for-media-stream'],
  // Nobody answers the browser's question with yes.
  refusing: ['--use-fake-device-for-media-stream'],
  // The question is answered with yes, but nothing is plugged in.
  bare: ['--use-fake-ui-for-media-stream'],
  // Sharing offers the tab with this title.
  tab_sharing: ['--auto-select-tab-capture-source-by-title=Something to show'],
};

// The browser hears the last list alone, so that Playwright's is part of it.
const of_playwright = [
  'AutoDeElevate',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BoundaryEventDispatchTracksNodeRemoval',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'RenderDocument',
  'ThirdPartyStoragePartitioning',
  'Translate',
];
// With these each new window loads 200 files for its address bar, in a process of its own.
const of_windows = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

export const common = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--autoplay-policy=no-user-gesture-required',
  `--disable-features=${[...of_playwright, ...of_windows]}`,
  // A name that is not this computer's own: pages under it are not secure.
  '--host-resolver-rules=MAP insecure.test 127.0.0.1',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export class Chromium {
  name = 'Chromium';
  #made = [];

  static find = () => executable('TINCAN_CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome']);

  /**
   * @param {keyof typeof kinds} kind
   * @param {{origin?: string, authority?: string, folder?: string}} [how]  origin: a page that is to count as secure, as under https: it
   *   would be; authority: whose certificates are trusted too; folder: of the one profile that all pages share, and that is there
   *   again when the browser is started again
   */
  static async start(kind = 'usual', { origin, authority, folder } = {}) {
    const it = new Chromium();
    const secure = origin ? [`--unsafely-treat-insecure-origin-as-secure=${origin}`] : [];
    it.options = {
      executablePath: Chromium.find(),
      args: [...common, ...kinds[kind], ...secure],
      ignoreDefaultArgs: kind === 'tab_sharing' ? ['--mute-audio'] : [],
    };
    if (authority) {
      // It looks for certificates in its owner's home.
      const home = mkdtempSync(join(tmpdir(), 'tincan-home-'));
      trust(join(home, '.pki/nssdb'), authority);
      it.options.env = { ...process.env, HOME: home };
      it.#made.push({ close: async () => rmSync(home, { recursive: true, force: true }) });
    }
    if (folder) {
      it.context = await chromium.launchPersistentContext(folder, { ...it.options, ...context_options({}) });
      return it;
    }
    // As a server, since only that tells the process, which a story may want to kill.
    it.server = await chromium.launchServer(it.options);
    it.browser = await chromium.connect(it.server.wsEndpoint());
    return it;
  }

  /**
   * A page of a person of their own: nothing is shared with the other pages, unless they share a folder.
   * @param {import('./page.mjs').PageOptions} [options]
   */
  async page(options = {}) {
    if (this.context) return new ChromiumPage(await this.context.newPage(), options, () => {});
    const context = await this.browser.newContext(context_options(options));
    const page = await context.newPage();
    return new ChromiumPage(page, options, () => context.close());
  }

  /** A profile whose pages share storage and connections, as the tabs of one window do. @param {import('./page.mjs').PageOptions} [options] */
  async profile(options = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'tincan-profile-'));
    const context = await chromium.launchPersistentContext(folder, { ...this.options, ...context_options(options) });
    const profile = {
      page: async (own = {}) => new ChromiumPage(await context.newPage(), { ...options, ...own }, () => {}),
      close: async () => {
        await context.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
    this.#made.push(profile);
    return profile;
  }

  kill() {
    this.server.process().kill('SIGKILL');
  }

  async close() {
    await this.context?.close();
    await this.browser?.close();
    await this.server?.close();
    for (const it of this.#made) await it.close();
  }
}

/** @param {import('./page.mjs').PageOptions} options */
const context_options = ({ width = 1280, height = 800, dark = false, language = 'en-GB', phone = false }) => ({
  ...(phone
    ? { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
    : { viewport: { width, height } }),
  colorScheme: dark ? 'dark' : 'light',
  locale: language,
  permissions: ['clipboard-write'],
});

class ChromiumPage extends DrivenPage {
  async before_scripts(source) {
    const added = await this.page.addInitScript(source);
    return () => added.dispose();
  }
  async goto(address) {
    await this.ready;
    await this.page.goto(address, { waitUntil: 'commit' });
  }
  click(selector) {
    return this.page.click(selector, { timeout: PATIENCE_MS });
  }
  key(name) {
    return this.page.keyboard.press(name);
  }
  async insert(text) {
    await this.page.keyboard.insertText(text);
  }
  async look({ width, height, dark, forced = false }) {
    await this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', forcedColors: forced ? 'active' : 'none' });
    await this.page.setViewportSize({ width, height });
  }
  /** The DevTools protocol itself, for what a person does with an input method. */
  devtools() {
    return this.page.context().newCDPSession(this.page);
  }
}
