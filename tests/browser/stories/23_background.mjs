// The picture: another background behind a person.
import { story } from '../declare.mjs';
import { start_display } from '../display.mjs';
import { Firefox } from '../firefox.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page, before its own scripts: every camera sees somebody before a chequered wall. */
function sit_before_cameras() {
  const canvas = document.createElement('canvas');
  const pen_of_all_blue = canvas.getContext('2d');
  pen_of_all_blue.fillStyle = '#00f';
  pen_of_all_blue.fillRect(0, 0, 400, 400);
  if (location.protocol === 'http:') localStorage.setItem('tincan.background_picture', canvas.toDataURL('image/jpeg'));
  Object.assign(canvas, { width: 640, height: 360 });
  const pen = canvas.getContext('2d');
  const round = (colour, ...shape) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(...shape, 0, 0, 7);
    pen.fill();
  };
  let frame = 0;
  const draw = () => {
    frame += 1;
    for (let x = 0; x < 640; x += 20) {
      for (let y = 0; y < 360; y += 20) {
        pen.fillStyle = (x + y) % 40 ? '#e8e8e0' : '#1c3c5c';
        pen.fillRect(x, y, 20, 20);
      }
    }
    const sway = 2 * Math.sin(frame / 4);
    round('#7a2f3b', 320 + sway, 390, 150, 150); // shoulders
    pen.fillStyle = '#c98f6f';
    pen.fillRect(290 + sway, 200, 60, 70); // neck
    round('#3a2418', 320 + sway, 120, 78, 92); // hair
    round('#d9a284', 320 + sway, 140, 62, 82); // face
    for (const side of [-1, 1]) {
      round('#ffffff', 320 + sway + 24 * side, 128, 11, 6);
      round('#2a1a10', 320 + sway + 24 * side, 128, 5, 5);
      round('#3a2418', 320 + sway + 24 * side, 112, 14, 3); // brows
    }
    round('#b97f63', 320 + sway, 155, 8, 12); // nose
    round('#a04848', 320 + sway, 185, 22, 6); // mouth
  };
  draw();
  setInterval(draw, 100);
  const really = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (!really) return; // a page that is not the server's
  navigator.mediaDevices.getUserMedia = async wanted => {
    const stream = await really(wanted);
    if (!wanted.video) return stream;
    for (const track of stream.getVideoTracks()) (stream.removeTrack(track), track.stop());
    stream.addTrack(canvas.captureStream(10).getVideoTracks()[0]);
    return stream;
  };
}

/** Her picture as he sees it: how much the wall changes from square to square, and the colours of the face. */
const look = (person, name) =>
  person.page.evaluate(wanted => {
    const tile = [...document.querySelectorAll('#tiles .tile')].find(it => it.querySelector('.plate-name').textContent === wanted);
    const video = tile.querySelector('video');
    const pen = new OffscreenCanvas(640, 360).getContext('2d', { willReadFrequently: true });
    pen.drawImage(video, 0, 0, 640, 360);
    const { data } = pen.getImageData(0, 0, 640, 360);
    const at = (x, y) => [0, 1, 2].map(part => data[4 * (640 * y + x) + part]);
    const between = (one, other) => one.reduce((sum, it, part) => sum + Math.abs(it - other[part]), 0) / 3;
    let wall = 0;
    for (const x of [30, 50, 70, 550, 570, 590]) for (const y of [30, 50, 70, 90]) wall += between(at(x, y), at(x + 20, y)) / 24;
    return { wall, corner: at(50, 50), face: at(350, 160) };
  }, name);

const near = (one, other) => one.every((it, part) => Math.abs(it - other[part]) < 30);

async function chooses(person, background) {
  await person.presses('#choose-camera');
  await person.presses('#devices-card [data-open="audio-video"]');
  await person.presses(`.audio-video [data-choose="background-${background}"]`);
  await person.page.key('Escape');
  await person.sees_no('.audio-video');
}

