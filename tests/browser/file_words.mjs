// Shared by the stories of files.
import { until } from './waiting.mjs';

export const MIB = 1024 * 1024;

/** Drops a file of random bytes on the page, and keeps its hash. */
export const drops_file = (person, name, bytes) =>
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
export const keeps_what_is_saved = person =>
  person.page.evaluate(() => {
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = blob => {
      globalThis.saved = blob;
      return '#';
    };
  });

export const has_saved = person => until('it is saved', () => person.page.evaluate(() => globalThis.saved !== undefined));

export const hash_of_saved = person =>
  person.page.evaluate(async () => String(new Uint8Array(await crypto.subtle.digest('SHA-256', await globalThis.saved.arrayBuffer()))));

export const is_received = (person, within = 120_000) =>
  until(
    `${person.name} has received the file`,
    () =>
      person.page.evaluate(() => [...document.querySelectorAll('.file-about')].some(it => it.textContent.includes('received and checked'))),
    { within },
  );

export const progress_of = person => person.page.evaluate(() => document.querySelector('.file-bar')?.value ?? 0);
