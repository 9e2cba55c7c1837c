// The person's choices for this browser, now or on an earlier visit.

import { kept } from '../../kit/storage.js';
import { state } from '../../state/state.js';

/** Where nothing can be kept, this lasts as long as the page. */
export const preferences = {
  relay_only: kept('relay') !== '',
  receipts: kept('receipts') !== 'off',
  typing: kept('typing') !== 'off',
};

/** Auto follows the system; the choice is on the root element, the colours are in the style sheet. */
export function apply_theme() {
  const theme = kept('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function tell_relay() {
  state.core?.relay_only(preferences.relay_only);
}

export function tell_receipts() {
  state.core?.read_receipts(preferences.receipts);
}

export function tell_typing() {
  state.core?.share_typing(preferences.typing);
}
