// The same person again: the page loaded anew, a tab opened twice, one that comes back. There is one of each person, everything that
// was off is still off, and what was chosen is still chosen.
import { BackgroundChromium } from '../background.mjs';
import { story, story_of_each, story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

// Chromium is the one that comes again; so does Firefox, which keeps pages and what belongs to them otherwise.
const comes_again = [
  ['Chromium', 'Firefox'],
  ['Firefox', 'Firefox'],
];

const called = async (person, name) => (await person.ask('people')).filter(it => it.name.startsWith(name) && it.state !== 'gone');

/** One connected Mina, and no other. */
const sees_one = (person, name) =>
  until(
    `${person.name} sees one ${name}`,
    async () => {
      const found = await called(person, name);
      return found.length === 1 && found[0].state === 'connected';
    },
    { instead: () => person.ask('people') },
  );

const draft_of = person => person.page.evaluate(() => document.getElementById('composer').value);

story_of_pairs(
  'a page loaded anew in a call is back in it with one click, and what was off stays off',
  { needs: ['media', 'devices'], quick: comes_again },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.joins_call();
    await jun.joins_call();
    await mina.toggles('microphone');
    await jun.sees_muted('Mina');
    await mina.writes('half a sentence');

    await mina.loads_anew();
    await mina.has('microphone', 'muted', 'preview');
    await mina.has('camera', 'live', 'preview');
    await mina.reads('#enter-note', 'You go straight into the call.');
    await mina.presses('#enter');
    await mina.is_inside();
    await sees_one(jun, 'Mina');
    await mina.has('microphone', 'muted');
    await mina.has('camera', 'live');
    must((await draft_of(mina)) === 'half a sentence', 'the draft is there');
    await Promise.all([jun.sees_moving_video_of('Mina'), mina.sees_moving_video_of('Jun')]);
    await jun.sees_muted('Mina');
    await jun.no_longer_hears('Mina');
    await mina.toggles('microphone');
    await jun.hears('Mina');

    // The camera off, and the page loaded anew twice before going in.
    await mina.toggles('camera');
    await jun.sees_no_picture_of('Mina');
    for (const _ of [1, 2]) {
      await mina.loads_anew();
      await mina.has('microphone', 'live', 'preview');
    }
    await mina.presses('#enter');
    await mina.is_inside();
    await jun.hears('Mina');
    await mina.has('camera', 'off');
    must(!(await mina.ask('devices')).some(it => it.kind === 'video'), 'the camera was not even asked for');

    // A person who has left the call is not brought back into it.
    await mina.leaves_call();
    await mina.loads_anew();
    await mina.presses('#enter');
    await mina.is_inside();
    await sees_one(jun, 'Mina');
    await mina.sees_no('#call-bar');
    must(!(await mina.ask('devices')).length, 'no device was asked for');
  },
);

story_of_each('a member that goes to another room takes no call along', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  await mina.joins_call();
  await mina.page.evaluate(() => void setTimeout(() => (location.hash = '/another/AAECAwQFBgcICQoLDA0ODw')));
  await mina.is_back_on_the_card();
  await mina.reads('#arrival-title', 'another');
  await mina.has('camera', 'off', 'preview');
  await mina.presses('#enter');
  await mina.is_inside();
  await mina.sees_no('#call-bar');
  must(!(await mina.ask('devices')).length, 'no device was asked for');
});

story_of_pairs(
  'a tab that is opened twice: the newer takes the place of the older, which says so and lets go',
  { needs: ['media', 'storage'], quick: comes_again },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.joins_call();
    await jun.joins_call();
    await jun.sees_moving_video_of('Mina');

    const copy = await scene.duplicates(mina);
    await copy.has('camera', 'off', 'preview');
    await mina.has('camera', 'live');
    await copy.presses('#enter');
    await copy.is_inside();
    await sees_one(jun, 'Mina');
    await mina.reads('#left-title', 'This room is open in another tab');
    await mina.has_released_devices();
    await copy.sees_people(2);
    await copy.joins_call();
    await jun.sees_moving_video_of('Mina');

    // And back again: the call comes along, with what is on in it.
    await copy.toggles('microphone');
    await mina.reads('#come-back', 'Go on here');
    await mina.presses('#come-back');
    await mina.is_inside();
    await copy.reads('#left-title', 'This room is open in another tab');
    await copy.has_released_devices();
    await sees_one(jun, 'Mina');
    await mina.sees_people(2);
    await mina.has('camera', 'live');
    await mina.has('microphone', 'muted');
    await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
    await jun.sees_muted('Mina');
    await mina.says('here I am');
    await jun.sees('here I am');

    // A tab that is in no call hands over none.
    await mina.leaves_call();
    await copy.presses('#come-back');
    await copy.is_inside();
    await copy.sees_people(2);
    await copy.sees_no('#call-bar');
    await sees_one(jun, 'Mina');
    await jun.sees_nobody_in_call_called('Mina');
  },
);

