// Firefox, driven by Puppeteer over WebDriver BiDi. The same words as chromium.mjs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { trust } from './authority.mjs';
import { executable } from './executable.mjs';
import { PuppeteerPage } from './puppeteer_page.mjs';

const common = {
  'media.navigator.streams.fake': true,
  // Five frames a second are enough to see that a picture moves.
  'media.navigator.video.default_fps': 5,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Without a display there is no mouse either, and the page would take the computer for a phone: 2 is fine, 4 hovers.
  'ui.primaryPointerCapabilities': 6,
  'ui.allPointerCapabilities': 6,
  // A name that is not this computer's own: pages under it are not secure.
  'network.dns.localDomains': 'insecure.test',
};
// The browser's question answers itself with yes; the value 2 below answers it with no.
const allowed = { 'media.navigator.permission.disabled': true };
/** The kinds of browsers, and how they differ. */
const kinds = {
  usual: { ...common, ...allowed },
  refusing: { ...common, 'permissions.default.camera': 2, 'permissions.default.microphone': 2 },
  bare: { ...common, ...allowed, 'media.navigator.streams.fake': false },
  // Relays on this computer itself are not asked otherwise.
  relay: { ...common, ...allowed, 'media.peerconnection.ice.loopback': true },
  // With a display, real screens can be shared, and the question which one is answered by the browser itself.
  screen: { ...common, 'media.navigator.permission.disabled': true },
};

const secure = origin => ({
  'dom.securecontext.allowlist': new URL(origin).hostname,
  'media.devices.insecure.enabled': true,
  'media.getusermedia.insecure.enabled': true,
});

export class Firefox {
  name = 'Firefox';

  static find = () => executable('TINCAN_FIREFOX', ['firefox-esr', 'firefox']);

  /**
   * @param {keyof typeof kinds} kind
   * @param {{origin?: string, display?: string, authority?: string, folder?: string}} [how]  origin: a page that is to count as secure,
   *   as under https: it would be; display: an X display to be seen on; authority: whose certificates are trusted too; folder: of the
   *   one profile that all pages share, and that is there again when the browser is started again
   */
  static async start(kind = 'usual', { origin, display, authority, folder } = {}) {
    const it = new Firefox();
    it.shares = Boolean(folder);
    if (authority) {
      it.folder = mkdtempSync(join(tmpdir(), 'tincan-profile-'));
      trust(it.folder, authority);
    }
    it.browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: Firefox.find(),
      headless: !display,
      userDataDir: folder ?? it.folder,
      env: { ...process.env, ...(display ? { DISPLAY: display } : {}) },
      extraPrefsFirefox: {
        ...kinds[kind],
        ...(origin ? secure(origin) : {}),
        ...(folder ? { 'network.manage-offline-status': true } : {}),
      },
    });
    return it;
  }

  async page(options = {}) {
    if (this.shares) return new PuppeteerPage(await this.browser.defaultBrowserContext().newPage({ type: 'window' }), options, () => {});
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage({ type: 'window' });
    return new PuppeteerPage(page, options, () => context.close());
  }

  async profile(options = {}) {
    const context = await this.browser.createBrowserContext();
    return {
      page: async (own = {}) => new PuppeteerPage(await context.newPage(), { ...options, ...own }, () => {}),
      close: () => context.close(),
    };
  }

  kill() {
    this.browser.process().kill('SIGKILL');
  }

  async close() {
    await this.browser.close();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}
