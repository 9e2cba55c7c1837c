// The fixture of a story: browsers, servers, people. All that it opened is closed when it ends, and nothing that a page
// complained of may be left unexplained.
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';
import { Person } from './person.mjs';
import { start_proxy } from './proxy.mjs';
import { start_server } from './server.mjs';

// Every story provokes this: a page that closes, moves on or finds itself on another network ends its waiting requests itself.
const ends_itself = /^request: .*\/api\/(receive|leave|look|join|post) (net::ERR_ABORTED|NS_BINDING_ABORTED|NS_ERROR_ABORT)/;
// A slow computer, or one that stands still for a while, gets to what it has loaded in advance later than Chromium likes.
const used_late = /was preloaded using link preload but not used within a few seconds/;

export class Scene {
  /** @type {Person[]} */
  people = [];
  #endings = [];
  #expected = [ends_itself, used_late];

  /** @param {Environment} environment */
  constructor(environment) {
    this.environment = environment;
    this.address = environment.server.address;
  }

  /**
   * A person opens the page: the bare address, or the link that somebody sent.
   * @param {Chromium | Firefox} browser
   * @param {string} name
   * @param {import('./page.mjs').PageOptions & {link?: string, tab_of?: {page: Function}}} [options]  tab_of: in this profile, beside its other tabs
   */
  async opens(browser, name, options = {}) {
    const page = await (options.tab_of ?? browser).page(options);
    const person = new Person(name, page, { one_of_many: Boolean(options.tab_of) });
    this.people.push(person);
    await person.opens(options.link ?? this.address);
    return person;
  }

  /** The same, and goes in. */
  async arrives(browser, name, options = {}) {
    const person = await this.opens(browser, name, options);
    await person.enters();
    return person;
  }

  /** The same person opens the same tab once more, as by the browser's own menu. */
  async duplicates(person) {
    const copy = new Person(person.name, await person.page.another(), { one_of_many: true });
    person.one_of_many = true;
    this.people.push(copy);
    await copy.opens(person.link);
    return copy;
  }

  /** Two people in one room whose browsers have found each other. */
  async two(one, other, options = {}) {
    const mina = await this.arrives(one, 'Mina', options);
    const jun = await this.arrives(other, 'Jun', { ...options, link: mina.link });
    await mina.sees_person('Jun');
    await jun.sees_person('Mina');
    return [mina, jun];
  }

  async profile(browser, options) {
    const profile = await browser.profile(options);
    this.#endings.push(() => profile.close());
    return profile;
  }

  async server(options, relay) {
    const server = await start_server(options, relay);
    this.#endings.push(() => server.stop());
    return server;
  }

  async proxy(port, how) {
    const proxy = await start_proxy(port, how);
    this.#endings.push(() => proxy.stop());
    return proxy;
  }

  /** A browser of this story alone. */
  async browser(Kind, ...how) {
    const browser = await Kind.start(...how);
    this.#endings.push(() => browser.close());
    return browser;
  }

  at_end(ending) {
    this.#endings.push(ending);
  }

  /**
   * Something that the story provokes on purpose.
   * @param {RegExp} trouble
   * @param {string} why
   */
  expects(trouble, why) {
    if (!why) throw new Error('an expected trouble needs its reason');
    this.#expected.push(trouble);
  }

  /** Complaints of the pages without a reason. */
  troubles() {
    return this.people.flatMap(({ name, page, away }) =>
      page.troubles
        // Requests that were under way when a tab closed were cut off with it.
        .filter(it => !(away && it.startsWith('request:')) && !this.#expected.some(expected => expected.test(it)))
        .map(it => `${name}: ${it}`),
    );
  }

  async end() {
    for (const { page } of this.people) await page.end().catch(() => {});
    for (const ending of this.#endings.reverse()) await ending().catch(() => {});
  }
}

/** Shared by stories that are played one after the other: a server, and the browsers that were needed so far. */
export class Environment {
  #browsers = new Map();

  static async open() {
    const environment = new Environment();
    // It gives nobody up: whoever is gone has said so, and whoever is there twice stays so.
    environment.server = await start_server(['--expiry-ms', '600000']);
    return environment;
  }

  /** @param {'Chromium' | 'Firefox'} name @param {string} [kind] */
  browser(name, kind = 'usual') {
    const key = `${name} ${kind}`;
    if (!this.#browsers.has(key)) this.#browsers.set(key, { Chromium, Firefox }[name].start(kind));
    return this.#browsers.get(key);
  }

  async close() {
    await Promise.all([...this.#browsers.values()].map(async it => (await it).close().catch(() => {})));
    await this.server.stop();
  }
}
