// A person's identity to the others: a key that stays, can be forgotten and never leaves the browser.
import { story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

story_of_each(
  'a browser keeps its key from page to page, lets nobody take it out, and forgets it when it is told to',
  { needs: ['storage'] },
  async (scene, browser) => {
    const mina = await scene.opens(browser, 'Mina');
    const key = () => until('there is a key', () => mina.ask('key'));
    const first = await key();
    must(first.extractable === false, 'the private key cannot be taken out');
    await mina.opens(scene.address);
    must((await key()).public === first.public, 'it is the same on the next page');
    await mina.enters();
    await mina.writes('half a sentence');
    const drafts = () => mina.page.evaluate(() => Object.keys(localStorage).filter(it => it.startsWith('tincan.draft.')).length);
    await until('the draft is kept', async () => (await drafts()) === 1);
    await mina.leaves_room();
    await mina.opens_settings('you');
    await mina.presses('#forget');
    await until('another key is there', async () => ((await mina.ask('key'))?.public ?? first.public) !== first.public, { instead: key });
    must((await drafts()) === 0, 'the draft is forgotten too');
  },
);
