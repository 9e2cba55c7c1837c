// The carets beside microphone and camera in the bar of the call: the devices to choose from.

import { button } from '../../kit/dom.js';
import { watch_opener } from '../../kit/popover.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { words } from '../../kit/words.js';

const carets = /** @type {const} */ (['microphone', 'camera']).map(source => {
  const at = tool_button('#icon-chevron-down', () => {});
  at.classList.add('caret');
  at.id = `choose-${source}`;
  at.setAttribute('popovertarget', 'devices-card');
  return { source, at };
});

export function start_device_carets() {
  for (const { source, at } of carets) {
    button(`toggle-${source}`).after(at);
    watch_opener(at);
  }
}

export function draw_device_carets() {
  for (const { source, at } of carets) name_tool(at, `${words[`choose_${source}`]}: ${words.hint.devices}`);
}
