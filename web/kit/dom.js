// Small helpers to make and find elements. Text goes in as text, never as markup.

/**
 * The element with that id; the page is wrong if it is missing.
 * @template {Element} T
 * @param {string} id
 * @param {{new (): T}} kind
 * @returns {T}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** @param {string} id */
export const box = id => part(id, HTMLElement);

/** @param {string} id */
export const button = id => part(id, HTMLButtonElement);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [classes]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An icon of the sprite, e.g. '#icon-mic'.
 * @param {string} href
 */
export function icon(href) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', href);
  svg.append(use);
  return svg;
}

/**
 * Sets text only when it differs, so that live regions and selections are left in peace.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Where many pages are busy at once, a frame may be a second in coming. What is read out is not to wait for it.
const LATE_MS = 50;

/** @type {Set<() => void>} */
const waiting = new Set();
let late = 0;

function draw_waiting() {
  clearTimeout(late);
  // A set goes on to what is added meanwhile.
  for (const one of waiting) {
    waiting.delete(one);
    one();
  }
}

// Whoever hides the page with a frame still to come would not get it.
document.addEventListener('visibilitychange', draw_waiting);

/**
 * A function that runs `draw` once for all calls before the next frame. Hidden tabs have no frames, but their title and their
 * messages must be right: there it runs after the present task.
 * @param {() => void} draw
 * @returns {() => void}
 */
export function soon(draw) {
  return () => {
    if (!waiting.size && document.hidden) draw_now();
    if (!waiting.size && !document.hidden) {
      requestAnimationFrame(draw_waiting);
      late = setTimeout(draw_waiting, LATE_MS);
    }
    waiting.add(draw);
  };
}

/** Draws what is waiting after the present task, for what is not to wait for a frame. */
export const draw_now = () => queueMicrotask(draw_waiting);

/** Does `act` when what is waiting to be drawn is drawn: focus can only go to what is already shown. @param {() => void} act */
export const after_draw = act => soon(act)();
