// Used by every test of this suite: one server with the page, one browser, and a page of its own for each test.
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Chromium } from '../browser/chromium.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { build, start_server } from '../browser/server.mjs';
import { must } from '../browser/waiting.mjs';
import { new_room } from './states.mjs';

// Nothing here takes a second; what takes a minute does not come.
const PATIENCE_MS = 60_000;

const everything = process.argv.includes('--all');
const kinds = everything ? [Chromium, Firefox] : [Chromium];
const wanted_names = process.argv.slice(2).filter(it => it !== '--all');
// Of Firefox one window at a time has the focus.
const AT_ONCE = everything ? 1 : 2;

/** @type {Map<typeof Chromium | typeof Firefox, object>} */
const browsers = new Map();
let server;

/** @type {{name: string, kind: typeof Chromium | typeof Firefox, tell: (open: Open, address: string) => Promise<void>}[]} */
const tests = [];

/**
 * A test of the page in each browser of this run.
 * @param {string} name
 * @param {(open: Open, address: string) => Promise<void>} tell
 * @param {{only?: typeof Chromium}} [how]  only: for what no other browser's driver can do
 */
export function view(name, tell, { only } = {}) {
  for (const kind of kinds) {
    const full_name = everything ? `${name} (${kind.name})` : name;
    if (only && kind !== only) continue;
    if (wanted_names.length && !wanted_names.some(it => full_name.includes(it))) continue;
    tests.push({ name: full_name, kind, tell });
  }
}

/** Hands all tests to the runner. */
export function declare() {
  describe('the view', { concurrency: AT_ONCE }, () => {
    before(async () => {
      server = await start_server(['--pages', join(build, 'view/page')]);
      for (const kind of kinds) if (kind.find()) browsers.set(kind, await kind.start());
    });
    after(async () => {
      for (const browser of browsers.values()) await browser.close();
      await server?.stop();
    });
    for (const { name, kind, tell } of tests) {
      test(name, { skip: kind.find() ? false : `${kind.name} is not installed` }, () => run(browsers.get(kind), tell));
    }
  });
}

/** @typedef {(options?: OpenOptions) => Promise<Tab>} Open */

async function run(browser, tell) {
  /** @type {Tab[]} */
  const tabs = [];
  const open = async (options = {}) => {
    const tab = await Tab.of(browser, options);
    tabs.push(tab);
    await tab.page.goto(`${options.address ?? server.address}${options.hash ?? ''}`);
    if (!options.broken) await tab.until('the page is complete', () => globalThis.core?.view && document.querySelector('#shortcuts'));
    return tab;
  };
  try {
    await tell(open, server.address);
    const complaints = tabs.flatMap(it => it.complaints());
    must(!complaints.length, `the page complains of nothing: ${complaints.join('\n')}`);
    for (const tab of tabs) await tab.done();
  } catch (error) {
    for (const tab of tabs) await tab.page.end().catch(() => {});
    throw error;
  }
}

/**
 * @typedef {import('../browser/page.mjs').PageOptions & {first?: unknown[][], hash?: string, address?: string, broken?: boolean}} OpenOptions
 *   first: the states that the core shows when it starts, without it the card of a new room; hash: the address behind the page's own; address: another than the server's;
 *   broken: the core does not start; before: runs before the page's scripts
 */

/** Pages that wait for another test of the same options: making one takes a second of the computer. @type {Map<string, DrivenPage[]>} */
const waiting = new Map();
const desk = { width: 1280, height: 800, dark: false };
const phone = { width: 360, height: 740, dark: false };

