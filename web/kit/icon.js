// The icons of the sprite that web/build.mjs puts into the page.

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
