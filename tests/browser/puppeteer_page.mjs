// A page driven by Puppeteer. The same words as chromium.mjs, which is driven by Playwright.
import { DrivenPage } from './page.mjs';
import { until } from './waiting.mjs';

// An element that was found a moment ago was replaced by another of its kind, before anything was pressed.
const outdated = /detached|not clickable/;

export class PuppeteerPage extends DrivenPage {
  async before_scripts(source) {
    const { identifier } = await this.page.evaluateOnNewDocument(source);
    return () => this.page.removeScriptToEvaluateOnNewDocument(identifier);
  }
  made({ width = 1280, height = 800 }) {
    // A person who leaves a call by loading the page anew is asked, and this driver would leave that open.
    this.page.on('dialog', question => {
      if (question.type() === 'beforeunload' && !this.is_closing) question.accept().catch(() => {});
    });
    return this.page.setViewport({ width, height });
  }
  async goto(address) {
    await this.ready;
    await this.page.goto(address, { waitUntil: 'domcontentloaded' });
  }
  /** As Playwright does: what is drawn anew meanwhile is looked for again. */
  async click(selector) {
    let why = '';
    const press = () => this.page.click(selector).then(() => true);
    const again = error => {
      if (!outdated.test((why = error.message))) throw error;
      return false;
    };
    await until(`${selector} is pressed`, () => press().catch(again), { instead: () => why });
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
}