story_of_pairs(
  'a tab that died without a word and comes again meets no ghost of itself',
  { needs: ['storage'] },
  async (scene, one, other) => {
    const jun = await scene.arrives(one, 'Jun');
    const mina = await scene.arrives(other, 'Mina', {
      link: jun.link,
      before: () => addEventListener('pagehide', event => event.stopImmediatePropagation(), true),
    });
    for (const it of [jun, mina]) await it.sees_people(2);
    await mina.loads_anew();
    await mina.presses('#enter');
    await mina.is_inside();
    await sees_one(mina, 'Mina');
    await sees_one(mina, 'Jun');
    await sees_one(jun, 'Mina');
    const ada = await scene.arrives(other, 'Ada', { link: jun.link });
    await sees_one(ada, 'Mina');
    await mina.says('it is me');
    await jun.sees('it is me');
  },
);

story_of_pairs(
  'a person who goes to another page and back again is there once, with the draft',
  { needs: ['page_cache'], quick: comes_again },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.writes('half a sentence');
    await mina.page.goes_away_and_back();
    await mina.is_back_on_the_card();
    await jun.sees_nobody_called('Mina');
    await mina.presses('#enter');
    await mina.is_inside();
    await sees_one(jun, 'Mina');
    must((await draft_of(mina)) === 'half a sentence', 'the draft is there');
    await mina.sees_people(2);
  },
);

// Firefox keeps no page that waits for mail.
story('a page that the browser really has kept begins anew too', ['Chromium'], { needs: ['page_cache'] }, async (scene, usual) => {
  scene.expects(/^request: .*(ERR_ABORTED|NS_BINDING_ABORTED)/, 'a page that is left ends what it was asking for');
  // (Playwright forbids Chromium to keep pages.)
  const browser = await scene.browser(BackgroundChromium);
  const mina = await scene.opens(browser, 'Mina', {
    before: () => addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.setItem('kept', 'yes'), true),
  });
  /** Goes to another page and back: whether the browser had kept this one. */
  const is_kept = async () => {
    await mina.page.evaluate(() => {
      globalThis.outdated = true;
      sessionStorage.removeItem('kept');
    });
    await mina.page.goes_away_and_back();
    await until('the page is not the one from before', () => mina.page.evaluate(() => !globalThis.outdated).catch(() => false));
    await mina.is_back_on_the_card();
    return (await mina.page.evaluate(() => sessionStorage.getItem('kept'))) === 'yes';
  };
  // A page whose last piece is still on its way is not kept.
  await until('the browser keeps the card', is_kept);
  await mina.enters();
  await mina.writes('half a sentence');
  await until('the browser keeps a page that waits for mail', async () => {
    if ((await mina.ask('stage')) !== 'inside') await mina.presses('#enter');
    await mina.is_inside();
    return is_kept();
  });
  const jun = await scene.arrives(usual, 'Jun', { link: mina.link });
  must(!(await called(jun, 'Mina')).length, 'Mina has said goodbye');
  await mina.presses('#enter');
  await mina.is_inside();
  await sees_one(jun, 'Mina');
  await sees_one(mina, 'Jun');
  must((await draft_of(mina)) === 'half a sentence', 'the draft is there');
});

// No browser keeps a page that has connections, so it is told that it did.
story_of_each('a page that the browser had kept begins anew', async (scene, browser) => {
  const [mina, jun] = await scene.two(browser, browser);
  await mina.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    setTimeout(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  });
  await mina.is_back_on_the_card();
  await jun.sees_nobody_called('Mina');
  await mina.presses('#enter');
  await mina.is_inside();
  await sees_one(jun, 'Mina');
});

/** The devices of one kind that can be chosen, as [id, name]. */
const choices = (person, source) =>
  person.page.evaluate(
    it => [...document.querySelectorAll(`#preview-devices-${it} option`)].map(({ value, label }) => [value, label]),
    source,
  );

story_of_each(
  'a chosen device is used on the next visit too, and one that is gone is not missed',
  { needs: ['media', 'devices'] },
  async (scene, browser) => {
    const used = person => person.page.evaluate(() => globalThis.page_probe.device_of('audio'));
    const tab_of = await scene.profile(browser);
    const mina = await scene.opens(browser, 'Mina', { tab_of });
    await mina.presses('#preview-microphone');
    await mina.has('microphone', 'live', 'preview');
    await until('Mina can choose', async () => (await choices(mina, 'microphone')).length > 1);
    const [wanted] = (await choices(mina, 'microphone')).at(-1);
    await mina.page.evaluate(it => {
      const list = document.getElementById('preview-devices-microphone');
      list.value = it;
      list.dispatchEvent(new Event('change'));
    }, wanted);
    await until('the chosen microphone is used', async () => (await used(mina)) === wanted);
    await mina.closes_tab();

    const again = await scene.opens(browser, 'Mina', { tab_of });
    await again.presses('#preview-microphone');
    await again.has('microphone', 'live', 'preview');
    must((await used(again)) === wanted, 'the same microphone is used');
    await until('it is chosen', () =>
      again.page.evaluate(it => document.getElementById('preview-devices-microphone')?.value === it, wanted),
    );

    // It is pulled out.
    await again.page.evaluate(() => localStorage.setItem('tincan.microphone', 'one that is in the other bag'));
    await again.loads_anew();
    await again.presses('#preview-microphone');
    await again.has('microphone', 'live', 'preview');
    await again.sees_no('#preview-troubles .trouble');
    must(
      (await again.page.evaluate(() => localStorage.getItem('tincan.microphone'))) === 'one that is in the other bag',
      'it is used when it is there again',
    );
  },
);
