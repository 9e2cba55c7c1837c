// How loud each is played, and the card of audio and video.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, picture } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, devices, i_call, id_of, room } from './states.mjs';
import { view } from './suite.mjs';

const choice = name => `.audio-video [data-choose="${name}"]`;

async function opens_card(open, options) {
  const tab = await open(options);
  await tab.show(room(), i_call('Mina'), calling('Jun'), devices(['Headset', 'Laptop'], ['Front camera', 'Back camera']));
  await tab.opens_settings('audio_video');
  await tab.sees('.audio-video');
  return tab;
}

const kept = (tab, key) => tab.evaluate(it => localStorage.getItem(`tincan.${it}`), key);

view('a person is turned down and muted in the list of people, for as long as they are there', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.presses('#people-button');
  await tab.sees('.entry[data-me="false"] .volume');
  await tab.sees_no('.entry[data-me="true"] .volume');
  const turn = volume =>
    tab.evaluate(to => {
      const slider = document.querySelector('.volume input');
      slider.value = to;
      slider.dispatchEvent(new Event('input'));
    }, volume);
  const played = () =>
    tab.evaluate(() => {
      const { volume, muted } = document.querySelector('.tile[data-me="false"] video');
      return { volume, muted };
    });
  await turn(35);
  must((await played()).volume === 0.35, 'the voice is as loud as the slider says');
  await tab.presses('.volume .tool');
  must((await played()).muted, 'the voice is muted');
  must(
    (await tab.evaluate(() => document.querySelector('.volume .tool').getAttribute('aria-label'))) === 'Mute Jun for me',
    'the button says what it does',
  );
  // A shared screen has a sound of its own, and is turned down apart.
  await tab.show(calling('Jun', { screen: true }));
  await tab.sees('.volume[data-kind="screen"]');
  await tab.show(calling('Jun'));
  await tab.sees_no('.volume[data-kind="screen"]');
  // Jun changes, and what was chosen stays.
  await tab.show(calling('Jun', { microphone: false }));
  must((await played()).muted, 'the voice stays muted');
  await tab.show(['person_gone', calling('Jun')[0][1].id]);
  await tab.sees_no('.volume');
  await tab.show(calling('Jun'));
  await tab.sees_pictures(2);
  must((await played()).volume === 1 && !(await played()).muted, 'nothing is kept of who was gone');
});

view('what is chosen on the card of audio and video is told and kept', async open => {
  const tab = await opens_card(open);
  await tab.evaluate(() => {
    const select = document.getElementById('av-camera');
    select.value = 'device 1';
    select.dispatchEvent(new Event('change'));
  });
  await tab.called('choose_device', 'camera', 'device 1', 'Back camera');
  must((await kept(tab, 'camera_label')) === 'Back camera', 'its name is kept, for where its id is another');
  await tab.presses(choice('quiet'));
  await tab.called('choose_sound', true, true, false);
  await tab.presses(choice('strong'));
  await tab.called('choose_effects', 'microphone');
  await tab.presses(choice('background-blur'));
  await tab.called('choose_effects', 'camera');
  must((await kept(tab, 'background')) === 'blur', 'the blur is kept');
  await tab.presses(choice('mirror'));
  must((await tab.evaluate(() => document.documentElement.dataset.mirror)) === 'off', 'the own picture is not mirrored');
  await tab.presses(choice('talk'));
  await tab.called('push_to_talk', true);
  await tab.reads('.audio-video', 'only while Space is held');
  await tab.page.click('.audio-video > button:last-child');
  await tab.page.key('t');
  await tab.reads('.audio-video', 'only while T is held');
  await tab.page.key('Escape');
  await tab.sees_no('.audio-video');
  await tab.evaluate(() => document.activeElement?.blur());
  const press = type => tab.evaluate(it => void document.body.dispatchEvent(new KeyboardEvent(it, { code: 'KeyT', bubbles: true })), type);
  await press('keydown');
  await tab.called('hold_talk', true);
  await press('keyup');
  await tab.called('hold_talk', false);
});

view('in the dark, the picture on the card says so, and no more where there is light', async open => {
  const before = () => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    globalThis.light = '#0a0a0a';
    setInterval(() => {
      pen.fillStyle = globalThis.light;
      pen.fillRect(0, 0, 400, 400);
    }, 100);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
  };
  const tab = await open({ before });
  await tab.show(room());
  await tab.opens_settings('audio_video');
  await tab.presses('.av-picture button');
  await tab.reads('.av-picture .light-note', 'It is dark where you are');
  await tab.evaluate(() => (globalThis.light = '#b0b0b0'));
  await tab.sees_no('.av-picture .light-note');
});

view('two tabs of one browser in a call play nothing of each other, and say so', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.sees_pictures(3);
  const muted = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll('.tile[data-me="false"]')].filter(it => it.querySelector('video').muted).map(it => it.dataset.person),
    );
  must(!(await muted()).length, 'everybody is heard');
  const answered = await tab.evaluate(
    ([room_id, other]) =>
      new Promise(done => {
        const channel = new BroadcastChannel(`tincan.voices.${room_id}`);
        channel.onmessage = ({ data }) => done(data);
        channel.postMessage({ id: other, asks: true });
      }),
    [room()[1].id, id_of('Jun')],
  );
  must(answered.id === id_of('Mina'), 'the other tab learns who this is');
  await tab.reads('.muted-hint', 'Another tab of this browser is in the call');
  must(String(await muted()) === id_of('Jun'), `that one alone is not played: ${await muted()}`);
  // A person who comes anew into the room is somebody else.
  await tab.show(['person_gone', id_of('Jun')]);
  await tab.sees_pictures(2);
  await tab.show(calling('Jun'));
  await tab.sees_pictures(3);
  must(!(await muted()).length, 'everybody is heard again');
});

for (const [name, options] of /** @type {const} */ ([
  ['audio-video', {}],
  ['audio-video-phone', { phone: true }],
  ['audio-video-korean', { language: 'ko' }],
])) {
  view(
    `looks: ${name}`,
    async open => {
      const tab = await opens_card(open, options);
      await tab.until('the picture is seen', () => document.querySelector('.av-picture').dataset.seen === 'true');
      await picture(tab, name);
      await tab.evaluate(() => document.querySelector('.audio-video').scrollTo(0, 10_000));
      await picture(tab, `${name}-below`);
      const found = await barriers(tab);
      must(!found.length, `axe finds nothing: ${found.join('\n')}`);
    },
    { only: Chromium },
  );
}
