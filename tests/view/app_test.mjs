// The page as an app: what a person sees of it.
import { must } from '../browser/waiting.mjs';
import { barriers, picture } from '../browser/screens.mjs';
import { alert, file_line, file_state, i_call, my_line, myself, no_call, notice, person, room } from './states.mjs';
import { view } from './suite.mjs';

/** Runs in the page, before its own scripts: a service worker that says what the test wants, and a system that brings links. */
function pretend_system() {
  const worker = Object.assign(new EventTarget(), {
    startMessages() {},
    register: async () => ({ active: { postMessage: it => globalThis.posted.push(it) }, update: async () => {} }),
  });
  globalThis.posted = [];
  globalThis.Notification = class {
    static permission = 'granted';
  };
  Object.defineProperty(navigator, 'serviceWorker', { value: worker });
  globalThis.worker_says = data => worker.dispatchEvent(new MessageEvent('message', { data }));
  const launches = { setConsumer: hear => (globalThis.bring = targetURL => hear({ targetURL })) };
  Object.defineProperty(globalThis, 'launchQueue', { value: launches });
}
const says = (tab, data) => tab.evaluate(it => globalThis.worker_says(it), data);

view('another version is offered where nothing is lost by it', async open => {
  const tab = await open({ before: pretend_system });
  await says(tab, { build: await tab.evaluate(() => document.documentElement.dataset.build) });
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.sees_no('#update');
  await says(tab, { build: 'another' });
  await tab.reads('#update', 'A new version is ready.');
  await picture(tab, 'update');
  must(!(await barriers(tab)).length, 'axe finds nothing in the bar');

  await tab.show(i_call('Mina'));
  await tab.sees_no('#update');
  await tab.show(no_call());
  await tab.sees('#update');
  await tab.show(['guard', true], my_line('Mina', 'not yet', { delivery: 'waiting' }));
  await tab.sees_no('#update');
  await tab.show(['guard', false], my_line('Mina', 'not yet'));
  await tab.sees('#update');
  const film = file_line('Mina', 'film.webm', {}, { me: true });
  await tab.show(film, file_state(film, 'sending', { takers: [{ name: 'Jun', percent: 40 }] }), person('Jun'));
  await tab.sees_no('#update');
  await tab.show(file_state(film, 'sending'), person('Jun'));
  await tab.sees('#update');
  await tab.presses('#update .secondary');
  await tab.sees_no('#update');
});

view('a knock is answered in the notification', async open => {
  const tab = await open({ before: pretend_system });
  await tab.show(room({ door: 'knock' }), myself('Mina', { host: true }), person('Ada', { state: 'knocking' }));
  await tab.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  await tab.show(alert(notice('knocks', 'Ada')));
  const shown = await tab.until(
    'the worker shows it',
    () => globalThis.posted.findLast(it => it.show)?.show,
    null,
    () => globalThis.posted,
  );
  must(/Ada is at the door/.test(shown.options.body), `it says who: ${shown.options.body}`);
  must(String(shown.options.actions.map(it => it.title)) === 'Let in,Turn away', 'it has both answers');
  await says(tab, { clicked: 'let_in' });
  await tab.called('answer_knock', 'id of Ada', true);
  await tab.until('it is taken away', () => globalThis.posted.some(it => it.close));
});

view('a link comes to the window that is open, and takes nobody out of a room unasked', async open => {
  const tab = await open({ before: pretend_system });
  await tab.show(room(), myself('Mina'));
  const bring = hash => tab.evaluate(it => globalThis.bring(new URL(it, location.href).href), hash);
  await bring(await tab.evaluate(() => location.hash));
  await bring('./');
  await tab.sees_no('#brought-link');
  await bring('#/our%20garden/AAECAwQFBgcICQoLDA0ODw');
  await tab.reads('#brought-link', 'our garden');
  must(!(await barriers(tab)).length, 'axe finds nothing in the bar');
  await tab.presses('#brought-link .secondary');
  await tab.sees_no('#brought-link');
  await bring('#/our%20garden/AAECAwQFBgcICQoLDA0ODw');
  await tab.presses('#brought-link .primary');
  await tab.until('the link is followed', () => location.hash === '#/our%20garden/AAECAwQFBgcICQoLDA0ODw');
});

view('the page can be installed from its settings, and its manifest is in its language', async open => {
  const tab = await open({ before: pretend_system, language: 'ko-KR' });
  const manifest = await tab.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
  must(manifest.lang === 'ko' && manifest.shortcuts[0].name === '새 방', `it is Korean: ${manifest.description}`);
  for (const { src, sizes } of manifest.icons) {
    const size = await tab.evaluate(async it => {
      const image = Object.assign(new Image(), { src: it });
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    must(sizes === 'any' || size === sizes, `${src} is ${sizes}, not ${size}`);
  }
  await tab.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    event.prompt = async () => (globalThis.prompted = true);
    dispatchEvent(event);
  });
  await tab.opens_settings('general');
  await tab.reads('#install', 'Tincan 설치');
  await tab.presses('#install');
  await tab.until('the browser asks', () => globalThis.prompted);
  await tab.sees_no('#install');
});
