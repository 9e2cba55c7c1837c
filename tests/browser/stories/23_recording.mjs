// Recordings: what is seen and heard in them, and what is left of one when the browser ends in the middle of it. The window that floats.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackgroundChromium } from '../background.mjs';
import { story, story_of_each } from '../declare.mjs';
import { descendants, signal } from '../processes.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page, before its own scripts: every camera sees one colour, and every microphone hears one tone; 0: what it hears anyway. */
function appear(colour, hz) {
  const really = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (!really) return; // a page that is not the server's
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 320, height: 180 });
  const pen = canvas.getContext('2d');
  let frame = 0;
  setInterval(() => {
    frame += 1;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 320, 180);
    pen.fillStyle = '#fff';
    pen.fillRect((frame * 8) % 320, 80, 20, 20);
  }, 100);
  const tone = () => {
    const context = new AudioContext();
    const source = new OscillatorNode(context, { frequency: hz });
    const out = context.createMediaStreamDestination();
    source.connect(new GainNode(context, { gain: 0.3 })).connect(out);
    source.start();
    return out.stream;
  };
  navigator.mediaDevices.getUserMedia = async wanted => {
    const stream = await really(wanted);
    const put = (kind, other) => {
      for (const track of stream.getTracks().filter(it => it.kind === kind)) (stream.removeTrack(track), track.stop());
      stream.addTrack(other.getTracks()[0]);
    };
    if (wanted.video) put('video', canvas.captureStream(10));
    if (wanted.audio && hz) put('audio', tone());
    return stream;
  };
}

const as = (colour, hz) => ({ before: `(${appear})('${colour}', ${hz});` });
const HZ = { Mina: 500, Jun: 1300 };

/** Runs in the page: the sound of a kept file: how loud it is, how loud each tone in it, and its seconds. */
async function listen([at, tones]) {
  const root = await navigator.storage.getDirectory();
  const files = [];
  for await (const folder of (await root.getDirectoryHandle('recordings')).values())
    for await (const file of folder.values()) files.push(await file.getFile());
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const rate = 48_000;
  const decoded = await new OfflineAudioContext(1, rate, rate).decodeAudioData(await files[at].arrayBuffer());
  // Less than a second in the middle, where everybody is.
  const middle = Math.floor(decoded.length / 2);
  const samples = decoded.getChannelData(0).slice(middle, middle + rate / 2);
  const share = hz => {
    const [cosine, sine] = [Math.cos, Math.sin].map(wave =>
      samples.reduce((sum, it, i) => sum + it * wave((2 * Math.PI * hz * i) / rate), 0),
    );
    return (2 * Math.hypot(cosine, sine)) / samples.length;
  };
  return {
    seconds: decoded.duration,
    loud: Math.sqrt(samples.reduce((sum, it) => sum + it * it, 0) / samples.length),
    tones: tones.map(share),
  };
}

/** Runs in the page: plays a recording of the card, and gives the colours that are seen in it. */
async function watch(at) {
  const video = document.querySelectorAll('.recordings video')[at];
  video.muted = true;
  await video.play();
  await new Promise(later => (video.ontimeupdate = () => video.currentTime > 1 && later()));
  const pen = new OffscreenCanvas(320, 180).getContext('2d', { willReadFrequently: true });
  const pixels = () => {
    pen.drawImage(video, 0, 0, 320, 180);
    return pen.getImageData(0, 0, 320, 180).data;
  };
  const data = pixels();
  let [red, blue] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] > 130 && data[i + 2] < 90) red += 1;
    if (data[i + 2] > 130 && data[i] < 90) blue += 1;
  }
  await new Promise(later => setTimeout(later, 600));
  const then = pixels();
  const moved = then.some((it, i) => Math.abs(it - data[i]) > 60);
  return { red, blue, moved, all: data.length / 4 };
}

async function records(person, how = 'together') {
  await person.presses('#call-more');
  await person.presses('#call-record');
  await until('the card is open', () =>
    person.page.evaluate(it => {
      const choice = document.querySelector(`.recordings [value="${it}"]`);
      choice?.click();
      return choice !== null;
    }, how),
  );
  await person.presses('.recordings [data-do="record"]');
  await person.sees_no('.recordings');
  await person.reads('.recording-time', '00:04');
}

async function two_in_call(scene, browser, tones, options = {}) {
  const mina = await scene.arrives(browser, 'Mina', as('#c00000', tones ? HZ.Mina : 0));
  const jun = await scene.arrives(options.other ?? browser, 'Jun', { ...as('#0000c0', tones ? HZ.Jun : 0), link: mina.link });
  for (const each of [mina, jun]) await each.joins_call();
  await mina.sees_moving_video_of('Jun');
  await jun.sees_moving_video_of('Mina');
  return [mina, jun];
}

