// Pictures of files. This browser decodes what came and draws it on a canvas: nothing of the file itself gets into the page, and what is no
// picture of points, such as SVG, is none.

import { create } from '../../kit/dom.js';

const THUMBNAIL_SIDE = 96;
const MOST_THUMBNAIL_BYTES = 8 * 1024;
const QUALITIES = [0.75, 0.5, 0.25];
const SHOWN_SIDE = 320;
const KINDS = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
// Larger ones are opened in a program for pictures.
const MOST_SHOWN_BYTES = 16 * 1024 * 1024;

/** @param {{type: string, size: number}} file */
export const is_picture = file => KINDS.has(file.type) && file.size <= MOST_SHOWN_BYTES;

/** @param {ImageBitmapSource} from @param {number} side   that it fits into, in points of the screen @param {number} [dense] */
async function drawn(from, side, dense = 1) {
  const bitmap = await createImageBitmap(from);
  const shrink = Math.min(1, side / Math.max(bitmap.width, bitmap.height) / (1 / dense));
  const at = create('canvas');
  at.width = Math.max(1, Math.round(bitmap.width * shrink));
  at.height = Math.max(1, Math.round(bitmap.height * shrink));
  const context = at.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(bitmap, 0, 0, at.width, at.height);
  bitmap.close();
  at.style.width = `${at.width / dense}px`;
  return at;
}

/** To be shown in a line. @param {Blob} blob */
export const picture_of = blob => drawn(blob, SHOWN_SIDE, Math.min(2, devicePixelRatio));

/** @param {Uint8Array} bytes */
export const thumbnail_of = bytes => drawn(new Blob([bytes.slice()]), THUMBNAIL_SIDE);

const FIRST_FRAME_MS = 5000;

/** A picture from near the beginning of a film. Rejects where the browser cannot play it. @param {File} file */
async function frame_of(file) {
  const film = create('video');
  Object.assign(film, { muted: true, preload: 'auto', src: URL.createObjectURL(file) });
  try {
    await new Promise((done, failed) => {
      film.addEventListener('loadeddata', done);
      film.addEventListener('error', failed);
      setTimeout(failed, FIRST_FRAME_MS);
    });
    return await createImageBitmap(film);
  } finally {
    URL.revokeObjectURL(film.src);
  }
}

/** A small picture of it, to travel with the offer; null where there is none. @param {File} file @returns {Promise<Uint8Array | null>} */
export async function make_thumbnail(file) {
  const is_film = file.type.startsWith('video/');
  if (!is_film && !is_picture(file)) return null;
  try {
    const at = await drawn(is_film ? await frame_of(file) : file, THUMBNAIL_SIDE);
    for (const quality of QUALITIES) {
      const blob = await new Promise(resolve => at.toBlob(resolve, 'image/webp', quality));
      if (blob && blob.size <= MOST_THUMBNAIL_BYTES) return new Uint8Array(await blob.arrayBuffer());
    }
  } catch {
    // It says that it is a picture, and is none.
  }
  return null;
}
