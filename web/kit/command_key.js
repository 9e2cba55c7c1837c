// The key that gives commands: Command on a Mac, where Ctrl with a letter moves the caret; Ctrl elsewhere.

const is_mac = /^(Mac|iP)/.test(navigator.platform);

export const command_key = is_mac ? '⌘' : 'Ctrl';

/** Whether it is held, and no other one. @param {KeyboardEvent} event */
export function commands({ ctrlKey, metaKey, altKey, shiftKey }) {
  return (is_mac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey;
}
