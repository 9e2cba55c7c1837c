// The icon of the tab, with a mark where somebody wants the person. Drawing it takes a browser longer than to draw the page's first words,
// so those come first.

import shape from '../../kit/icon.svg' with { type: 'text' };

const MARK = '<circle cx="24" cy="24" r="7" fill="#e5484d" stroke="#fff" stroke-width="2"/>';

/** @param {boolean} marked */
export function draw_favicon(marked) {
  const link = document.querySelector('link[rel=icon]');
  const drawn = marked ? shape.trim().replace('</svg>', `${MARK}</svg>`) : shape.trim();
  const href = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
  if (link?.getAttribute('href') !== href) link?.setAttribute('href', href);
}
