// The icons that only what is loaded later shows, beside those of the page itself: named `#later-NAME`, put here by the build.

import icons from './icons.json';

const SVG = 'http://www.w3.org/2000/svg';

/** As symbols for <use>. */
export function later_icons() {
  const sprite = make('svg', [['display', 'none']]);
  for (const [name, shapes] of icons) {
    const symbol = make('symbol', [
      ['id', name],
      ['viewBox', '0 0 24 24'],
    ]);
    symbol.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
    sprite.append(symbol);
  }
  return sprite;
}

/** @param {string} tag @param {[string, string][]} attributes */
function make(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of attributes) made.setAttribute(name, value);
  return made;
}
