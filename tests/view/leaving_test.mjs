// Nothing is lost with the page: the browser asks before it is left, and a draft is kept.
import { Chromium } from '../browser/chromium.mjs';
import { must, until } from '../browser/waiting.mjs';
import { i_call, myself, no_call, room } from './states.mjs';
import { view } from './suite.mjs';

view('the browser asks before the page is left while something waits and in a call, and else not', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'));
  const asks = () => tab.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  must(!(await asks()), 'at first it does not');
  await tab.show(['guard', true]);
  must(await asks(), 'it does while something waits');
  await tab.show(['guard', false]);
  must(!(await asks()), 'it does not any more');
  await tab.show(i_call('Mina'));
  must(await asks(), 'it does in a call');
  await tab.show(no_call());
  must(!(await asks()), 'it does not after the call');
  await tab.show(['guard', true], ['dead']);
  must(!(await asks()), 'where the core has died, nothing is in the way of loading anew');
});

view(
  'where another link is pasted while something waits, and the person stays, the address is this room’s again',
  async (open, address) => {
    const tab = await open();
    const link = new URL('#/quiet-amber-otter/AAECAwQFBgcICQoLDA0ODw', address).href;
    await tab.show(room({ link }), myself('Mina'), ['guard', true]);
    await tab.presses('#composer'); // nobody is asked who has done nothing here
    const asked = tab.page.stays();
    await tab.evaluate(() => void (location.hash = '#/another/DwECAwQFBgcICQoLDA0ODw'));
    must(await asked, 'the browser asks');
    await tab.until(
      'it is this room’s',
      it => location.href === it,
      link,
      () => location.href,
    );
    await tab.sees('#composer');
  },
  { only: Chromium },
);

const draft_is = (tab, draft) =>
  tab.until(
    `the draft is "${draft}"`,
    it => document.getElementById('composer').value === it,
    draft,
    () => document.getElementById('composer').value,
  );

async function is_loaded_anew(tab, ...states) {
  await tab.evaluate(() => {
    globalThis.outdated = true;
    setTimeout(() => location.reload());
  });
  const is_there = () => !globalThis.outdated && globalThis.core?.view && document.querySelector('#shortcuts') !== null;
  await until('the page is loaded anew', () => tab.evaluate(is_there).catch(() => false));
  await tab.show(...states);
}

/** Another tab of the same browser: of the one before, nothing is left but what the browser keeps. */
async function opens_again(tab, ...states) {
  await tab.evaluate(() => sessionStorage.clear());
  await is_loaded_anew(tab, ...states);
}

view('a draft outlives its tab until it is sent, and belongs to its room, not to all of that name', async open => {
  const tab = await open();
  const [club, other] = ['the club', 'another club'].map(id => room({ id }));
  await tab.show(club, myself('Mina'));
  await tab.fills('#composer', 'half a sentence');
  await tab.show(room({ id: 'the club', stage: 'left' }), other, myself('Mina'));
  await draft_is(tab, '');
  await opens_again(tab, other, myself('Mina'));
  await draft_is(tab, '');
  await opens_again(tab, club, myself('Mina'));
  await draft_is(tab, 'half a sentence');
  await tab.page.click('#composer');
  await tab.page.key('Enter');
  await tab.called('say', 'half a sentence', '', '');
  await opens_again(tab, club, myself('Mina'));
  await draft_is(tab, '');
});

view('a tab that is loaded anew has its own draft, whatever another one in that room wrote or sent', async open => {
  const tab = await open();
  const states = [room({ id: 'the club' }), myself('Mina')];
  await tab.show(...states);
  await tab.fills('#composer', 'half a sentence');
  const kept = () => tab.evaluate(() => localStorage.getItem('tincan.draft.the club'));
  for (const theirs of ['another sentence', '']) {
    await until('the draft is kept', async () => (await kept()) === 'half a sentence');
    await tab.evaluate(it => localStorage.setItem('tincan.draft.the club', it), theirs);
    await is_loaded_anew(tab, ...states);
    await draft_is(tab, 'half a sentence');
    await tab.fills('#composer', 'half a sentence');
  }
  await tab.page.click('#composer');
  await tab.page.key('Enter');
  await tab.called('say', 'half a sentence', '', '');
  await is_loaded_anew(tab, ...states);
  await draft_is(tab, '');
});

view('a draft goes with its room to another link', async open => {
  const tab = await open();
  await tab.show(room({ id: 'before' }), myself('Mina'));
  await tab.fills('#composer', 'half a sentence');
  await tab.show(room({ id: 'after' }));
  await draft_is(tab, 'half a sentence');
  await opens_again(tab, room({ id: 'before' }), myself('Mina'));
  await draft_is(tab, '');
  await opens_again(tab, room({ id: 'after' }), myself('Mina'));
  await draft_is(tab, 'half a sentence');
});

view('a draft of a whole book leaves room for all else that the browser keeps', async open => {
  const tab = await open();
  await tab.show(room({ id: 'the club' }), myself('Mina'));
  await tab.evaluate(() => {
    const composer = document.getElementById('composer');
    composer.value = 'x'.repeat(300_000);
    composer.dispatchEvent(new Event('input'));
  });
  await tab.until('a part of it is kept', () => {
    const kept = localStorage.getItem('tincan.draft.the club')?.length ?? 0;
    return kept > 0 && kept <= 100_000;
  });
});

view('drafts of rooms that nobody comes back to are kept for three months', async open => {
  const tab = await open();
  await tab.show(room({ id: 'here' }), myself('Mina'));
  const days_later = async days => {
    await tab.evaluate(count => {
      const kept = JSON.parse(localStorage.getItem('tincan.drafts') ?? '{}');
      for (const it of Object.values(kept)) it[0] -= count;
      localStorage.setItem('tincan.drafts', JSON.stringify(kept));
    }, days);
    await is_loaded_anew(tab, room({ id: 'here' }), myself('Mina'));
  };
  const rooms = () =>
    tab.evaluate(() =>
      Object.keys(localStorage)
        .filter(it => it.startsWith('tincan.draft.'))
        .sort(),
    );
  await tab.evaluate(() => {
    localStorage.setItem('tincan.draft.left', 'half a sentence');
    localStorage.setItem('tincan.draft.used', 'another');
  });
  await days_later(0);
  await days_later(80);
  must((await rooms()).length === 2, 'both are there after eighty days');
  await tab.evaluate(() => localStorage.setItem('tincan.draft.used', 'another one'));
  await days_later(20);
  must(String(await rooms()) === 'tincan.draft.used', 'the one that was not touched is gone');
});
