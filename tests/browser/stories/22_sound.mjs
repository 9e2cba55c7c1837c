// Sound: how loud each is played, push to talk, noise that is suppressed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Chromium } from '../chromium.mjs';
import { story, story_of_each } from '../declare.mjs';
import { picture } from '../screens.mjs';
import { build } from '../server.mjs';
import { prepare_voice, speak_into_microphones } from '../voice.mjs';
import { must, until } from '../waiting.mjs';

const choice = name => `.audio-video [data-choose="${name}"]`;

async function opens_devices(person) {
  await person.presses('#devices-button');
  await person.presses('#devices-card [data-open="audio-video"]');
}

async function closes_devices(person) {
  await person.page.key('Escape');
  await person.sees_no('.audio-video');
}

story_of_each('push to talk sends sound only while the key is held', { needs: ['media', 'devices'] }, async (scene, browser) => {
  const [mina, jun] = await scene.two(browser, browser);
  await mina.joins_call('voice');
  await jun.joins_call('listen');
  await jun.hears('Mina');
  await opens_devices(mina);
  await mina.presses(choice('talk'));
  await closes_devices(mina);
  await mina.has('microphone', 'muted');
  await jun.no_longer_hears('Mina');
  await mina.page.hold(' ');
  await mina.has('microphone', 'live');
  await jun.hears('Mina');
  await mina.page.let_go(' ');
  await mina.has('microphone', 'muted');
  await jun.no_longer_hears('Mina');
  // Where one writes, it is a space.
  if (!(await mina.ask('shown', '#composer'))) await mina.presses('#toggle-chat');
  await mina.says('two words');
  await jun.sees('two words');
  await jun.sees_muted('Mina', false);
});

const AUDIBLE = 0.004;

/** A tab beside hers hears what her tab plays. */
async function ear_of(scene, tab_of, person) {
  await person.page.evaluate(() => {
    const title = 'Something to show';
    Object.defineProperty(document, 'title', { get: () => title, set() {} });
    document.querySelector('title').textContent = title;
  });
  const ear = await tab_of.page();
  await ear.goto(scene.address);
  await ear.evaluate(async () => {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true });
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    globalThis.loudest = 0;
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      globalThis.loudest = Math.max(globalThis.loudest, Math.sqrt(samples.reduce((sum, it) => sum + it * it, 0) / samples.length));
    }, 20);
  });
  /** The loudest moment of some seconds. @param {number} seconds */
  return seconds =>
    ear.evaluate(async s => {
      globalThis.loudest = 0;
      await new Promise(resolve => setTimeout(resolve, 1000 * s));
      return globalThis.loudest;
    }, seconds);
}

story('a person who is turned down is not heard, and is heard again', ['Chromium'], { needs: ['media'] }, async (scene, usual) => {
  const browser = await scene.browser(Chromium, 'tab_sharing');
  const tab_of = await scene.profile(browser);
  const mina = await scene.arrives(browser, 'Mina', { tab_of });
  const jun = await scene.arrives(usual, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await mina.joins_call('listen');
  await jun.joins_call('voice');
  await mina.hears('Jun');
  const ear = await ear_of(scene, tab_of, mina);
  await until('her tab plays the voice', async () => (await ear(1.5)) > AUDIBLE);
  await mina.presses('#people-button');
  const turn = to =>
    mina.page.evaluate(volume => {
      const slider = document.querySelector('.volume input');
      slider.value = volume;
      slider.dispatchEvent(new Event('input'));
    }, to);
  await turn(0);
  await until('her tab is silent', async () => (await ear(2.5)) < AUDIBLE / 10);
  await turn(100);
  await until('her tab plays the voice again', async () => (await ear(1.5)) > AUDIBLE);
  await mina.presses('.volume .tool');
  await until('her tab is silent', async () => (await ear(2.5)) < AUDIBLE / 10);
});

const speaking = `(${prepare_voice})(); (${speak_into_microphones})();`;

story('somebody who speaks while muted is told so', ['Chromium'], { needs: ['media'] }, async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina', { before: speaking });
  await mina.joins_call('voice');
  await mina.sees_no('.muted-hint');
  await mina.toggles('microphone');
  await mina.reads('.muted-hint', 'You are muted');
  await picture(mina, 'muted-hint');
  await mina.toggles('microphone');
  await mina.sees_no('.muted-hint');
});