/** Runs in the page, before its own scripts. */
function prepare({ first, languages }) {
  globalThis.first_states = first;
  if (languages) Object.defineProperty(navigator, 'languages', { value: languages });
  /** A stream with a moving picture, as cameras and screens give them. */
  globalThis.stream_of = ({ width, height, hue, screen }) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    const filled = (style, ...box) => {
      pen.fillStyle = style;
      pen.fillRect(...box);
    };
    const round = (style, ...circle) => {
      pen.fillStyle = style;
      pen.beginPath();
      pen.ellipse(...circle, 0, 0, 7);
      pen.fill();
    };
    let frame = 0;
    const draw = () => {
      frame += 1;
      if (screen) {
        filled('#f4f4f2', 0, 0, width, height);
        filled('#3a4a5a', 0, 0, width, height / 12);
        for (let row = 3; row < 22; row += 1)
          filled('#9aa', width / 10, (row * height) / 24, ((row * 37) % 60) * (width / 80), height / 60);
        filled('#c33', (frame % 20) * (width / 20), height - 6, width / 20, 6);
      } else {
        const back = pen.createLinearGradient(0, 0, width, height);
        back.addColorStop(0, `hsl(${hue} 35% 62%)`);
        back.addColorStop(1, `hsl(${hue + 40} 30% 34%)`);
        filled(back, 0, 0, width, height);
        const sway = Math.sin(frame / 3) * (width / 80);
        round(`hsl(${hue + 180} 30% 30%)`, width / 2 + sway, height * 1.05, height * 0.42, height * 0.42);
        round('hsl(25 45% 72%)', width / 2 + sway, height * 0.45, height * 0.2, height * 0.25);
      }
    };
    draw();
    setInterval(draw, 100);
    return canvas.captureStream();
  };
}

/** One page and what is asked of it. */
export class Tab {
  #expected = [];
  #unprepare;
  /** Of so many calls of the page the test has heard. */
  #heard = 0;

  /**
   * @param {DrivenPage} page
   * @param {string} key  of those with the same options, '' for none
   */
  constructor(page, key) {
    this.page = page;
    this.key = key;
  }

  /** A page with these options, of which nothing is left from an earlier test. @param {OpenOptions} options */
  static async of(browser, { first = [new_room()], before, address, language, phone: on_phone }) {
    const key = before || address ? '' : JSON.stringify([browser.name, language, on_phone]);
    const page = waiting.get(key)?.pop() ?? (await browser.page({ language, phone: on_phone, before }));
    const tab = new Tab(page, key);
    await page.ready;
    // Firefox's driver cannot choose a language.
    const languages = language && browser.name === 'Firefox' ? [language] : null;
    tab.#unprepare = await page.before_scripts(`(${prepare})(${JSON.stringify({ first, languages })});`);
    return tab;
  }

  /** The test has passed: the page is left as it was found, or closed. */
  async done() {
    if (!this.key) return this.page.end();
    await this.#unprepare();
    await this.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await this.page.goto('about:blank');
    await this.page.look(JSON.parse(this.key)[2] ? phone : desk);
    this.page.forget_troubles();
    waiting.set(this.key, [...(waiting.get(this.key) ?? []), this.page]);
  }

  /** The core shows these states, one after the other. @param {...unknown[]} states  as of states.mjs; lists of them too */
  async show(...states) {
    const all = states.flatMap(it => (Array.isArray(it[0]) ? it : [it]));
    await this.page.evaluate(shown => {
      for (const [show, ...given] of shown) {
        if (show === 'media' && given[2]) given[2] = globalThis.stream_of(given[2]);
        globalThis.core.show(show, ...given);
      }
    }, all);
  }

  /** The page's calls of `Core`, in order: of that method, or everything. @param {string} [name] @returns {Promise<unknown[][]>} */
  calls(name) {
    return this.page.evaluate(it => globalThis.core.calls.filter(([called]) => !it || called === it), name ?? null);
  }

  /** Waits until the page calls this with just that, after what was waited for before. @param {string} name @param {...unknown} given */
  async called(name, ...given) {
    this.#heard = await this.until(
      `the page calls ${name}(${given.map(it => JSON.stringify(it)).join(', ')})`,
      ([wanted, from]) => globalThis.core.calls.findIndex((it, at) => at >= from && JSON.stringify(it) === wanted) + 1,
      [JSON.stringify([name, ...given]), this.#heard],
      () => globalThis.core.calls,
    );
  }

