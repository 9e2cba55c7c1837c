// Where the tiles of a stage go. Tiles never change their parent, they are placed: a video that moves in the document stops.

/** @typedef {import('../../surface/surface.js').Mind['grid']} Grid */
/** @typedef {{x: number, y: number, width: number, height: number}} Box  CSS pixels */
/** @typedef {{screens: Box[], faces: Box[], self: Box | null}} Places */

const ASPECT = 16 / 9;
const WIDE_PX = 600;
const MARGIN_PX = 12;
// Faces give up at most this much of their width to keep clear of the self view.
const LEAST_SHARE = 0.7;

/**
 * @param {Grid} grid
 * @param {number} screens  shared by others
 * @param {number} faces    others in the call
 * @param {boolean} self    I am in the call
 * @param {number} width
 * @param {number} height
 * @returns {Places}
 */
export function lay_out_tiles(grid, screens, faces, self, width, height) {
  const gap = width < WIDE_PX ? 8 : 12;
  const whole = { x: 0, y: 0, width, height };
  if (screens) {
    const strip = faces + (self ? 1 : 0);
    const beside = width > height && width >= WIDE_PX;
    const thick = Math.round(beside ? clamp(width * 0.2, 120, 224) : clamp(height * 0.24, 64, 150));
    const main = beside ? { ...whole, width: width - thick - gap } : { ...whole, height: height - thick - gap };
    const rest = beside ? { x: main.width + gap, y: 0, width: thick, height } : { x: 0, y: main.height + gap, width, height: thick };
    const all = in_grid(grid, strip, rest, gap, beside);
    return {
      screens: screens === 1 ? [main] : in_grid(grid, screens, main, gap, false),
      faces: all.slice(0, faces),
      self: all[faces] ?? null,
    };
  }
  const free = in_grid(grid, faces || 1, whole, gap, false);
  if (!faces) return { screens: [], faces: [], self: self ? (free[0] ?? null) : null };
  if (!self) return { screens: [], faces: free, self: null };
  const own = corner(width, height);
  return { screens: [], faces: faces === 1 ? free : beside_self(grid, free, own, whole, gap), self: own };
}

/**
 * One face may lie partly under the self view, as in every call of two. Of several, the last one would be hidden, so they
 * move together, to the side that leaves them larger; unless that makes all of them much smaller.
 * @param {Grid} grid
 * @param {Box[]} free  as placed without minding the self view
 * @param {Box} own
 * @param {Box} whole
 * @param {number} gap
 */
function beside_self(grid, free, own, whole, gap) {
  if (!free.some(it => it.x + it.width > own.x && it.y + it.height > own.y)) return free;
  const [best] = [
    { ...whole, width: own.x - gap },
    { ...whole, height: own.y - gap },
  ]
    .map(space => in_grid(grid, free.length, space, gap, false))
    .sort((a, b) => (b[0]?.width ?? 0) - (a[0]?.width ?? 0));
  return (best?.[0]?.width ?? 0) < (free[0]?.width ?? 0) * LEAST_SHARE ? free : (best ?? free);
}

/**
 * The self view: small, at the bottom right.
 * @param {number} width
 * @param {number} height
 */
function corner(width, height) {
  const own = Math.round(clamp(Math.min(width * 0.22, height * 0.28 * ASPECT), 96, 232));
  const tall = Math.round(own / ASPECT);
  return { x: width - own - MARGIN_PX, y: height - tall - MARGIN_PX, width: own, height: tall };
}

/**
 * The grid in the middle of the space, a last row that is not full in the middle of its own.
 * @param {Grid} grid
 * @param {number} count
 * @param {Box} space
 * @param {number} gap
 * @param {boolean} at_top
 * @returns {Box[]}
 */
function in_grid(grid, count, space, gap, at_top) {
  if (!count) return [];
  const { columns, width, height } = grid(count, space.width, space.height, gap);
  const rows = Math.ceil(count / columns);
  const top = at_top ? space.y : space.y + (space.height - rows * height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor(at / columns);
    const in_row = row === rows - 1 ? count - row * columns : columns;
    const left = space.x + (space.width - in_row * width - (in_row - 1) * gap) / 2;
    return {
      x: Math.round(left + (at % columns) * (width + gap)),
      y: Math.round(top + row * (height + gap)),
      width: Math.floor(width),
      height: Math.floor(height),
    };
  });
}

/** @type {(value: number, low: number, high: number) => number} */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
