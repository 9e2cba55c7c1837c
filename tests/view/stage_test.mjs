// The stage: the bars of its tiles, what is pinned, one's own picture, and the room that everything has at every size.
import { Chromium } from '../browser/chromium.mjs';
import { must, until } from '../browser/waiting.mjs';
import { call, calling, i_call, id_of, no_call, picture, room } from './states.mjs';
import { view } from './suite.mjs';

const others = ['Jun', 'Ada', 'Cem', 'Eli', 'Fay', 'Gus', 'Hua'];
const tile = (name, kind = 'camera') => `.tile[data-kind="${kind}"][data-person="${id_of(name)}"]`;
const area = (tab, selector) =>
  tab.evaluate(it => {
    const { width, height } = document.querySelector(it).getBoundingClientRect();
    return width * height;
  }, selector);

view('the stage: a face is pinned by its bar and by a double click, is large then, and says so', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.sees_pictures(3);
  await tab.presses(`${tile('Ada')} [data-do="pin"]`);
  await tab.called('pin_tile', id_of('Ada'), 'camera', true);
  await tab.until('the button is pressed', it => document.querySelector(it).ariaPressed === 'true', `${tile('Ada')} [data-do="pin"]`);
  must((await area(tab, tile('Ada'))) > 3 * (await area(tab, tile('Jun'))), 'the pinned face is larger than the other');
  await tab.sees(`${tile('Ada')} .pin-mark`);
  await tab.evaluate(it => document.querySelector(it).dispatchEvent(new MouseEvent('dblclick', { bubbles: true })), `${tile('Jun')} video`);
  await tab.called('pin_tile', id_of('Jun'), 'camera', true);
  await tab.sees_no(`${tile('Ada')} .pin-mark`);
  await tab.presses(`${tile('Jun')} [data-do="pin"]`);
  await tab.called('pin_tile', id_of('Jun'), 'camera', false);
});

view('the stage: several screens and faces are shown at once, and one of the screens is pinned', async open => {
  const tab = await open();
  const sharing = name => [...calling(name, { screen: true }), picture(name, 'screen', { width: 640, height: 360 })];
  await tab.show(room(), i_call('Mina'), sharing('Jun'), sharing('Ada'));
  await tab.sees_pictures(5);
  must((await area(tab, tile('Jun', 'screen'))) === (await area(tab, tile('Ada', 'screen'))), 'both screens are as large');
  await tab.presses(`${tile('Jun', 'screen')} [data-do="pin"]`);
  await tab.until(
    'one screen is larger',
    ([one, other]) => {
      const width = it => document.querySelector(it).getBoundingClientRect().width;
      return width(one) > 2 * width(other);
    },
    [tile('Jun', 'screen'), tile('Ada', 'screen')],
  );
});

view('the stage: by keyboard a tile is one stop, the arrows lead through its bar, and Escape closes its card', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.sees_pictures(3);
  await tab.sees('.tile-bar');
  await tab.evaluate(it => document.querySelector(it).focus(), `${tile('Ada')} [data-do="pin"]`);
  await tab.page.key('Enter');
  await tab.called('pin_tile', id_of('Ada'), 'camera', true);
  await tab.page.key('ArrowLeft');
  await tab.until('the dots have the focus', () => document.activeElement.dataset.do === 'more');
  const stops = await tab.evaluate(() => document.querySelectorAll('.tile-bar button:not([tabindex="-1"])').length);
  must(stops === 3, `one stop a tile: ${stops}`);
  await tab.page.key('Enter');
  await tab.sees('#tile-card');
  await tab.page.key('Escape');
  await tab.sees_no('#tile-card');
});

view('the stage: one’s own picture is moved to another corner, hidden, and shown again, also after a reload', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.evaluate(selector => {
    const at = document.querySelector(selector);
    const { left, top } = at.getBoundingClientRect();
    const point = (name, x, y, to) => to.dispatchEvent(new PointerEvent(name, { bubbles: true, clientX: x, clientY: y, pointerId: 1 }));
    point('pointerdown', left + 5, top + 5, at);
    point('pointermove', 60, 120, window);
    point('pointerup', 60, 120, window);
  }, tile('Mina'));
  await tab.called('choose_self_view', false, true, true);
  await tab.presses('#call-more');
  await tab.presses('#hide-self');
  await tab.called('choose_self_view', true, true, true);
  await tab.sees_no(tile('Mina'));
  await tab.sees(tile('Jun'));
  await tab.evaluate(() => {
    globalThis.outdated = true;
    setTimeout(() => location.reload());
  });
  const is_there = () => !globalThis.outdated && globalThis.core?.view && document.querySelector('#shortcuts') !== null;
  await until('the page is loaded anew', () => tab.evaluate(is_there).catch(() => false));
  await tab.until('the choice is told', () => globalThis.core.calls.some(it => String(it) === 'choose_self_view,true,true,true'));
});

view('the stage: the layout is chosen in the call’s card', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
  await tab.presses('#call-more');
  await tab.evaluate(() => document.querySelector('#call-layout [value="speaker"]').click());
  await tab.called('choose_layout', 'speaker');
});