  /**
   * Waits in the page until the condition gives something true; gives that.
   * @template T, G
   * @param {string} what  the sentence of the failure
   * @param {(given: G) => T | Promise<T>} condition  runs in the page, and knows nothing but what is given
   * @param {G} [given]
   * @param {() => unknown} [instead]  runs in the page: what was there instead
   * @returns {Promise<T>}
   */
  async until(what, condition, given, instead = () => document.body.innerText.slice(0, 1000)) {
    const { answer, there } = await this.page.evaluate(
      `(${wait_in_page})(${condition}, ${JSON.stringify(given ?? null)}, ${PATIENCE_MS}, ${instead})`,
    );
    if (!answer) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}\n    instead: ${JSON.stringify(there)}`);
    return answer;
  }

  /** Asks the probe in the page (browser/page_probe.mjs). */
  ask(what, ...given) {
    return this.page.evaluate(([name, all]) => globalThis.page_probe[name](...all), [what, given]);
  }

  /** @param {Function} what  runs in the page */
  evaluate(what, given) {
    return this.page.evaluate(what, given);
  }

  /** Waits until that can be seen and says this. @param {string} selector @param {string | RegExp} wanted */
  async reads(selector, wanted) {
    await this.until(
      `"${wanted}" is read in ${selector}`,
      ([at, text, pattern, flags]) =>
        [...document.querySelectorAll(at)].some(
          it =>
            it.checkVisibility({ checkVisibilityCSS: true }) &&
            (pattern === null ? it.textContent.includes(text) : new RegExp(pattern, flags).test(it.textContent)),
        ),
      wanted instanceof RegExp ? [selector, null, wanted.source, wanted.flags] : [selector, wanted, null, ''],
    );
  }

  async sees(selector) {
    await this.until(`${selector} is seen`, it => document.querySelector(it)?.checkVisibility({ checkVisibilityCSS: true }), selector);
  }

  async sees_no(selector) {
    await this.until(
      `${selector} is not seen`,
      it => ![...document.querySelectorAll(it)].some(at => at.checkVisibility({ checkVisibilityCSS: true })),
      selector,
    );
  }

  /** Waits until so many tiles show a picture. @param {number} count */
  async sees_pictures(count) {
    await this.until(
      `${count} pictures are seen`,
      wanted => document.querySelectorAll('#tiles .tile[data-seen="true"]').length === wanted,
      count,
      () => globalThis.page_probe.tiles(),
    );
  }

  async has_focus(id) {
    await this.until(
      `#${id} has the focus`,
      it => document.activeElement?.id === it,
      id,
      () => document.activeElement?.outerHTML,
    );
  }

  /** The settings, at this page. @param {string} page */
  async opens_settings(page) {
    await this.presses('#menu-button');
    await this.presses('#open-settings');
    await this.presses(`#settings-tab-${page}`);
  }

  /** Waits until it can be pressed, then presses. */
  async presses(selector) {
    await this.until(
      `${selector} can be pressed`,
      it => {
        const at = document.querySelector(it);
        return at?.checkVisibility({ checkVisibilityCSS: true }) && !at.disabled;
      },
      selector,
    );
    await this.page.click(selector);
  }

  /** Writes into a field what was not there before. */
  async fills(selector, text) {
    await this.page.click(selector);
    await this.page.evaluate(it => document.querySelector(it).select(), selector);
    await this.page.insert(text);
  }

  /** Something of which the page complains on purpose. @param {RegExp} complaint @param {string} why */
  expects(complaint, why) {
    if (!why) throw new Error('an expected complaint needs its reason');
    this.#expected.push(complaint);
  }

  complaints() {
    return this.page.troubles.filter(it => !this.#expected.some(expected => expected.test(it)));
  }
}

/** Runs in the page. */
async function wait_in_page(condition, given, patience, instead) {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await condition(given);
    if (answer) return { answer: answer instanceof Node ? true : answer };
    if (performance.now() > deadline) return { there: instead() };
    await new Promise(again => setTimeout(again, 20));
  }
}
