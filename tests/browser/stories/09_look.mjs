// How the page looks, in which language it speaks, and who can use it. The pictures are kept for people to look at.
import { barriers, picture, pictures } from '../screens.mjs';
import { story, story_of_each } from '../telling.mjs';
import { must, until } from '../waiting.mjs';

/** All letters have one of four sizes and two weights: any other costs whoever comes in a question to another process of the browser. */
async function letters_are_few(person) {
  const strange = await person.page.evaluate(() => {
    const bears_text = it =>
      it.matches('input, textarea, .avatar') || [...it.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const letters = it => {
      const { fontSize, fontWeight } = getComputedStyle(it);
      return `${fontSize} ${fontWeight} of ${it.id || it.className}`;
    };
    const all = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility() && bears_text(it));
    return all.map(letters).filter(it => !/^(13|15|17|22)px (400|600) /.test(it));
  });
  must(!strange.length, `letters are of the page's sizes and weights: ${strange.join(', ')}`);
}

const where = person => person.page.evaluate(() => document.activeElement?.id ?? '');

story('every state looks right, light and dark, on a phone and on a desk, and axe finds nothing', ['Chromium'], async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina');
  await pictures(mina, 'arriving', { axe: true });
  await letters_are_few(mina);
  await mina.enters();
  await pictures(mina, 'alone', { axe: true });
  const jun = await scene.opens(browser, 'Jun Park', { link: mina.link });
  await jun.reads('#inside', 'Mina is inside.');
  await pictures(jun, 'invited', { axe: true });
  await jun.enters();
  await mina.sees_person('Jun Park');
  await mina.says('Did you see the photos?');
  await jun.sees('Did you see the photos?');
  await jun.says('Not yet, one moment');
  await jun.says('They are at https://example.org/photos/2026');
  await mina.sees('They are at https://example.org/photos/2026');
  await mina.sees_delivered('Did you see the photos?');
  await pictures(mina, 'two-talking', { axe: true });
  await letters_are_few(mina);
  await jun.joins_call();
  await mina.reads('#join-note', 'Jun Park is in a call');
  await pictures(mina, 'somebody-calls');
  await mina.joins_call();
  await mina.sees_moving_video_of('Jun Park');
  await pictures(mina, 'call-of-two', { axe: true });
  const ada = await scene.arrives(browser, 'Ada', { link: mina.link });
  const cem = await scene.arrives(browser, 'Cem Özdemir', { link: mina.link });
  await ada.joins_call('voice');
  await cem.joins_call();
  await mina.sees_moving_video_of('Cem Özdemir');
  await mina.sees_in_call('Ada');
  await pictures(mina, 'call-of-four');
  await mina.presses('#menu-button');
  // It closes when the window changes its size, so there is one picture.
  await picture(mina, 'menu');
  const found = await barriers(mina);
  must(!found.length, `axe finds nothing in the menu: ${found.join('\n')}`);
  await mina.presses('#leave-room');
  await mina.reads('#left-title', 'You left');
  await pictures(mina, 'left', { axe: true });
});

story_of_each('axe finds nothing on the card, in the room and in the call', async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina');
  const nothing_found = async state => {
    const found = await barriers(mina);
    must(!found.length, `axe finds nothing in ${state}: ${found.join('\n')}`);
  };
  await nothing_found('the card');
  await mina.enters();
  await nothing_found('the room');
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  await jun.says('hello');
  await mina.sees('hello');
  await jun.joins_call();
  await mina.joins_call();
  await mina.sees_moving_video_of('Jun');
  await nothing_found('the call');
});