view(
  'the stage: with audio only the others’ pictures go, in the next call they are back, and a hidden tab says that it sees none',
  async open => {
    const tab = await open();
    await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada'));
    await tab.sees_pictures(3);
    await tab.presses('#call-more');
    await tab.sees_no('#smooth-screen');
    await tab.evaluate(() => document.querySelector('#call-quality [value="audio"]').click());
    await tab.called('choose_quality', 'audio');
    await tab.sees_pictures(1);
    await tab.show(call({ screen: 'live' }));
    await tab.presses('#smooth-screen');
    await tab.called('smooth_screen', true);
    await tab.show(no_call());
    await tab.called('choose_quality', 'full');
    await tab.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await tab.called('see_pictures', false, false);
    await tab.evaluate(() => {
      delete document.hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await tab.called('see_pictures', true, false);
  },
);

// A browser has one such window for all its pages: what is told of it is told in one.
view('the stage: the call floats in a window of its own, where one mutes and leaves, also by itself when the tab is left', async open => {
  const before = () => {
    globalThis.handlers = {};
    navigator.mediaSession.setActionHandler = (action, act) => (globalThis.handlers[action] = act);
  };
  const tab = await open({ before });
  await tab.show(room(), i_call('Mina'), calling('Jun'), calling('Ada', { camera: false }));
  await tab.sees_pictures(2);
  await tab.presses('#call-more');
  await tab.presses('#call-float');
  await tab.until('it shows the first face', () => {
    const page = globalThis.documentPictureInPicture.window?.document;
    const video = page?.querySelector('video');
    return video?.videoWidth > 0 && page.querySelector('.plate').textContent === 'Jun' && page.title === 'Call';
  });
  await tab.called('see_pictures', true, true);
  const press = name =>
    tab.evaluate(it => {
      const made = [...globalThis.documentPictureInPicture.window.document.querySelectorAll('button')];
      made.find(each => each.ariaLabel === it).click();
    }, name);
  await press('Mute the microphone');
  await tab.called('toggle', 'microphone');
  await press('Turn the camera off');
  await tab.called('toggle', 'camera');
  await tab.presses(`${tile('Ada')} [data-do="pin"]`);
  await tab.until('it shows the pinned one, who has no picture', () => {
    const face = globalThis.documentPictureInPicture.window.document.querySelector('.face');
    return face.dataset.seen === 'false' && face.textContent === 'Ada' && face.querySelector('.avatar').dataset.letters === 'A';
  });
  await tab.presses('#call-more');
  await tab.reads('#call-float', 'Leave picture in picture');
  await tab.presses('#call-float');
  await tab.until('it floats no more', () => !globalThis.documentPictureInPicture.window);
  await tab.has_focus('call-more');
  await tab.called('see_pictures', true, false);
  await tab.evaluate(() => globalThis.handlers.enterpictureinpicture());
  await tab.until('it floats by itself', () => globalThis.documentPictureInPicture.window?.document.querySelector('.bar'));
  await press('Leave the call');
  await tab.called('leave_call');
  await tab.show(no_call());
  await tab.until('the window goes with the call', () => !globalThis.documentPictureInPicture.window);
  await tab.until('the browser asks no more', () => globalThis.handlers.enterpictureinpicture === null);
});

const windows = [
  [320, 568],
  [360, 740],
  [430, 932],
  [568, 320],
  [740, 360],
  [932, 430],
  [768, 1024],
  [1024, 768],
  [1280, 800],
  [1440, 900],
  [1920, 1080],
  [3840, 2160],
];

view(
  'the stage: at twelve sizes one to eight people lie on it without overlap, nothing is cut, and bar and names can be seen',
  async open => {
    const tab = await open();
    await tab.show(room(), i_call('Mina'));
    await tab.page.key('Alt+k'); // folds the conversation away
    const shares = [];
    for (let people = 1; people <= 8; people += 1) {
      if (people > 1) await tab.show(calling(others[people - 2], { camera: false }));
      for (const [width, height] of windows) {
        await tab.page.look({ width, height, dark: false });
        const found = await tab.until(
          'the tiles are placed',
          async count => {
            await new Promise(requestAnimationFrame);
            const box = it => it.getBoundingClientRect();
            const stage = box(document.getElementById('tiles'));
            const tiles = [...document.querySelectorAll('#tiles .tile')].map(box);
            if (tiles.length !== count || tiles.some(it => it.right > stage.right + 1 || it.bottom > stage.bottom + 1)) return null;
            const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const faces = count === 2 ? tiles.slice(0, 1) : tiles;
            // Those that only a pointer is offered are narrower.
            const bar = [...document.querySelectorAll('#call-bar button:not([hidden], .caret)')].filter(it => it.checkVisibility());
            const cut = it => it.left < 0 || it.top < 0 || it.right > innerWidth || it.bottom > innerHeight;
            return {
              share: (stage.width * stage.height) / (innerWidth * innerHeight),
              overlap: faces.some((a, i) => faces.slice(i + 1).some(b => overlap(a, b))),
              cut: bar.map(box).filter(it => cut(it) || it.width < 44 || it.height < 44),
              bar: bar.length,
              wide: document.documentElement.scrollWidth > innerWidth,
            };
          },
          people,
          () => [...document.querySelectorAll('#tiles, #tiles .tile')].map(it => it.getBoundingClientRect().toJSON()),
        );
        const at = `${people} at ${width}x${height}`;
        must(!found.overlap && !found.cut.length && !found.wide, `all is seen with ${at}: ${JSON.stringify(found)}`);
        must(found.bar >= 5, `the bar has its buttons with ${at}`);
        if (people === 3) shares.push(`${width}x${height} ${Math.round(100 * found.share)} %`);
      }
    }
    console.log(`the stage’s share of the window: ${shares.join(', ')}`);
    const least = Math.min(...shares.map(it => Number(/ (\d+) %/.exec(it)[1])));
    must(least >= 60, `the stage has most of every window: ${shares}`);
  },
  { only: Chromium },
);
