// The settings: one dialog with six pages.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { devices, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const pages = ['you', 'audio_video', 'notifications', 'privacy', 'general', 'help'];
const shown = tab => tab.evaluate(() => [...document.querySelectorAll('dialog.settings .settings-page')].map(it => it.id).join());

view('by keyboard: the settings open by Ctrl and the comma, and the arrows lead through their pages', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.presses('#composer');
  await tab.page.key('Control+,');
  await tab.sees('dialog.settings');
  must((await shown(tab)) === 'settings-general', `the page of the language: ${await shown(tab)}`);
  await tab.has_focus('settings-tab-general');
  await tab.page.key('ArrowDown');
  await tab.has_focus('settings-tab-help');
  await tab.page.key('ArrowDown');
  must((await shown(tab)) === 'settings-you', `from the last to the first: ${await shown(tab)}`);
  await tab.reads('#settings-you', 'Others see you as Mina.');
  must(await tab.evaluate(() => document.getElementById('forget').disabled), 'nobody forgets themselves in a room');
  await tab.page.key('ArrowUp');
  await tab.page.key('ArrowUp');
  await tab.page.key('ArrowUp');
  await tab.page.key('Tab');
  await tab.page.key('Tab');
  await tab.has_focus('read-receipts');
  await tab.page.key('Escape');
  await tab.until('they are closed', () => !document.querySelector('dialog.settings'));
  await tab.has_focus('composer');
  await tab.page.key('Control+,');
  must((await shown(tab)) === 'settings-privacy', 'they open where they were left');
});

view('settings that are closed and wanted again in one moment are open', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  await tab.opens_settings('privacy');
  await tab.evaluate(() => {
    document.querySelector('dialog.settings').close();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ',', ctrlKey: true, bubbles: true }));
  });
  const two_frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
  await tab.evaluate(two_frames);
  await tab.sees('dialog.settings[open]');
  must((await shown(tab)) === 'settings-privacy', `with the page of before: ${await shown(tab)}`);
  await tab.has_focus('settings-tab-privacy');
});

view('the language of the settings changes with the language', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  await tab.opens_settings('general');
  await tab.evaluate(() => {
    const field = document.getElementById('language');
    field.value = 'ko';
    field.dispatchEvent(new Event('change'));
  });
  await tab.reads('dialog.settings h2', '설정');
  await tab.presses('#settings-tab-help');
  await tab.reads('#settings-help', '서버가 알 수 있는 것');
});

view('a report of a problem can be read before it is copied, and names nobody', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'), devices(['Headset'], ['Front camera']));
  await tab.opens_settings('help');
  const text = await tab.evaluate(() => document.getElementById('problem-report').value);
  must(/^Tincan \S+, \S+\n/.test(text) && text.includes('Mozilla'), `version and browser: ${text}`);
  must(!/Mina|Jun|Headset|Front camera|quiet-amber/.test(text), `nobody and nothing of theirs: ${text}`);
});

for (const [name, options] of /** @type {const} */ ([
  ['settings', {}],
  ['settings-phone', { phone: true }],
  ['settings-korean', { language: 'ko' }],
])) {
  view(
    `looks: ${name}`,
    async open => {
      const tab = await open(options);
      await tab.show(room(), myself('Mina'), devices(['Headset'], ['Front camera']));
      await tab.opens_settings('you');
      for (const page of pages) {
        await tab.presses(`#settings-tab-${page}`);
        must((await tab.ask('overflow')).length === 0, `${page} fits`);
        await picture(tab, `${name}-${page}`);
        const found = await barriers(tab);
        must(!found.length, `axe finds nothing on ${page}: ${found.join('\n')}`);
      }
    },
    { only: Chromium },
  );
}
