// The icon of the tab, with a mark where somebody wants the person. Drawing it takes a browser longer than to draw the page's first words,
// so those come first.

const SHAPE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6b6b"/>' +
  '<g fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round"><path d="M8 13v9c0 2 3 3.4 6.5 3.4s6.5-1.4 6.5-3.4v-9"/>' +
  '<ellipse cx="14.5" cy="13" rx="6.5" ry="3"/><path d="M14.5 13c3-7 8-2 12-7"/></g>';
const MARK = '<circle cx="24" cy="24" r="7" fill="#e5484d" stroke="#fff" stroke-width="2"/>';

/** @param {boolean} marked */
export function draw_favicon(marked) {
  const link = document.querySelector('link[rel=icon]');
  const href = `data:image/svg+xml,${encodeURIComponent(`${SHAPE}${marked ? MARK : ''}</svg>`)}`;
  if (link?.getAttribute('href') !== href) link?.setAttribute('href', href);
}
