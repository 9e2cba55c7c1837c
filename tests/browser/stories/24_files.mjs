// Files: what arrives is what was sent, whatever happens on the way.
import { story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const MIB = 1024 * 1024;

/** Drops a file of random bytes on the page, and keeps its hash. */
const drops_file = (person, name, bytes) =>
  person.page.evaluate(
    async ([called, size]) => {
      const content = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
      globalThis.dropped = new File([content], called);
      globalThis.dropped_hash = String(new Uint8Array(await crypto.subtle.digest('SHA-256', content)));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(globalThis.dropped);
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      return globalThis.dropped_hash;
    },
    [name, bytes],
  );

/** A file that the page saves is kept in the page instead of on the disk. */
const keeps_what_is_saved = person =>
  person.page.evaluate(() => {
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = blob => {
      globalThis.saved = blob;
      return '#';
    };
  });

const hash_of_saved = person =>
  person.page.evaluate(async () => String(new Uint8Array(await crypto.subtle.digest('SHA-256', await globalThis.saved.arrayBuffer()))));

const is_received = (person, within = 120_000) =>
  until(
    `${person.name} has received the file`,
    () =>
      person.page.evaluate(() => [...document.querySelectorAll('.file-about')].some(it => it.textContent.includes('received and checked'))),
    { within },
  );

const progress_of = person => person.page.evaluate(() => document.querySelector('.file-bar')?.value ?? 0);

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
    await until('it is saved', () => jun.page.evaluate(() => globalThis.saved !== undefined));
    must((await hash_of_saved(jun)) === hash, 'byte for byte');

    await mina.leaves_room();
    const cem = await scene.arrives(one, 'Cem', { link: jun.link });
    await cem.sees_people(2);
    await cem.reads('.file .text', 'holiday.bin');
    await keeps_what_is_saved(cem);
    await cem.presses('.file [data-act="accept"]');
    await is_received(cem);
    await until('it is saved', () => cem.page.evaluate(() => globalThis.saved !== undefined));
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
  await until('it is saved', () => jun.page.evaluate(() => globalThis.saved !== undefined));
  must((await hash_of_saved(jun)) === hash, 'byte for byte');
});
