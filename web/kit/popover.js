// Small cards that open at a button (the browser's popovers: Escape and a click elsewhere close them, focus goes back).
// Where the browser has no popovers, the button shows and hides the card.

import { space_behind } from './direction.js';

const GAP = 8;

/** Puts every card at its opener when it opens. */
export function watch_popovers() {
  for (const opener of document.querySelectorAll('[popovertarget]')) watch_opener(opener);
  window.addEventListener('resize', close_popovers);
}

/** The opener that was pressed last: a card may have several. @type {Element | null} */
let pressed = null;

/** @param {Element} opener */
export function watch_opener(opener) {
  const card = document.getElementById(opener.getAttribute('popovertarget') ?? '');
  if (!(card instanceof HTMLElement)) return;
  opener.addEventListener('click', () => (pressed = opener));
  card.addEventListener('beforetoggle', event => {
    const opens = /** @type {ToggleEvent} */ (event).newState === 'open' && pressed === opener;
    opener.setAttribute('aria-expanded', String(opens));
    if (opens) place(card, opener.getBoundingClientRect());
  });
  opener.setAttribute('aria-expanded', 'false');
  if (!('popover' in card)) opener.addEventListener('click', () => /** @type {HTMLElement} */ (card).classList.toggle('shown'));
}

export function close_popovers() {
  for (const card of document.querySelectorAll('.pop')) {
    if (card instanceof HTMLElement && is_open(card)) card.hidePopover();
  }
}

/** @param {HTMLElement} card */
export function is_open(card) {
  try {
    return card.matches(':popover-open');
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} card
 * @param {DOMRect} at
 */
export function place(card, at) {
  const up = at.top > window.innerHeight / 2;
  card.style.setProperty('--top', up ? 'auto' : `${at.bottom + GAP}px`);
  card.style.setProperty('--bottom', up ? `${window.innerHeight - at.top + GAP}px` : 'auto');
  card.style.setProperty('--end', `${Math.max(GAP, space_behind(at))}px`);
  card.style.setProperty('--room', `${(up ? at.top : window.innerHeight - at.bottom) - 2 * GAP}px`);
}
