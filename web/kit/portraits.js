// Portraits of people. This browser decodes what came and draws its points on a canvas: nothing of the bytes themselves gets into the page.

import { portraits, put_portrait } from './names.js';

/** The face that each person has now, by the person's id. @type {Map<string, string>} */
const faces = new Map();

/** @param {string} id  of the person @param {string} face  '' for none @param {Uint8Array} bytes */
export async function show_portrait(id, face, bytes) {
  drop(faces.get(id) ?? '');
  faces.set(id, face);
  if (!face) return void faces.delete(id);
  // It may say that it is a picture, and be none.
  const picture = await createImageBitmap(new Blob([bytes.slice()], { type: 'image/jpeg' })).catch(() => null);
  if (faces.get(id) !== face || !picture) return picture?.close();
  portraits.set(face, picture);
  redraw(face);
}

/** @param {string} face */
function drop(face) {
  portraits.get(face)?.close();
  portraits.delete(face);
  redraw(face);
}

/** Those that stand there already. @param {string} face */
function redraw(face) {
  if (!face) return;
  for (const at of document.querySelectorAll(`.avatar[data-face="${face}"]`)) if (at instanceof HTMLElement) put_portrait(at, face);
}
