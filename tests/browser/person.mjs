// A person before a browser: what they do and what they see. The stories are told in these words, the same for both browsers.
import { must, PATIENCE_MS, until } from './waiting.mjs';

// The artificial microphone beeps once a second.
const LONGER_THAN_A_BEEP_MS = 3_000;
const AUDIBLE = 0.01;

// How the browsers' drivers say that the page which was asked has made room for another.
const between_pages = /Execution context was destroyed/;

/** As it is sent to the page, where regular expressions do not arrive. @param {string | RegExp} wanted */
const sent = wanted => (wanted instanceof RegExp ? { source: wanted.source, flags: wanted.flags } : wanted);

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

  /** Asks the probe in the page. */
  async ask(what, ...given) {
    let patience;
    let over = false;
    const silence = new Promise((_, fail) => {
      patience = setTimeout(() => fail(new Error(`the page of ${this.name} does not answer: ${what}`)), 3 * PATIENCE_MS);
    });
    // Between two pages there is no probe: the next one answers.
    const again = error => {
      if (over || !between_pages.test(error.message)) throw error;
      return answer();
    };
    const answer = () => this.page.evaluate(([name, all]) => globalThis.page_probe[name](...all), [what, given]).catch(again);
    return Promise.race([answer(), silence]).finally(() => {
      over = true;
      clearTimeout(patience);
    });
  }

  /**
   * Waits, in the page, until it is so.
   * @param {string} what  the sentence of the failure, after the name
   * @param {string} condition  of those that the probe knows
   * @param {unknown[]} [given]
   * @param {{within?: number, instead?: string}} [how]  within: ms; instead: what to ask the probe where it does not become so
   */
  async #until(what, condition, given = [], { within = PATIENCE_MS, instead } = {}) {
    if (await this.ask('until', condition, given, within)) return;
    const there = instead ? `\n    instead: ${JSON.stringify(await this.ask(...[instead].flat()))}` : '';
    throw new Error(`not within ${within / 1000} s: ${this.name} ${what}${there}`);
  }

  // --- arriving -------------------------------------------------------------------------------------------------------

  async opens(address) {
    await this.page.goto(address);
    await this.#until('sees the card', 'sees_card');
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
    await this.#until('is inside', 'stage_is', ['inside'], { instead: ['text', '#arrival'] });
    this.link = await this.ask('link');
  }

  // --- looking --------------------------------------------------------------------------------------------------------

  /** Waits until it can be pressed, then presses. */
  async presses(selector) {
    await this.turns_to_the_page();
    await this.#until(`can press ${selector}`, 'can_be_pressed', [selector]);
    await this.page.click(selector);
  }

  /** @param {string} selector @param {string | RegExp} wanted */
  async reads(selector, wanted) {
    await this.#until(`reads "${wanted}" in ${selector}`, 'reads', [selector, sent(wanted)], { instead: ['text', selector] });
  }

  async sees_no(selector) {
    await this.#until(`sees no ${selector}`, 'is_not_shown', [selector], { instead: ['text', selector] });
  }

  // --- people ---------------------------------------------------------------------------------------------------------

  async sees_person(name, state = 'connected', within = PATIENCE_MS) {
    await this.#until(`sees ${name} ${state}`, 'has_person', [{ name, state }], { instead: 'people', within });
  }

  async sees_people(count, within = PATIENCE_MS) {
    await this.#until(`sees ${count} people connected`, 'has_people', [count], { instead: 'people', within });
  }

  async sees_nobody_called(name, within = PATIENCE_MS) {
    await this.#until(`no longer sees ${name}`, 'has_nobody_called', [name], { instead: 'people', within });
  }

  /** @param {string | RegExp} wanted  the whole notice, or what it matches */
  async sees_notice(wanted, within = PATIENCE_MS) {
    await this.#until(`sees the notice "${wanted}"`, 'has_notice', [sent(wanted)], { instead: 'notices', within });
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
    await this.#until(`sees their own "${text.slice(0, 40)}"`, 'has_line', [{ mine: true, text: text.trim() }], {
      instead: 'conversation',
    });
  }

  /** @param {string | {author: string, text: string}} said */
  async sees(said, within = PATIENCE_MS) {
    const wanted = typeof said === 'string' ? { text: said } : said;
    await this.#until(`sees "${wanted.text.slice(0, 40)}"`, 'has_line', [wanted], { instead: 'conversation', within });
  }

  /** Exactly these messages, in this order. @param {string[]} texts */
  async sees_in_order(texts) {
    await this.#until(`sees in order ${texts}`, 'has_lines', [texts], { instead: 'conversation' });
  }

  async sees_delivered(text) {
    await this.#until(`sees that "${text}" arrived`, 'has_line', [{ text, arrived: true }], { instead: 'conversation' });
  }

  async sees_read(text) {
    await this.#until(`sees that "${text}" was read`, 'has_line', [{ text, delivery: 'read' }], { instead: 'conversation' });
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
    await this.#until('is in the call', 'is_shown', ['#call-bar']);
  }

  /** Waits for the state that the button of that device says. @param {'microphone' | 'camera' | 'screen'} device @param {'toggle' | 'preview'} where */
  async has(device, state, where = 'toggle') {
    const button = `${where}-${device}`;
    await this.#until(`has the ${device} ${state}`, 'has_state', [button, state], { instead: ['state', button] });
  }

  async toggles(device) {
    await this.presses(`#toggle-${device}`);
  }

  async sees_in_call(name) {
    await this.#until(`sees ${name} in the call`, 'has_tile', [{ name }], { instead: 'tiles' });
  }

  async sees_nobody_in_call_called(name, within = PATIENCE_MS) {
    await this.#until(`sees ${name} no longer in the call`, 'has_no_tile_of', [name], { instead: 'tiles', within });
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
    await this.#until(`sees no picture of ${name}`, 'has_no_picture', [name], { instead: 'tiles' });
  }

  async hears(name) {
    const loudness = await this.ask('loudness', name, PATIENCE_MS, AUDIBLE);
    must(loudness >= AUDIBLE, `${this.name} hears ${name} (loudest: ${loudness})`);
  }

  async no_longer_hears(name) {
    await until(
      `${this.name} no longer hears ${name}`,
      async () => (await this.ask('loudness', name, LONGER_THAN_A_BEEP_MS, AUDIBLE)) < AUDIBLE,
    );
  }

  async sees_muted(name, muted = true) {
    const wanted = { name, kind: 'camera', microphone: String(!muted) };
    await this.#until(`sees ${name} ${muted ? 'muted' : 'speaking'}`, 'has_tile', [wanted], { instead: 'tiles' });
  }

  async leaves_call() {
    await this.presses('#leave-call');
    await this.sees_no('#call-bar');
  }

  /** Every device that the browser ever gave to this page has been given back. */
  async has_released_devices() {
    await this.#until('has given all devices back', 'has_released_devices', [], { instead: 'devices' });
  }

  /** The settings, at this page. @param {string} page */
  async opens_settings(page) {
    await this.presses('#menu-button');
    await this.presses('#open-settings');
    await this.presses(`#settings-tab-${page}`);
  }

  /** All of the conversation, as a copy of it has it. @returns {Promise<{author: string, text: string}[]>} */
  async copies_all() {
    await this.page.evaluate(() => {
      globalThis.copied = null;
      HTMLAnchorElement.prototype.click = () => {}; // nothing is saved
      URL.createObjectURL = blob => {
        blob.text().then(text => (globalThis.copied = text));
        return '#';
      };
    });
    await this.presses('#menu-button');
    await this.presses('#kept-room summary');
    await this.presses('.copies button:nth-of-type(3)');
    await this.presses('#kept-room summary');
    await this.page.key('Escape');
    return JSON.parse(await until(`${this.name} has a copy`, () => this.page.evaluate(() => globalThis.copied))).messages;
  }

  // --- leaving --------------------------------------------------------------------------------------------------------

  async leaves_room() {
    await this.presses('#menu-button');
    await this.presses('#leave-room');
    await this.#until('has left', 'stage_is', ['left']);
  }

  /** Back on the card, as after the browser's own button. The name is still there. */
  async loads_anew() {
    await this.page.evaluate(() => {
      globalThis.outdated = true;
      setTimeout(() => location.reload());
    });
    await this.#until('is loaded anew', 'is_not_outdated');
    await this.is_back_on_the_card();
  }

  async is_back_on_the_card() {
    await this.#until('is back on the card', 'is_ready_on_the_card');
  }

  async closes_tab() {
    this.away = true;
    await this.page.close();
  }
}