story('a phone: one column, the conversation slides over the stage, targets are large', ['Chromium'], async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina', { phone: true });
  const jun = await scene.arrives(browser, 'Jun', { link: mina.link });
  const fits = async state => {
    const out = await mina.ask('overflow');
    must(!out.length, `${state} is not wider than the phone: ${out}`);
    const small = await mina.page.evaluate(() =>
      [...document.querySelectorAll('button, select, input:not([type="radio"])')]
        .filter(it => it.checkVisibility({ checkVisibilityCSS: true }))
        .map(it => ({ id: it.id || it.className, width: it.getBoundingClientRect().width, height: it.getBoundingClientRect().height }))
        .filter(it => it.width < 44 || it.height < 44),
    );
    must(!small.length, `${state} has large targets: ${JSON.stringify(small)}`);
  };
  await fits('the room');
  await jun.joins_call();
  await mina.joins_call();
  await mina.sees_moving_video_of('Jun');
  await fits('the call');
  await mina.sees_no('#conversation');
  await jun.says('look at the chat');
  await until('the button counts', () => mina.page.evaluate(() => document.getElementById('toggle-chat').dataset.unread === '1'));
  await picture(mina, 'phone-call');
  await mina.presses('#toggle-chat');
  await mina.sees('look at the chat');
  await mina.says('I see it');
  await jun.sees('I see it');
  await fits('the conversation in a call');
  await picture(mina, 'phone-chat-in-call');
  await mina.presses('#close-chat');
  await mina.sees_no('#conversation');
});

async function by_keyboard(scene, browser, other) {
  const jun = await scene.arrives(other, 'Jun');
  await jun.joins_call();
  const mina = await scene.opens(browser, 'Mina', { link: jun.link });
  await mina.page.front();
  const { page } = mina;
  // Backwards, the way stays inside of the page; past its end Tab leads through the browser's own buttons.
  const tab_to = async (id, key = 'Shift+Tab') => {
    for (let steps = 0; (await where(mina)) !== id; steps += 1) {
      must(steps < 40, `${key} leads to #${id}`);
      await page.key(key);
      // Whoever tabs must see where they are.
      const blind = await page.evaluate(() => {
        const at = document.activeElement;
        // A text field has its caret and a stronger edge, the divider a thick line in its colour.
        if (!at || at === document.body || at.matches('textarea, input, [role="separator"]') || !document.hasFocus()) return '';
        const marked = [at, at.parentElement, at.nextElementSibling].some(it => {
          const style = it && getComputedStyle(it);
          return style && (style.boxShadow !== 'none' || style.outlineStyle !== 'none');
        });
        return marked && at.checkVisibility() ? '' : at.outerHTML.slice(0, 80);
      });
      must(!blind, `the focus can be seen on ${blind}`);
    }
  };
  await until('the name has the focus', async () => (await where(mina)) === 'name', { instead: () => where(mina) });
  await page.insert('Mina');
  await page.key('Enter');
  await mina.is_inside();
  await until('one can write at once', async () => (await where(mina)) === 'composer', { instead: () => where(mina) });
  await page.insert('by keyboard');
  await page.key('Enter');
  await jun.sees('by keyboard');

  await mina.reads('#join-note', 'Jun is in a call');
  await tab_to('join-call');
  await page.key('Enter');
  await mina.has('camera', 'live');
  await until('the bar has the focus', async () => (await where(mina)) === 'toggle-microphone', { instead: () => where(mina) });
  await mina.sees_moving_video_of('Jun');
  await page.key('Alt+m');
  await mina.has('microphone', 'muted');
  await jun.sees_muted('Mina');
  await page.key('Alt+c');
  await mina.has('camera', 'off');
  await page.key('Alt+k');
  await mina.sees_no('#conversation');
  await page.key('Alt+k');
  await until('one can write again', async () => (await where(mina)) === 'composer', { instead: () => where(mina) });

  await tab_to('menu-button');
  await page.key('Enter');
  await until('the menu is open', () => mina.ask('shown', '#menu'));
  await page.key('Escape');
  await mina.sees_no('#menu');
  await until('the opener has the focus', async () => (await where(mina)) === 'menu-button', { instead: () => where(mina) });
  await page.key('Alt+l');
  await mina.sees_no('#call-bar');
  await mina.has_released_devices();
  await tab_to('menu-button');
  await page.key('Enter');
  await tab_to('leave-room', 'Tab');
  await page.key('Enter');
  await jun.sees_nobody_called('Mina');
}

