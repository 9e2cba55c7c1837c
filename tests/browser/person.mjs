// A person before a browser: what they do and what they see. The stories are told in these words, the same for both browsers.
import { must, until } from './waiting.mjs';

// Connections, cameras and eight browsers at once take their time on a busy machine.
const PATIENCE_MS = 20_000;
// The artificial microphone beeps once a second.
const A_BEEP_MS = 6_000;
const AUDIBLE = 0.01;

// How the browsers' drivers say that the page which was asked has made room for another.
const between_pages = /Execution context was destroyed/;

export class Person {
  /**
   * @param {string} name
   * @param {import('./page.mjs').DrivenPage} page
   * @param {{one_of_many?: boolean}} [where]  one_of_many: a tab beside others in one window
   */
  constructor(name, page, { one_of_many = false } = {}) {
    this.name = name;
    this.page = page;
    this.one_of_many = one_of_many;
    this.away = false;
  }

  /** Of several tabs in a window, one uses the one in front. */
  async turns_to_the_page() {
    if (this.one_of_many) await this.page.front();
  }

  /** Asks the witness in the page. */
  async ask(what, ...given) {
    let patience;
    let over = false;
    const silence = new Promise((_, fail) => {
      patience = setTimeout(() => fail(new Error(`the page of ${this.name} does not answer: ${what}`)), 2 * PATIENCE_MS);
    });
    // Between two pages there is no witness: the next one answers.
    const again = error => {
      if (over || !between_pages.test(error.message)) throw error;
      return answer();
    };
    const answer = () => this.page.evaluate(([name, all]) => globalThis.witness[name](...all), [what, given]).catch(again);
    return Promise.race([answer(), silence]).finally(() => {
      over = true;
      clearTimeout(patience);
    });
  }