story(
  'strong noise suppression is switched in the call, and the voice goes on',
  ['Chromium'],
  { needs: ['media'] },
  async (scene, browser) => {
    const mina = await scene.arrives(browser, 'Mina', { before: speaking });
    const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
    await mina.sees_person('Jun');
    await mina.joins_call('voice');
    await jun.joins_call('listen');
    await jun.hears('Mina');
    const offers = () => mina.page.evaluate(() => globalThis.page_probe.descriptions());
    const before = await offers();
    await opens_devices(mina);
    const worklet = new Promise(resolve => mina.page.page.on('requestfinished', it => it.url().includes('rnnoise') && resolve(true)));
    await mina.presses(choice('strong'));
    await worklet;
    await jun.hears('Mina');
    await mina.presses(choice('strong'));
    await jun.hears('Mina');
    must(before === (await offers()), 'nothing was negotiated anew');
  },
);

story_of_each(
  'before the first call inside, devices are tried out and given back',
  { needs: ['media', 'devices'] },
  async (scene, browser) => {
    const mina = await scene.arrives(browser, 'Mina');
    await mina.opens_settings('audio_video');
    await mina.presses('.av-picture button');
    await mina.reads('#av-camera', /Automatic.+/);
    await until('her picture is seen', () => mina.page.evaluate(() => document.querySelector('.av-picture video').videoWidth > 0));
    await mina.sees_no('#call-bar');
    await closes_devices(mina);
    await mina.has_released_devices();
  },
);

// Without a loudspeaker, Firefox never starts its clock of sound.
story(
  'where noise cannot be suppressed, the voice goes out as it is, and that is said',
  ['Firefox'],
  { needs: ['media'] },
  async (scene, browser) => {
    const [mina, jun] = await scene.two(browser, browser);
    await mina.joins_call('voice');
    await jun.joins_call('listen');
    await opens_devices(mina);
    await mina.presses(choice('strong'));
    await mina.reads('.audio-video', 'It did not start here.');
    await jun.hears('Mina');
  },
);

story(
  'the loudspeaker is chosen, and others are heard at it, those who come later too',
  ['Chromium'],
  { needs: ['media'] },
  async (scene, browser) => {
    const [mina, jun] = await scene.two(browser, browser);
    await mina.joins_call('voice');
    await opens_devices(mina);
    const output = await until('loudspeakers are listed', () =>
      mina.page.evaluate(() => [...document.querySelectorAll('#av-speaker option')].map(it => it.value).find(it => it && it !== 'default')),
    );
    await mina.page.evaluate(id => {
      const select = document.getElementById('av-speaker');
      select.value = id;
      select.dispatchEvent(new Event('change'));
    }, output);
    await mina.presses('.audio-video [data-do="tone"]');
    await until('the tone has been played', () =>
      mina.page.evaluate(() => !document.querySelector('.audio-video [data-do="tone"]').disabled),
    );
    await closes_devices(mina);
    await jun.joins_call('voice');
    await mina.hears('Jun');
    const at = () => mina.page.evaluate(() => document.querySelector('#tiles .tile[data-me="false"] video').sinkId);
    await until('his voice goes to that loudspeaker', async () => (await at()) === output, { instead: at });
  },
);

