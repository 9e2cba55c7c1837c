// The picture of a recording: the tiles of the stage with their names, as the module lays them out on it.

/** @typedef {import('../../surface/call.js').StageTile} StageTile */
/** @typedef {import('../../surface/call.js').Box} Box */
/** @typedef {{width: number, height: number}} Size */

// As the module has it.
const WIDTH = 1280;
const HEIGHT = 720;
const FONT = 'system-ui, sans-serif';

export function make_picture() {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new Error('no canvas');
  return {
    canvas,
    /** @param {StageTile[]} tiles @param {(tile: StageTile) => string} name_of */
    draw(tiles, name_of) {
      pen.fillStyle = '#14191a';
      pen.fillRect(0, 0, WIDTH, HEIGHT);
      // The one that lies in a corner of another is the smaller.
      const shown = tiles.flatMap(tile => (tile.recorded?.width ? [{ tile, box: tile.recorded }] : []));
      shown.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
      for (const { tile, box } of shown) draw_tile(pen, tile, box, name_of(tile));
    },
  };
}

/** @param {CanvasRenderingContext2D} pen @param {StageTile} tile @param {Box} box @param {string} name */
function draw_tile(pen, { id, kind }, box, name) {
  const at = document.querySelector(`#tiles .tile[data-kind="${kind}"][data-person="${CSS.escape(id)}"]`);
  const video = at?.querySelector('video');
  if (!(at instanceof HTMLElement) || !video) return;
  pen.save();
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, 10);
  pen.clip();
  pen.fillStyle = '#232c2a';
  pen.fillRect(box.x, box.y, box.width, box.height);
  if (at.dataset.seen === 'true') draw_video(pen, video, box, kind === 'camera');
  else draw_avatar(pen, at.querySelector('.avatar'), box);
  draw_name(pen, name, box);
  pen.restore();
}

/**
 * Faces fill their place, of a screen nothing is cut off.
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLVideoElement} video
 * @param {Box} box
 * @param {boolean} fills
 */
function draw_video(pen, video, box, fills) {
  const [across, down] = [box.width / video.videoWidth, box.height / video.videoHeight];
  const scale = fills ? Math.max(across, down) : Math.min(across, down);
  const [wide, high] = [video.videoWidth * scale, video.videoHeight * scale];
  pen.drawImage(video, box.x + (box.width - wide) / 2, box.y + (box.height - high) / 2, wide, high);
}

/** @param {CanvasRenderingContext2D} pen @param {Element | null} avatar @param {Box} box */
function draw_avatar(pen, avatar, box) {
  if (!(avatar instanceof HTMLElement)) return;
  const radius = Math.min(box.width, box.height) / 5;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  pen.fillStyle = getComputedStyle(avatar).backgroundColor;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
  const portrait = avatar.querySelector('canvas');
  if (portrait) {
    pen.clip();
    return pen.drawImage(portrait, x - radius, y - radius, 2 * radius, 2 * radius);
  }
  write(pen, avatar.dataset.letters ?? '', x, y, radius);
}

/** @param {CanvasRenderingContext2D} pen @param {string} name @param {Box} box */
function draw_name(pen, name, box) {
  const size = Math.min(20, box.width / 10);
  pen.font = `600 ${size}px ${FONT}`;
  const wide = Math.min(pen.measureText(name).width, box.width - 3 * size);
  pen.fillStyle = 'rgb(10 16 15 / 74%)';
  pen.fillRect(box.x + size / 2, box.y + box.height - 2.1 * size, wide + size, 1.6 * size);
  write(pen, name, box.x + size + wide / 2, box.y + box.height - 1.3 * size, size, wide);
}

/**
 * Around that point, no wider than `most`.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} [most]
 */
function write(pen, text, x, y, size, most) {
  pen.font = `600 ${size}px ${FONT}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = '#fff';
  pen.fillText(text, x, y, most);
}
