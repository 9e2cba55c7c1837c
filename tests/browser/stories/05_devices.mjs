// Cameras and microphones that are refused, missing or taken: a sentence of their own, a way on, and the call goes on without.
import { story, story_of_each } from '../declare.mjs';
import { until } from '../waiting.mjs';

const sentence = (device, trouble) => `#call-troubles .trouble[data-source="${device}"][data-trouble="${trouble}"]`;

async function goes_on_without(scene, kind, trouble, words, browser) {
  const unlucky = await scene.environment.browser(browser.name, kind);
  const jun = await scene.arrives(browser, 'Jun');
  const mina = await scene.arrives(unlucky, 'Mina', { link: jun.link });
  await mina.sees_person('Jun');
  await jun.joins_call();
  await mina.presses('#join-call');
  await mina.reads(sentence('camera', trouble), words.camera);
  await mina.reads(sentence('microphone', trouble), words.microphone);
  await mina.sees_moving_video_of('Jun');
  await mina.hears('Jun');
  await jun.sees_in_call('Mina');
  await jun.sees_muted('Mina');
  // Trying again gives the same answer; going on without takes the sentence away.
  await mina.presses(`${sentence('camera', trouble)} [data-do="again"]`);
  await mina.reads('#call-troubles', words.camera);
  await mina.presses(`${sentence('camera', trouble)} [data-do="without"]`);
  await mina.presses(`${sentence('microphone', trouble)} [data-do="without"]`);
  await mina.sees_no('#call-troubles .trouble');
  await mina.says('I only listen');
  await jun.sees('I only listen');
}

story_of_each('a refused camera is said, and the call goes on', { needs: ['media', 'devices'] }, (scene, browser) =>
  goes_on_without(
    scene,
    'refusing',
    'denied',
    { camera: 'The camera is not allowed.', microphone: 'The microphone is not allowed.' },
    browser,
  ),
);

story_of_each('a missing camera is said, and the call goes on', { needs: ['media', 'devices'] }, (scene, browser) =>
  goes_on_without(scene, 'bare', 'missing', { camera: 'No camera was found.', microphone: 'No microphone was found.' }, browser),
);

// No second program can hold an artificial camera, so the page is told what browsers say then.
story('a camera in use is said on the card, and comes when it is free', ['Chromium'], async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina', {
    before: () => {
      const really = navigator.mediaDevices.getUserMedia;
      navigator.mediaDevices.getUserMedia = async wanted => {
        if (wanted.video && globalThis.camera_is_taken) throw new DOMException('Could not start video source', 'NotReadableError');
        return really.call(navigator.mediaDevices, wanted);
      };
      globalThis.camera_is_taken = true;
    },
  });
  await mina.presses('#preview-camera');
  await mina.reads(`#preview-troubles [data-source="camera"][data-trouble="busy"]`, 'The camera is used by another program.');
  await mina.page.evaluate(() => (globalThis.camera_is_taken = false));
  await mina.presses('#preview-troubles [data-do="again"]');
  await mina.sees_no('#preview-troubles .trouble');
  await until('the preview is seen', () => mina.page.evaluate(() => document.getElementById('preview').dataset.seen === 'true'));
  await mina.enters();
  await mina.has('camera', 'live');
  await mina.sees_moving_video_of('myself');
});

story_of_each(
  'while the browser asks for the devices, the call is there and can be left; a late answer is let go',
  async (scene, browser) => {
    const jun = await scene.arrives(browser, 'Jun');
    const mina = await scene.arrives(browser, 'Mina', {
      link: jun.link,
      before: () => {
        const really = navigator.mediaDevices.getUserMedia;
        const answered = new Promise(resolve => (globalThis.answer = resolve));
        navigator.mediaDevices.getUserMedia = async wanted => {
          await answered;
          return really.call(navigator.mediaDevices, wanted);
        };
      },
    });
    await mina.sees_person('Jun');
    await jun.joins_call();
    await mina.presses('#join-call');
    await mina.has('camera', 'asking');
    await mina.reads('#toggle-camera', 'Asking…');
    await mina.sees_moving_video_of('Jun');
    await jun.sees_in_call('Mina');
    await mina.says('one moment');
    await jun.sees('one moment');
    await mina.leaves_call();
    await mina.page.evaluate(() => globalThis.answer());
    await mina.has_released_devices();
    await mina.joins_call();
    await jun.sees_moving_video_of('Mina');
  },
);
