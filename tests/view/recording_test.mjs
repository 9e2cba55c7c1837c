// Recordings of the call: who is told, where none can be made, and those that the browser keeps.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture as look } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { call, calling, i_call, id_of, myself, no_call, person, room } from './states.mjs';
import { view } from './suite.mjs';

const in_call = { in_call: true, microphone: true, camera: true };

async function begins(tab) {
  await tab.presses('#call-more');
  await tab.presses('#call-record');
  await tab.presses('.recordings [data-do="record"]');
  await tab.called('recording_changed', true);
  await tab.sees_no('.recordings');
}

/** Runs in the page: until the recording at that place has so many seconds; gives what is seen and heard in the middle of it. */
async function played(at) {
  const video = document.querySelectorAll('.recordings video')[at];
  video.muted = true;
  await video.play();
  await new Promise(seen => (video.ontimeupdate = () => video.currentTime > 0.5 && seen()));
  const pen = new OffscreenCanvas(64, 36).getContext('2d');
  pen.drawImage(video, 0, 0, 64, 36);
  const { data } = pen.getImageData(0, 0, 64, 36);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add(`${data[i] >> 5} ${data[i + 1] >> 5} ${data[i + 2] >> 5}`);
  return { width: video.videoWidth, height: video.videoHeight, colours: colours.size };
}

view('recording: it is made from the call’s card, paused, stopped, played, saved and deleted', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada', { camera: false }));
  await tab.sees_pictures(2);
  await begins(tab);
  await tab.reads('#recording', 'You are recording the call');
  await tab.reads('.recording-time', '00:02');
  await tab.presses('#recording-pause');
  await tab.reads('#recording', 'Your recording is paused');
  await tab.presses('#recording-pause');
  await tab.reads('.recording-time', '00:04');
  await tab.presses('#recording-stop');
  await tab.called('recording_changed', false);
  await tab.sees('.recordings video');
  await tab.sees_no('#recording');
  const seen = await tab.evaluate(played, 0);
  must(seen.width === 1280 && seen.height === 720, `the picture has its size: ${JSON.stringify(seen)}`);
  must(seen.colours > 5, `more is seen than nothing: ${JSON.stringify(seen)}`);
  const saved = await tab.evaluate(() => {
    const { href, download } = document.querySelector('.recordings [data-do="save"]');
    return { href, download };
  });
  must(saved.href.startsWith('blob:') && /^20.* quiet-amber-otter\.webm$/.test(saved.download), `it is saved: ${JSON.stringify(saved)}`);
  await tab.presses('.recordings [data-do="delete"]');
  await tab.reads('.recordings [data-do="delete"]', 'Delete for good?');
  await tab.presses('.recordings [data-do="delete"]');
  await tab.sees_no('.recordings video');
});

view('recording: each person apart is a file of their own, and with the call the recording ends', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.presses('#call-more');
  await tab.presses('#call-record');
  await tab.evaluate(() => document.querySelector('.recordings [value="apart"]').click());
  await tab.presses('.recordings [data-do="record"]');
  await tab.called('recording_changed', true);
  await tab.reads('.recording-time', '00:02');
  await tab.show(person('Jun'), ['media', id_of('Jun'), 'camera', null], no_call());
  await tab.called('recording_changed', false);
  await tab.until('there is a file for each', () => document.querySelectorAll('.recordings video').length === 2);
  const names = await tab.evaluate(() => [...document.querySelectorAll('.recordings [data-do="save"]')].map(it => it.download));
  must(
    ['Jun', 'Mina'].every(name => names.some(it => it.endsWith(` ${name}.webm`))),
    `they are called after them: ${names}`,
  );
  for (const at of [0, 1]) must((await tab.evaluate(played, at)).width === 320, 'each has the picture as it came');
  await tab.presses('.recordings [data-do="delete"]');
  await tab.presses('.recordings [data-do="delete"]');
  await tab.sees_no('.recordings video');
});

view('recording: everybody in the room reads who records, and hears it once, in the call or not', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun', { ...in_call, recording: true }), person('Ada', in_call));
  await tab.reads('#recording', 'Recorded by Jun');
  await tab.sees_no('#recording-stop');
  await tab.reads('#live-notices', 'Recorded by Jun');
  await tab.show(i_call('Mina'), person('Ada', { ...in_call, recording: true }));
  await tab.reads('#recording', /Recorded by (Jun and Ada|Ada and Jun)/);
  await tab.show(call({ microphone: 'muted' }));
  const said = await tab.evaluate(
    () => [...document.querySelectorAll('#live-notices p')].filter(it => it.textContent.endsWith('Jun')).length,
  );
  must(said <= 1, `it is said once: ${said}`);
  await tab.show(person('Jun', in_call), person('Ada', in_call));
  await tab.sees_no('#recording');
});

view('recording: where the browser keeps no files, that is said, and nothing is begun', async open => {
  const tab = await open({
    before: () => (navigator.storage.getDirectory = async () => Promise.reject(new DOMException('', 'SecurityError'))),
  });
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.presses('#call-more');
  await tab.presses('#call-record');
  await tab.reads('.recordings', 'This browser keeps no files for this page');
  await tab.sees_no('.recordings [data-do="record"]');
});

for (const [name, options] of /** @type {const} */ ([
  ['recording', {}],
  ['recording-phone', { phone: true }],
  ['recording-korean', { language: 'ko' }],
])) {
  view(
    `looks: ${name}`,
    async open => {
      const tab = await open(options);
      await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada', { recording: true }));
      await tab.sees_pictures(3);
      await tab.sees('#recording');
      await tab.presses('#call-more');
      await look(tab, `${name}-menu`);
      await tab.presses('#call-record');
      await tab.sees('.recordings [data-do="record"]');
      await look(tab, `${name}-card`);
      await tab.presses('.recordings [data-do="record"]');
      await tab.sees('#recording-stop');
      await look(tab, name);
      const found = await barriers(tab);
      must(!found.length, `axe finds nothing: ${found.join('\n')}`);
      await tab.presses('#recording-stop');
      await tab.sees('.recordings video');
      await look(tab, `${name}-kept`);
      for (let i = 0; i < 2; i += 1) await tab.presses('.recordings [data-do="delete"]');
      await tab.sees_no('.recordings video');
    },
    { only: Chromium },
  );
}