  #until(what, condition, how = {}) {
    // Between two pages nothing is so yet.
    const not_yet = error => {
      if (!between_pages.test(error.message)) throw error;
      return false;
    };
    return until(`${this.name} ${what}`, () => condition().catch(not_yet), { within: PATIENCE_MS, ...how });
  }

  // --- arriving -------------------------------------------------------------------------------------------------------

  async opens(address) {
    await this.page.goto(address);
    // The module has answered when the name of the room is known; a page that cannot work says so instead.
    await this.#until('sees the card', () =>
      this.page.evaluate(() => {
        const named = document.getElementById('room-name')?.value || !document.getElementById('arrival-eyebrow')?.hidden;
        return Boolean(named) && document.getElementById('arrival')?.checkVisibility();
      }),
    );
  }

  async types_name(name = this.name) {
    await this.fills('#name', name);
  }

  async fills(selector, text) {
    await this.turns_to_the_page();
    await this.page.click(selector);
    await this.page.evaluate(it => document.querySelector(it).select(), selector);
    await this.page.insert(text);
  }

  async enters() {
    await this.types_name();
    await this.presses('#enter');
    await this.is_inside();
  }

  async is_inside() {
    await this.#until('is inside', async () => (await this.ask('stage')) === 'inside', { instead: () => this.ask('text', '#arrival') });
    this.link = await this.ask('link');
  }

  // --- looking --------------------------------------------------------------------------------------------------------

  /** Waits until it can be pressed, then presses. */
  async presses(selector) {
    await this.turns_to_the_page();
    await this.#until(`can press ${selector}`, () =>
      this.page.evaluate(it => {
        const at = document.querySelector(it);
        return at !== null && at.checkVisibility({ checkVisibilityCSS: true }) && !at.disabled;
      }, selector),
    );
    await this.page.click(selector);
  }

  async reads(selector, wanted) {
    const fits = text => text !== null && (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted));
    await this.#until(
      `reads "${wanted}" in ${selector}`,
      async () => fits(await this.ask('text', selector)) && (await this.ask('shown', selector)),
      {
        instead: () => this.ask('text', selector),
      },
    );
  }

  async sees_no(selector) {
    await this.#until(`sees no ${selector}`, async () => !(await this.ask('shown', selector)), {
      instead: () => this.ask('text', selector),
    });
  }

  // --- people ---------------------------------------------------------------------------------------------------------

  async sees_person(name, state = 'connected', within = PATIENCE_MS) {
    await this.#until(`sees ${name} ${state}`, async () => (await this.ask('people')).some(it => it.name === name && it.state === state), {
      instead: () => this.ask('people'),
      within,
    });
  }

  async sees_people(count, within = PATIENCE_MS) {
    await this.#until(
      `sees ${count} people connected`,
      async () => {
        const people = await this.ask('people');
        return people.length === count && people.every(it => it.state === 'connected');
      },
      { instead: () => this.ask('people'), within },
    );
  }

  async sees_nobody_called(name, within = PATIENCE_MS) {
    await this.#until(
      `no longer sees ${name}`,
      async () => !(await this.ask('people')).some(it => it.name === name && it.state !== 'gone'),
      {
        instead: () => this.ask('people'),
        within,
      },
    );
  }

  async sees_notice(text) {
    await this.#until(`sees the notice "${text}"`, async () => (await this.ask('conversation')).some(it => it.notice === text), {
      instead: () => this.ask('conversation'),
    });
  }

  // --- words ----------------------------------------------------------------------------------------------------------

  /** Writes without sending; a line break is Shift+Enter. */
  async writes(text) {
    await this.turns_to_the_page();
    await this.page.click('#composer');
    for (const [at, line] of text.split('\n').entries()) {
      if (at) await this.page.key('Shift+Enter');
      if (line) await this.page.insert(line);
    }
  }

  async says(text) {
    await this.writes(text);
    await this.page.key('Enter');
    await this.#until(
      `sees their own "${text.slice(0, 40)}"`,
      async () => (await this.ask('conversation')).some(it => it.mine && it.text === text.trim()),
      {
        instead: () => this.ask('conversation'),
      },
    );
  }

  /** @param {string | {author: string, text: string}} said */
  async sees(said, within = PATIENCE_MS) {
    const { author, text } = typeof said === 'string' ? { author: '', text: said } : said;
    await this.#until(
      `sees "${text.slice(0, 40)}"`,
      async () => (await this.ask('conversation')).some(it => it.text === text && (!author || it.author === author)),
      { instead: () => this.ask('conversation'), within },
    );
  }

  /** Exactly these messages, in this order. @param {string[]} texts */
  async sees_in_order(texts) {
    const messages = async () => (await this.ask('conversation')).filter(it => !it.notice).map(it => it.text);
    await this.#until(`sees in order ${texts}`, async () => JSON.stringify(await messages()) === JSON.stringify(texts), {
      instead: messages,
    });
  }

  async sees_delivered(text) {
    await this.#until(
      `sees that "${text}" arrived`,
      async () => (await this.ask('conversation')).some(it => it.text === text && it.delivery === 'delivered'),
      {
        instead: () => this.ask('conversation'),
      },
    );
  }

  // --- the call -------------------------------------------------------------------------------------------------------

  /** @param {'both' | 'voice' | 'listen'} how */
  async joins_call(how = 'both') {
    if (how === 'both') {
      await this.presses('#join-call');
    } else {
      await this.presses('#join-more');
      await this.presses(`#join-${how}`);
    }
    if (how !== 'listen') await this.has('microphone', 'live');
    if (how === 'both') await this.has('camera', 'live');
    await this.#until('is in the call', () => this.ask('shown', '#call-bar'));
  }

  /** What the button of that device says. @param {'microphone' | 'camera' | 'screen'} device @param {'toggle' | 'preview'} where */
  async has(device, state, where = 'toggle') {
    const read = () => this.page.evaluate(it => document.getElementById(it)?.dataset.state, `${where}-${device}`);
    await this.#until(`has the ${device} ${state}`, async () => (await read()) === state, { instead: read });
  }

  async toggles(device) {
    await this.presses(`#toggle-${device}`);
  }

  async sees_in_call(name) {
    await this.#until(`sees ${name} in the call`, async () => (await this.ask('tiles')).some(it => it.name === name), {
      instead: () => this.ask('tiles'),
    });
  }

  async sees_nobody_in_call_called(name, within = PATIENCE_MS) {
    await this.#until(`sees ${name} no longer in the call`, async () => !(await this.ask('tiles')).some(it => it.name.startsWith(name)), {
      instead: () => this.ask('tiles'),
      within,
    });
  }

  /** A picture that moves: frames are counted, and pixels change. */
  async sees_moving_video_of(name, kind = 'camera') {
    await this.turns_to_the_page();
    try {
      return await this.ask('moving', name, kind, PATIENCE_MS);
    } catch (error) {
      throw new Error(`${this.name} sees ${error.message}; tiles: ${JSON.stringify(await this.ask('tiles'))}`, { cause: error });
    }
  }

  async sees_no_picture_of(name) {
    await this.#until(`sees no picture of ${name}`, async () => !(await this.ask('has_picture', name)), {
      instead: () => this.ask('tiles'),
    });
  }

  async hears(name) {
    const loudness = await this.ask('loudness', name, PATIENCE_MS, AUDIBLE);
    must(loudness >= AUDIBLE, `${this.name} hears ${name} (loudest: ${loudness})`);
  }

  async no_longer_hears(name) {
    await this.#until(`no longer hears ${name}`, async () => (await this.ask('loudness', name, A_BEEP_MS / 2, AUDIBLE)) < AUDIBLE);
  }

  async sees_muted(name, muted = true) {
    await this.#until(
      `sees ${name} ${muted ? 'muted' : 'speaking'}`,
      async () => (await this.ask('tiles')).some(it => it.name === name && it.kind === 'camera' && it.microphone === String(!muted)),
      { instead: () => this.ask('tiles') },
    );
  }

  async leaves_call() {
    await this.presses('#leave-call');
    await this.sees_no('#call-bar');
  }

  /** Every device that the browser ever gave to this page has been given back. */
  async has_released_devices() {
    const all_back = devices => devices.length > 0 && devices.every(it => it.state === 'ended');
    await this.#until('has given all devices back', async () => all_back(await this.ask('devices')), {
      instead: () => this.ask('devices'),
    });
  }

  // --- leaving --------------------------------------------------------------------------------------------------------

  async leaves_room() {
    await this.presses('#menu-button');
    await this.presses('#leave-room');
    await this.#until('has left', async () => (await this.ask('stage')) === 'left');
  }

  /** Back on the card, as after the browser's own button. The name is still there. */
  async loads_anew() {
    await this.page.evaluate(() => {
      globalThis.outdated = true;
      setTimeout(() => location.reload());
    });
    await this.#until('is loaded anew', () => this.page.evaluate(() => !globalThis.outdated).catch(() => false));
    await this.is_back_on_the_card();
  }

  async is_back_on_the_card() {
    await this.#until('is back on the card', () =>
      this.page
        .evaluate(() => document.body.dataset.stage === 'arriving' && performance.getEntriesByName('ready').length > 0)
        .catch(() => false),
    );
  }

  async closes_tab() {
    this.away = true;
    await this.page.close();
  }
}
