// Files: what arrives is what was sent, whatever happens on the way.
import { story_of_pairs } from '../declare.mjs';
import { drops_file, has_saved, hash_of_saved, is_received, keeps_what_is_saved, MIB, progress_of } from '../file_words.mjs';
import { must, until } from '../waiting.mjs';

story_of_pairs(
  'a file that is dropped comes whole to somebody who accepts it, and from them to a third after the sender has left',
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    const hash = await drops_file(mina, 'holiday.bin', 24 * MIB);
    await jun.reads('.file .text', 'holiday.bin');
    await keeps_what_is_saved(jun);
    must((await progress_of(jun)) === 0, 'nothing is fetched before it is accepted');
    await jun.presses('.file [data-act="accept"]');
    await is_received(jun);
    await has_saved(jun);
    must((await hash_of_saved(jun)) === hash, 'byte for byte');

    await mina.leaves_room();
    const cem = await scene.arrives(one, 'Cem', { link: jun.link });
    await cem.sees_people(2);
    await cem.reads('.file .text', 'holiday.bin');
    await keeps_what_is_saved(cem);
    await cem.presses('.file [data-act="accept"]');
    await is_received(cem);
    await has_saved(cem);
    must((await hash_of_saved(cem)) === hash, 'from one who had it');
  },
);

story_of_pairs('somebody who loads the page anew in the middle of a file goes on from there', async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  const hash = await drops_file(mina, 'film.bin', 96 * MIB);
  await jun.reads('.file .text', 'film.bin');
  await jun.presses('.file [data-act="accept"]');
  await until('some of it is here', async () => (await progress_of(jun)) > 16 * MIB);
  await jun.loads_anew();
  await jun.enters();
  await jun.reads('.file .text', 'film.bin');
  await until('what was here is here still', async () => (await progress_of(jun)) > 8 * MIB);
  await is_received(jun);
  await keeps_what_is_saved(jun);
  await jun.presses('.file [data-act="save"]');
  await has_saved(jun);
  must((await hash_of_saved(jun)) === hash, 'byte for byte');
});

story_of_pairs(
  'what somebody says into the page is heard by another, who need not accept it',
  { needs: ['media'] },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.presses('#record-voice');
    await mina.reads('#voice .voice-time', '0:02');
    await mina.presses('#voice .primary');
    await jun.reads('.file .text', /^Voice message/);
    await until('its waveform is drawn', () =>
      jun.page.evaluate(() => [...document.querySelectorAll('.wave i')].some(it => it.style.height === '100%')),
    );
    await jun.presses('.file-player .tool');
    await until('it is played', () => jun.page.evaluate(() => document.querySelectorAll('.wave .played').length > 10));
  },
);