async function blurs(scene, browser) {
  const mina = await scene.arrives(browser, 'Mina', { before: `(${sit_before_cameras})();` });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await mina.sees_person('Jun');
  await mina.joins_call();
  await jun.joins_call('listen');
  await jun.sees_moving_video_of('Mina');
  const before = await until('the wall is seen', async () => {
    const now = await look(jun, 'Mina');
    return now.wall > 60 && now;
  });
  const negotiated = await mina.ask('descriptions');
  await chooses(mina, 'blur');
  let now;
  await until('the wall is blurred', async () => (now = await look(jun, 'Mina')).wall < 30, { instead: () => now });
  must(near(now.face, before.face), `the face is as it was: ${now.face}, before ${before.face}`);
  await jun.sees_moving_video_of('Mina');
  await chooses(mina, 'none');
  await until('the wall is seen again', async () => (await look(jun, 'Mina')).wall > 60);
  await chooses(mina, 'picture');
  await until('the picture is behind her', async () => near((await look(jun, 'Mina')).corner, [0, 0, 254]));
  must(near((await look(jun, 'Mina')).face, before.face), 'the face is before it');
  must(negotiated === (await mina.ask('descriptions')), 'nothing was negotiated anew');
}

/** Of every frame that he gets, from the first: the most that the wall changes. */
const watch = person =>
  person.page.evaluate(() => {
    globalThis.walls = [];
    const pen = new OffscreenCanvas(640, 360).getContext('2d', { willReadFrequently: true });
    setInterval(() => {
      const video = document.querySelector('#tiles .tile[data-me="false"] video');
      if (!video?.videoWidth || video.readyState < 2) return;
      pen.drawImage(video, 0, 0, 640, 360);
      const { data } = pen.getImageData(0, 0, 160, 100);
      const at = (x, y) => data[4 * (160 * y + x)];
      globalThis.walls.push(Math.max(...[30, 50, 70, 90].map(y => Math.abs(at(50, y) - at(70, y)))));
    }, 50);
  });

story(
  'a blur that was chosen on an earlier visit is there from the first frame',
  ['Chromium'],
  { needs: ['media'] },
  async (scene, browser) => {
    const jun = await scene.arrives(browser, 'Jun');
    const mina = await scene.arrives(browser, 'Mina', {
      link: jun.link,
      before: `(${sit_before_cameras})(); if (location.protocol === 'http:') localStorage.setItem('tincan.background', 'blur');`,
    });
    await jun.sees_person('Mina');
    await jun.joins_call('listen');
    await watch(jun);
    await mina.joins_call();
    await jun.sees_moving_video_of('Mina');
    const walls = await until('many frames came', () => jun.page.evaluate(() => globalThis.walls.length > 40 && globalThis.walls));
    must(Math.max(...walls) < 60, `the wall was never sharp: ${Math.max(...walls)}`);
  },
);

story('a blurred background leaves the person as sharp as before', ['Chromium'], { needs: ['media'] }, blurs);

story('a blurred background in Firefox leaves the person as sharp as before', ['Firefox'], { needs: ['media'] }, async scene => {
  const display = await start_display(scene);
  await blurs(scene, await scene.browser(Firefox, 'usual', { display }));
});

story('without WebGL the background stays, and that is said', ['Firefox'], { needs: ['media'] }, async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  await mina.joins_call();
  await mina.presses('#choose-camera');
  await mina.presses('#devices-card [data-open="audio-video"]');
  await mina.presses('.audio-video [data-choose="background-blur"]');
  await mina.reads('.audio-video .av-background', 'this browser has no WebGL');
  await mina.page.key('Escape');
  await mina.has('camera', 'live');
  await mina.sees_moving_video_of('myself');
});

const outside = 'https://example.org/worker.js';

story('no worker but the page’s own is started', ['Chromium'], async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina');
  scene.expects(/TrustedScriptURL|Trusted ?Type|Content Security Policy/i, 'it is refused on purpose');
  const refused = await mina.page.evaluate(
    address =>
      [() => new Worker(address), () => trustedTypes.createPolicy('x', {}), () => new Worker('main.js')].map(attempt => {
        try {
          attempt();
          return '';
        } catch (error) {
          return error.name;
        }
      }),
    outside,
  );
  must(
    refused.every(it => it === 'TypeError'),
    `all is refused: ${refused}`,
  );
});
