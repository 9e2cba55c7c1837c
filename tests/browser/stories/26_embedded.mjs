// In a frame of another site's page: the example of docs/embedding.html, in both browsers.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { story_of_each } from '../declare.mjs';
import { project } from '../server.mjs';
import { must, until } from '../waiting.mjs';

/** A site of its own: `localhost` is another one than 127.0.0.1. */
async function site(scene) {
  const page = readFileSync(join(project, 'docs/embedding.html'));
  const server = createServer((_, to) => to.writeHead(200, { 'content-type': 'text/html' }).end(page));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  scene.at_end(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** What a person does in the frame. */
class Inside {
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }
  async frame() {
    return until('the frame is there', () => this.page.frames().find(it => it.url().startsWith(this.address)));
  }
  async ask(what, ...given) {
    return (await this.frame()).evaluate(([name, all]) => globalThis.page_probe[name](...all), [what, given]);
  }
  async presses(selector) {
    await until(`${selector} can be pressed`, () => this.ask('until', 'can_be_pressed', [selector], 1000).catch(() => false));
    await (await this.frame()).click(selector);
  }
  reads(selector, wanted) {
    return until(`"${wanted}" is read in ${selector}`, () => this.ask('until', 'reads', [selector, wanted], 1000).catch(() => false));
  }
  /** @param {string} what @param {() => boolean} condition  runs in the frame */
  is_so(what, condition) {
    return until(what, async () => (await this.frame()).evaluate(condition));
  }
  async types(selector, text) {
    await this.presses(selector);
    await this.page.keyboard.type(text);
  }
}

story_of_each(
  'another site shows a room in a frame, hears what happens and can mute and hang up',
  { needs: ['media', 'storage'] },
  async (scene, browser) => {
    const outer = await site(scene);
    const server = await scene.server(['--embed-origin', outer]);
    const jun = await scene.arrives(browser, 'Jun', { link: server.address });
    const driven = await browser.page({});
    await driven.ready;
    const { page } = driven;
    scene.people.push({ name: 'Mina', page: driven });
    const open = address => page.goto(`${address}/?tincan=${encodeURIComponent(server.address)}${new URL(jun.link).hash}`);
    await open(outer);
    const mina = new Inside(page, server.address);
    const told = () => page.evaluate(() => [...document.querySelectorAll('#events li')].map(it => it.textContent));
    const is_told = what => until(`the site is told: ${what}`, async () => (await told()).includes(what), { instead: told });

    // The name, the language and the look are those that the site chose; what it leaves out is not there.
    await mina.reads('#enter', 'Enter');
    await mina.is_so('the name is filled in', () => document.getElementById('name').value === 'Mina');
    await mina.is_so('the look is chosen', () => document.documentElement.dataset.theme === 'light');
    await mina.presses('#enter');
    await jun.sees_person('Mina');
    await is_told(
      `joined ${JSON.stringify({ room: await (await mina.frame()).evaluate(() => document.getElementById('title').textContent), link: jun.link })}`,
    );
    await is_told('people {"count":2}');
    await until('there is no menu', () => mina.ask('until', 'is_not_shown', ['#menu-button'], 1000));

    await jun.says('hello from outside');
    await mina.reads('#lines', 'hello from outside');
    await mina.types('#composer', 'hello from the intranet');
    await page.keyboard.press('Enter');
    await jun.sees('hello from the intranet');

    // The call begins muted; then the person is heard, and the site mutes, hangs up and leaves.
    await mina.presses('#join-call');
    await is_told('call {"in_call":true,"microphone":"off","camera":"live","screen":"off"}');
    await jun.joins_call('listen');
    await jun.sees_moving_video_of('Mina');
    await mina.presses('#toggle-microphone');
    await is_told('call {"in_call":true,"microphone":"live","camera":"live","screen":"off"}');
    await page.click('#mute');
    await is_told('call {"in_call":true,"microphone":"muted","camera":"live","screen":"off"}');
    await jun.sees_muted('Mina');
    await page.click('#hang-up');
    await jun.sees_nobody_in_call_called('Mina');
    await page.click('#dark');
    await mina.is_so('the look changes', () => document.documentElement.dataset.theme === 'dark');

    // Another window says the same, and nobody obeys.
    await (await mina.frame()).evaluate(() => window.postMessage({ tincan: 'leave' }, '*'));
    await jun.says('still here?');
    await mina.reads('#lines', 'still here?');

    // The site's page is loaded anew.
    await page.reload();
    await mina.presses('#enter');
    await mina.reads('#lines', 'hello from outside');
    // Within the site storage lasts, and it is the same person. (Playwright switches that off; then the browser gives frames none.)
    const keeps = await (await mina.frame()).evaluate(() => navigator.locks.request('any', () => true).catch(() => false));
    const name = keeps ? 'Mina' : '⚠ Mina';
    await jun.sees_person(name);
    await page.click('#leave');
    await jun.sees_nobody_called(name);
    await is_told('left {}');
  },
);

story_of_each('a site that the host does not name shows nothing', async (scene, browser) => {
  scene.expects(/frame-ancestors|X-Frame|ERR_BLOCKED_BY_RESPONSE|NS_ERROR_.*(CSP|FRAME|XFO)|violates/i, 'the browser refuses the frame');
  const server = await scene.server(['--embed-origin', 'https://another.example']);
  const driven = await browser.page({});
  await driven.ready;
  scene.people.push({ name: 'Eve', page: driven });
  await driven.page.goto(`${await site(scene)}/?tincan=${encodeURIComponent(server.address)}`);
  await until('the frame is there', () => driven.page.evaluate(() => document.querySelector('iframe') !== null));
  const shown = await until('the frame has come to its end', async () => {
    const frame = driven.page.frames()[1];
    return (
      frame && frame.evaluate(() => document.readyState === 'complete' && String(document.getElementById('arrival'))).catch(() => 'refused')
    );
  });
  must(shown === 'null' || shown === 'refused', `nothing of Tincan is in it, but ${shown}`);
});
