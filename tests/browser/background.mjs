// Tabs that are not looked at, and computers that sleep. Playwright tells every page that it is in front, so this Chromium is driven
// by Puppeteer: there a tab is hidden while another is in front, and only what is hidden can be frozen.
import puppeteer from 'puppeteer-core';
import { Chromium, common, fake_devices } from './chromium.mjs';
import { descendants, signal } from './processes.mjs';
import { PuppeteerPage } from './puppeteer_page.mjs';

export class BackgroundChromium {
  name = 'Chromium';

  static async start() {
    const it = new BackgroundChromium();
    it.browser = await puppeteer.launch({
      executablePath: Chromium.find(),
      args: [...common, ...fake_devices],
      // A driven browser lets hidden pages do as they like otherwise.
      ignoreDefaultArgs: [
        '--disable-background-timer-throttling',
        '--disable-backgrounding-occluded-windows',
        '--disable-renderer-backgrounding',
      ],
    });
    return it;
  }

  async page(options = {}) {
    return new BackgroundPage(await this.browser.newPage(), options, () => {});
  }

  close() {
    return this.browser.close();
  }
}

class BackgroundPage extends PuppeteerPage {
  /** Another tab comes before this one, and the browser lets nothing more happen in it (W3C Page Lifecycle). */
  async freezes() {
    this.before = await this.page.browser().newPage();
    await this.before.bringToFront();
    this.devtools = await this.page.createCDPSession();
    await this.devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  }
  async goes_on() {
    await this.devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await this.before.close();
    await this.front();
  }
}

/** All processes of a browser: stopped, they are as on a computer that sleeps. @param {{browser: import('puppeteer-core').Browser}} browser */
export function processes_of({ browser }) {
  const root = browser.process().pid;
  const all = [root, ...descendants(root).map(it => it.pid)];
  return { stop: () => signal('SIGSTOP', all), go_on: () => signal('SIGCONT', all) };
}