story_of_each(
  'a recording has the pictures and voices of everybody, who all know of it',
  { needs: ['media', 'storage'] },
  async (scene, browser) => {
    const is_chromium = browser.name === 'Chromium';
    const [mina, jun] = await two_in_call(scene, browser, is_chromium);
    await mina.hears('Jun');
    await records(mina);
    // Without a loudspeaker, Firefox mixes no sound.
    if (!is_chromium) await mina.reads('.muted-hint', 'The recording has no sound');
    await jun.reads('#recording', 'Recorded by Mina');
    const ada = await scene.arrives(browser, 'Ada', { link: mina.link });
    await ada.reads('#recording', 'Recorded by Mina');
    await mina.presses('#recording-stop');
    for (const each of [jun, ada]) await each.sees_no('#recording');
    await until('it can be played', () => mina.page.evaluate(() => document.querySelector('.recordings video') !== null));
    const seen = await mina.page.evaluate(watch, 0);
    must(seen.blue > seen.all / 4 && seen.red > seen.all / 100 && seen.moved, `both are seen, and move: ${JSON.stringify(seen)}`);
    if (!is_chromium) return;
    const heard = await mina.page.evaluate(listen, [0, [HZ.Mina, HZ.Jun, 900]]);
    const [minas, juns, nobodys] = heard.tones;
    must(heard.seconds > 3, `it is as long as it went on: ${JSON.stringify(heard)}`);
    must(Math.min(minas, juns) > 10 * nobodys && Math.min(minas, juns) > 0.01, `both are heard: ${JSON.stringify(heard)}`);
  },
);

story_of_each('recorded apart, each person is a file with picture and voice', { needs: ['media', 'storage'] }, async (scene, browser) => {
  const [mina, jun] = await two_in_call(scene, browser, browser.name === 'Chromium');
  await mina.hears('Jun');
  await jun.hears('Mina');
  await records(mina, 'apart');
  await mina.presses('#recording-stop');
  await until('there is a file for each', () => mina.page.evaluate(() => document.querySelectorAll('.recordings video').length === 2));
  for (const at of [0, 1]) {
    const { loud } = await mina.page.evaluate(listen, [at, []]);
    must(loud > 0.005, `file ${at} has a voice: ${loud}`);
    const { red, blue, all } = await mina.page.evaluate(watch, at);
    must(Math.max(red, blue) > all / 2 && Math.min(red, blue) === 0, `file ${at} has one face: ${red}, ${blue}`);
  }
});

story_of_each(
  'of a recording in a browser that is killed, the next visit offers what there was, and it plays',
  { needs: ['media', 'storage'] },
  async (scene, usual) => {
    const folder = mkdtempSync(join(tmpdir(), 'tincan-killed-'));
    scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
    scene.expects(/ICE failed/, 'her browser is killed');
    const doomed = await scene.browser(usual.constructor, 'usual', { folder });
    const [mina] = await two_in_call(scene, doomed, false, { other: usual });
    await records(mina);
    mina.away = true;
    const is_its = ({ command }) => command.includes(folder);
    const pids = descendants(process.pid)
      .filter(is_its)
      .map(it => it.pid);
    signal('SIGKILL', pids);
    await until('the browser is gone', () => !descendants(process.pid).some(is_its));
    for (const file of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'lock', '.parentlock'])
      rmSync(join(folder, file), { force: true });
    const back = await scene.browser(usual.constructor, 'usual', { folder });
    const again = await scene.opens(back, 'Mina');
    await again.reads('#recording-offer', 'This browser keeps a recording');
    await again.presses('#recording-show');
    await until('it can be played', () => again.page.evaluate(() => document.querySelector('.recordings video') !== null));
    const seen = await again.page.evaluate(watch, 0);
    must(seen.blue > seen.all / 4 && seen.moved, `what came is seen: ${JSON.stringify(seen)}`);
    for (let i = 0; i < 2; i += 1) await again.presses('.recordings [data-do="delete"]');
    await again.sees_no('.recordings video');
  },
);

story(
  'a recording goes on with all its pictures while another tab is in front',
  ['Chromium'],
  { needs: ['media', 'storage'] },
  async (scene, usual) => {
    const browser = await scene.browser(BackgroundChromium);
    const [mina] = await two_in_call(scene, browser, false, { other: usual });
    await records(mina);
    const before = await browser.browser.newPage();
    await before.bringToFront();
    await until('the tab is hidden', () => mina.page.evaluate(() => document.hidden));
    await mina.reads('.recording-time', '00:12');
    await before.close();
    await mina.presses('#recording-stop');
    await until('it can be played', () => mina.page.evaluate(() => document.querySelector('.recordings video') !== null));
    const { frames, seconds } = await mina.page.evaluate(async () => {
      const video = document.querySelector('.recordings video');
      Object.assign(video, { muted: true, playbackRate: 2, currentTime: 5 });
      const from = video.getVideoPlaybackQuality().totalVideoFrames;
      await video.play();
      await new Promise(later => (video.ontimeupdate = () => video.currentTime > 10 && later()));
      return { frames: video.getVideoPlaybackQuality().totalVideoFrames - from, seconds: video.currentTime - 5 };
    });
    must(frames / seconds > 5, `hidden, it has ${frames} pictures in ${seconds} s`);
  },
);

story_of_each('the call floats in a window of its own, with a mute and a leave that work', { needs: ['media'] }, async (scene, browser) => {
  const [mina, jun] = await two_in_call(scene, browser, false);
  await mina.presses('#call-more');
  await mina.presses('#call-float');
  await until('his picture is in it', () =>
    mina.page.evaluate(() => {
      const page = globalThis.documentPictureInPicture.window?.document;
      return page?.querySelector('video')?.currentTime > 0 && page.querySelector('.plate').textContent === 'Jun';
    }),
  );
  const press = name =>
    mina.page.evaluate(it => {
      const all = [...globalThis.documentPictureInPicture.window.document.querySelectorAll('button')];
      all.find(each => each.getAttribute('aria-label') === it).click();
    }, name);
  await press('Mute the microphone');
  await jun.sees_muted('Mina');
  await press('Leave the call');
  await jun.sees_nobody_in_call_called('Mina');
  await until('the window is gone', () => mina.page.evaluate(() => !globalThis.documentPictureInPicture.window));
});
