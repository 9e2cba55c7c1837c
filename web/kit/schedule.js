// Draws once a frame, however often something changes.

// Where many pages are busy at once, a frame may be a second in coming. A screen reader is not to wait for it.
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

// A page that is hidden with a frame still to come would not get it.
document.addEventListener('visibilitychange', draw_waiting);

/**
 * A function that runs `draw` once for all calls before the next frame. Hidden tabs have no frames, but their title and their
 * messages must be right: there it runs after the present task.
 * @param {() => void} draw
 * @returns {() => void}
 */
export function schedule(draw) {
  return () => {
    if (!waiting.size && document.hidden) draw_now();
    if (!waiting.size && !document.hidden) {
      requestAnimationFrame(draw_waiting);
      late = setTimeout(draw_waiting, LATE_MS);
    }
    waiting.add(draw);
  };
}

/** Runs everything that is scheduled after the present task instead of before the next frame. */
export const draw_now = () => queueMicrotask(draw_waiting);

/** Runs `act` after everything that is scheduled is drawn: focus can only go to what is already shown. @param {() => void} act */
export const after_draw = act => schedule(act)();
