// Firefox, driven by Puppeteer over WebDriver BiDi. The same words as chromium.mjs.
import puppeteer from 'puppeteer-core';
import { executable } from './executable.mjs';
import { witness_source } from './witness.mjs';

const common = {
  'media.navigator.streams.fake': true,
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
/** What the browsers differ in. */
const kinds = {
  usual: { ...common, ...allowed },
  refusing: { ...common, 'permissions.default.camera': 2, 'permissions.default.microphone': 2 },
  bare: { ...common, ...allowed, 'media.navigator.streams.fake': false },
  // With a display, real screens can be shared, and the question which one is answered by the browser itself.
  screen: { ...common, 'media.navigator.permission.disabled': true },
};

export class Firefox {
  name = 'Firefox';

  static find = () => executable('TINCAN_FIREFOX', ['firefox-esr', 'firefox']);

  /**
   * @param {keyof typeof kinds} kind
   * @param {string} [display]  an X display to be seen on
   */
  static async start(kind = 'usual', display) {
    const it = new Firefox();
    it.browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: Firefox.find(),
      headless: !display,
      env: { ...process.env, ...(display ? { DISPLAY: display } : {}) },
      extraPrefsFirefox: kinds[kind],
    });
    return it;
  }

  async page(options = {}) {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage({ type: 'window' });
    return new FirefoxPage(page, options, () => context.close());
  }

  async profile(options = {}) {
    const context = await this.browser.createBrowserContext();
    return {
      page: async (own = {}) => new FirefoxPage(await context.newPage(), { ...options, ...own }, () => {}),
      close: () => context.close(),
    };
  }

  kill() {
    this.browser.process().kill('SIGKILL');
  }

  close() {
    return this.browser.close();
  }
}

class FirefoxPage {
  /** What the console and the network complained of. @type {string[]} */
  troubles = [];

  constructor(page, options, after) {
    this.page = page;
    this.after = after;
    this.ready = this.#prepare(options);
  }

  async #prepare({ before, width = 1280, height = 800 }) {
    const { page, troubles } = this;
    page.on('console', it => ['warn', 'warning', 'error'].includes(it.type()) && troubles.push(`${it.type()}: ${it.text()} (${it.location().url})`));
    page.on('pageerror', it => troubles.push(`error: ${it.stack ?? it}`));
    const opened = Date.now();
    page.on('requestfailed', it => troubles.push(`request: ${it.url()} ${it.failure()?.errorText} (after ${Date.now() - opened} ms)`));
    await page.evaluateOnNewDocument(witness_source);
    if (before) await page.evaluateOnNewDocument(before);
    await page.setViewport({ width, height });
  }

  async goto(address) {
    await this.ready;
    await this.page.goto(address, { waitUntil: 'domcontentloaded' });
  }
  evaluate(what, argument) {
    return this.page.evaluate(what, argument);
  }
  click(selector) {
    return this.page.click(selector);
  }
  async key(name) {
    const keys = name.split('+');
    const last = keys.pop();
    for (const held of keys) await this.page.keyboard.down(held);
    await this.page.keyboard.press(last);
    for (const held of keys.reverse()) await this.page.keyboard.up(held);
  }
  insert(text) {
    return this.page.evaluate(it => void document.execCommand('insertText', false, it), text);
  }
  async look({ width, height }) {
    await this.page.setViewport({ width, height });
  }
  picture(path) {
    return this.page.screenshot({ path });
  }
  front() {
    return this.page.bringToFront();
  }
  async close() {
    await this.page.close();
  }
  async end() {
    if (!this.page.isClosed()) await this.page.close();
    await this.after();
  }
}
