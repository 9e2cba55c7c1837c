// Files, where it takes longer: a whole folder, and a browser that is killed.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from '../chromium.mjs';
import { story_of_pairs } from '../declare.mjs';
import { drops_file, has_saved, hash_of_saved, is_received, keeps_what_is_saved, MIB, progress_of } from '../file_words.mjs';
import { descendants, signal } from '../processes.mjs';
import { must, until } from '../waiting.mjs';

const chromium_alone = { pairs: [['Chromium', 'Chromium']], quick: [] };

const folder_of_story = scene => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-story-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

story_of_pairs('a folder of a thousand small files comes as a folder', chromium_alone, async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  const folder = join(folder_of_story(scene), 'photos');
  const written = [];
  for (let at = 0; at < 1000; ++at) {
    const path = `${at % 10}/file ${at}.txt`;
    const bytes = randomBytes(at * 3);
    mkdirSync(join(folder, String(at % 10)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
    written.push(`photos/${path} ${createHash('sha256').update(bytes).digest('hex')}`);
  }
  await mina.presses('#attach');
  const chooser = mina.page.page.waitForEvent('filechooser');
  await mina.presses('#send-folder');
  await (await chooser).setFiles(folder);
  await jun.reads('.file .text', 'photos.zip');
  await jun.presses('.file [data-act="accept"]');
  await is_received(jun);
  // The browser's own question, where to write it, is answered with a folder of the page's own file system.
  await jun.page.evaluate(() => {
    globalThis.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('out', { create: true });
  });
  await jun.presses('.file [data-act="save_folder"]');
  await jun.reads('#live-notices', 'The folder photos has been saved.');
  const found = await jun.page.evaluate(async () => {
    const below = async (at, path) => {
      const found = [];
      for await (const [name, it] of at.entries()) {
        if (it.kind === 'directory') found.push(...(await below(it, `${path}${name}/`)));
        else {
          const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await (await it.getFile()).arrayBuffer()));
          found.push(`${path}${name} ${Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')}`);
        }
      }
      return found;
    };
    return below(await globalThis.showDirectoryPicker(), '');
  });
  must(String(found.sort()) === String(written.sort()), 'all of it, byte for byte');
});

story_of_pairs('a browser that is killed in the middle of a file goes on from there', chromium_alone, async (scene, one) => {
  const folder = folder_of_story(scene);
  const mina = await scene.arrives(one, 'Mina');
  const doomed = await Chromium.start('usual', { folder });
  const jun = await scene.arrives(doomed, 'Jun', { link: mina.link });
  await jun.sees_person('Mina');
  const hash = await drops_file(mina, 'film.bin', 96 * MIB);
  await jun.reads('.file .text', 'film.bin');
  await jun.presses('.file [data-act="accept"]');
  await until('some of it is here', async () => (await progress_of(jun)) > 24 * MIB);
  jun.away = true;
  const its = descendants(process.pid).filter(it => it.command.includes(folder));
  signal(
    'SIGKILL',
    its.map(it => it.pid),
  );
  await doomed.close().catch(() => {});

  const again = await scene.browser(Chromium, 'usual', { folder });
  const back = await scene.arrives(again, 'Jun', { link: mina.link });
  await back.reads('.file .text', 'film.bin');
  await until('what was here is here still', async () => (await progress_of(back)) > 16 * MIB);
  await is_received(back);
  await keeps_what_is_saved(back);
  await back.presses('.file [data-act="save"]');
  await has_saved(back);
  must((await hash_of_saved(back)) === hash, 'byte for byte');
});