story(
  'devices are changed in the call, and a lost microphone is followed by another',
  ['Chromium'],
  { needs: ['media'] },
  async (scene, usual) => {
    const one = await scene.environment.browser('Chromium', 'several_cameras');
    const [mina, jun] = await scene.two(one, usual);
    await mina.joins_call();
    await jun.joins_call('listen');
    await jun.hears('Mina');
    await jun.sees_moving_video_of('Mina');
    const negotiated = await mina.ask('descriptions');
    await opens_devices(mina);
    for (const [source, kind] of [
      ['camera', 'video'],
      ['microphone', 'audio'],
    ]) {
      const had = await mina.ask('device_of', kind);
      await mina.page.evaluate(
        ([at, not]) => {
          const select = document.getElementById(`av-${at}`);
          select.value = [...select.options].map(it => it.value).findLast(it => it && it !== 'default' && it !== not);
          select.dispatchEvent(new Event('change'));
        },
        [source, had],
      );
      await until(`another ${source} is in use`, async () => (await mina.ask('device_of', kind)) !== had);
      await mina.has(source, 'live');
    }
    await closes_devices(mina);
    // The picture of that camera may stand still.
    const frames = () => jun.ask('frames', 'Mina');
    const before = await frames();
    await until('frames of the other camera come', async () => (await frames()) > before + 5, { instead: frames });
    await jun.hears('Mina');
    const lost = await mina.ask('device_of', 'audio');
    await mina.ask('lose', 'audio');
    await until('another microphone is in use', async () => (await mina.ask('device_of', 'audio')) !== lost);
    await mina.has('microphone', 'live');
    await jun.hears('Mina');
    must(negotiated === (await mina.ask('descriptions')), 'nothing was negotiated anew');
  },
);

/** Runs in the page: voice and noise go through the worklet of the page, and out comes how loud both are. */
async function measure({ module, worklet }) {
  const rate = 48_000;
  const seconds = 8;
  const { voice, pauses } = globalThis.made_voice(seconds, rate);
  const noise = Float32Array.from(voice, () => 0.1 * (Math.random() * 2 - 1));
  const compiled = await WebAssembly.compileStreaming(fetch(module));
  const names = WebAssembly.Module.exports(compiled).map(it => it.name);
  const played = async samples => {
    const context = new OfflineAudioContext(1, seconds * rate, rate);
    await context.audioWorklet.addModule(worklet);
    const buffer = context.createBuffer(1, seconds * rate, rate);
    buffer.copyToChannel(samples, 0);
    const node = new AudioWorkletNode(context, 'denoiser', { processorOptions: { module: compiled, on: true } });
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(node).connect(context.destination);
    source.start();
    return (await context.startRendering()).getChannelData(0);
  };
  const decibels = (samples, parts) => {
    let [sum, count] = [0, 0];
    for (const [from, to] of parts) {
      for (let at = Math.floor(from * rate); at < to * rate; at += 1, count += 1) sum += samples[at] * samples[at];
    }
    return 10 * Math.log10(sum / count + 1e-12);
  };
  // The first two words are for learning what is noise.
  const heard = pauses.slice(2);
  const spoken = heard.map(([from]) => [from - 1, from - 0.15]);
  const noisy = voice.map((it, at) => it + noise[at]);
  const out = await played(noisy);
  return {
    names,
    pauses: decibels(out, heard) - decibels(noisy, heard),
    speech: decibels(out, spoken) - decibels(voice, spoken),
  };
}

story_of_each('noise is suppressed by 15 dB in the pauses, and speech is kept', { needs: ['devices'] }, async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina', { before: `(${prepare_voice})();` });
  const files = readdirSync(join(build, 'page'));
  const [module, worklet] = [/^rnnoise-.*\.wasm$/, /^noise_worklet-.*\.js$/].map(name => files.find(it => name.test(it)));
  const measured = await mina.page.evaluate(measure, { module, worklet });
  must(measured.names.join('') === 'cdefghijk', `the module has the functions that the worklet calls: ${measured.names}`);
  must(measured.pauses < -15, `noise in the pauses: ${measured.pauses} dB`);
  must(Math.abs(measured.speech) < 3, `speech: ${measured.speech} dB`);
});