for (const browser of ['Chromium', 'Firefox']) story('everything by keyboard alone', [browser, 'Chromium'], by_keyboard);

story('nothing is drawn before its words are there', ['Chromium'], async (scene, browser) => {
  const proxy = await scene.proxy(scene.house.server.port);
  scene.address = proxy.address;
  proxy.turns_bad(async (url, body) => {
    if (url.startsWith('/ko-')) await new Promise(done => setTimeout(done, 500));
    return body;
  });
  const mina = await scene.opens(browser, '민아', { language: 'ko-KR' });
  await mina.reads('#enter', '들어가기');
  const painted = () => mina.page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await until('the card is painted', async () => (await painted()) !== undefined);
  const came = await mina.page.evaluate(
    () => performance.getEntriesByType('resource').find(it => new URL(it.name).pathname.startsWith('/ko-')).responseEnd,
  );
  must(came <= (await painted()), `the words came after ${came} ms, and the card was painted after ${await painted()} ms`);
});

story('in Korean, and an Enter that ends a syllable does not send', ['Chromium'], async (scene, browser) => {
  const mina = await scene.opens(browser, '민아', { language: 'ko-KR' });
  await mina.reads('#enter', '들어가기');
  must((await mina.page.evaluate(() => document.documentElement.lang)) === 'ko', 'the page says that it is Korean');
  const room = await mina.page.evaluate(() => document.getElementById('room-name').value);
  must(/^\p{Script=Hangul}+ \p{Script=Hangul}+$/u.test(room), `the new room has a Korean name, not "${room}"`);
  await pictures(mina, 'korean-arriving');
  await mina.enters();
  const jun = await scene.arrives(browser, '준', { language: 'ko-KR', link: mina.link });
  await mina.sees_person('준');
  await mina.page.click('#composer');
  const devtools = await mina.page.devtools();
  await devtools.send('Input.imeSetComposition', { text: '안녕', selectionStart: 2, selectionEnd: 2 });
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await devtools.send('Input.insertText', { text: '안녕' });
  must((await mina.page.evaluate(() => document.getElementById('composer').value)) === '안녕', 'the syllables are in the field');
  must(!(await mina.ask('conversation')).some(it => it.mine), 'nothing was sent by ending the syllable');
  await mina.page.insert('하세요, 반가워요');
  await mina.page.key('Enter');
  await jun.sees('안녕하세요, 반가워요');
  must((await mina.ask('conversation')).filter(it => it.mine).length === 1, 'it was sent once');
  await jun.says('네, 반갑습니다! 통화할까요?');
  await mina.sees('네, 반갑습니다! 통화할까요?');
  await pictures(mina, 'korean-talking');
  await jun.joins_call();
  await mina.joins_call();
  await mina.sees_moving_video_of('준');
  await pictures(mina, 'korean-call');
  // The language changes while everything goes on.
  await mina.presses('#menu-button');
  await mina.presses('label:has(input[value="en"])');
  await mina.reads('#leave-call', 'Leave');
  await mina.sees_moving_video_of('준');
  const untranslated = await mina.page.evaluate(() => document.body.innerText.match(/undefined|\[object|NaN/g));
  must(!untranslated, `no words are missing: ${untranslated}`);
});

story('everybody reads the time as it is written where they live', ['Chromium'], async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina', { language: 'en-GB' });
  // At every hour: two digits before ten o’clock too, where that is the custom.
  const others = { 'en-US': /^\d{1,2}:\d\d\s[AP]M$/, 'de-DE': /^\d\d:\d\d$/, 'ko-KR': /^오[전후] \d{1,2}:\d\d$/ };
  for (const [language, written] of Object.entries(others)) {
    const person = await scene.arrives(browser, language, { language, link: mina.link });
    await mina.says(`for ${language}`);
    await person.sees(`for ${language}`);
    await person.reads('.line time', written);
  }
  await mina.reads('.line time', /^\d\d:\d\d$/);
  // Words that were not loaded until now.
  await mina.presses('#menu-button');
  await mina.presses('label:has(input[value="ko"])');
  await mina.reads('#leave-room', '방 나가기');
});
