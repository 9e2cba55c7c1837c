// A small line over time, drawn as SVG.

import { create } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 160;
const HEIGHT = 36;
const SAMPLES = 60;

/**
 * @param {string} title
 * @param {(value: number) => string} written
 * @param {(now: string, most: string) => string} described
 */
export function make_sparkline(title, written, described) {
  const at = create('figure', 'plot');
  const caption = create('figcaption', 'small');
  const now = create('strong');
  caption.append(create('span', 'quiet', title), now);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  const line = document.createElementNS(SVG, 'polyline');
  svg.append(line);
  at.append(caption, svg);
  /** @type {(number | null)[]} */
  const values = [];
  let text = '';

  /** @param {number | null} value */
  function add(value) {
    values.push(value);
    if (values.length > SAMPLES) values.shift();
    const known = values.filter(it => it !== null);
    const most = Math.max(...known, 0);
    const points = values.flatMap((it, x) => {
      const from_right = SAMPLES - values.length + x;
      return it === null ? [] : [`${(from_right * WIDTH) / (SAMPLES - 1)},${HEIGHT - 2 - ((HEIGHT - 4) * it) / (most || 1)}`];
    });
    line.setAttribute('points', points.join(' '));
    now.textContent = value === null ? '–' : written(value);
    text = described(now.textContent, known.length ? written(most) : '–');
    svg.setAttribute('aria-label', `${title}: ${text}`);
  }

  return { at, add, said: () => `${title}: ${text}` };
}
