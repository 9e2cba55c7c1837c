// A page that a story drives, whichever the browser: what it complains of, and the words that both drivers have in common.
import { probe_source } from './page_probe.mjs';

/** @typedef {{width?: number, height?: number, dark?: boolean, language?: string, phone?: boolean, whole_camera?: boolean, before?: Function, worker?: boolean}} PageOptions  worker: with the service worker, without which pages are what the server has */

export class DrivenPage {
  /** Complaints of the console and the network. @type {string[]} */
  #complaints = [];
  /** Requests that were not loaded to their end: a page that moves on cuts those off itself. @type {string[]} */
  #cut_off = [];
  /** The addresses that it asked for, anywhere. @type {string[]} */
  requests = [];

  constructor(page, options, after) {
    this.page = page;
    this.after = after;
    this.ready = this.#prepare(options);
  }

  get troubles() {
    return [...this.#complaints, ...this.#cut_off];
  }

  forget_troubles() {
    this.#complaints = [];
    this.#cut_off = [];
  }

  async #prepare(options) {
    const { page } = this;
    const complain = what => void this.#complaints.push(what);
    const opened = Date.now();
    page.on('request', it => this.requests.push(it.url()));
    page.on('console', it => /^(warn|error)/.test(it.type()) && complain(`${it.type()}: ${it.text()} (${it.location().url})`));
    page.on('pageerror', it => complain(`error: ${it.stack ?? it}`));
    page.on('requestfailed', it => {
      const why = it.failure()?.errorText;
      (/ABORT/.test(why) ? this.#cut_off : this.#complaints).push(`request: ${it.url()} ${why} (after ${Date.now() - opened} ms)`);
    });
    page.on('domcontentloaded', () => (this.#cut_off = []));
    if (!options.worker) await this.before_scripts('delete Navigator.prototype.serviceWorker;');
    await this.before_scripts(probe_source(options));
    if (options.before) await this.before_scripts(options.before);
    await this.made(options);
  }
  /** Does what else this browser needs before the page is opened. @param {PageOptions} _options */
  async made(_options) {}

  /** A tab that this one opens: it begins with a copy of what this one keeps, as one does that the browser duplicates. */
  async another() {
    const opened = new Promise(resolve => this.page.once('popup', resolve));
    await this.page.evaluate(() => void window.open('about:blank'));
    return new this.constructor(await opened, {}, () => {});
  }

  /** Another page in this tab, and the button back. */
  async goes_away_and_back() {
    await this.page.goto('about:blank');
    await this.page.goBack();
  }

  /** Closes the tab as a person does. Where the browser asks whether to leave, one stays: gives whether it asked. */
  tries_to_close() {
    this.is_closing = true;
    const asked = new Promise(resolve => {
      this.page.once('close', () => resolve(false));
      this.page.once('dialog', async question => {
        await question.dismiss();
        resolve(question.type() === 'beforeunload');
      });
    });
    this.page.close({ runBeforeUnload: true }).catch(() => {});
    return asked;
  }

  /** Where the browser asks whether to leave, one stays: whether it asked. */
  stays() {
    return new Promise(resolve => {
      this.page.once('dialog', async question => {
        await question.dismiss();
        resolve(question.type() === 'beforeunload');
      });
    });
  }

  evaluate(what, argument) {
    return this.page.evaluate(what, argument);
  }
  hold(key) {
    return this.page.keyboard.down(key);
  }
  let_go(key) {
    return this.page.keyboard.up(key);
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
