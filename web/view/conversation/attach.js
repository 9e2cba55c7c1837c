// Behind the plus beside the field: all that is sent besides words.

import { by_id, create, create_button, set_text } from '../../kit/dom.js';
import { icon } from '../../kit/icon.js';
import { watch_opener } from '../../kit/popover.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { on_language, words } from '../../kit/words.js';

/**
 * possible: always, where there is none.
 * @typedef {{id: string, icon: string, word: () => string, act: () => void, possible?: () => boolean}} Sender
 */

/** @param {Sender[]} senders  in their order on the card */
export function start_attach(senders) {
  const opener = tool_button('#icon-plus', () => {});
  opener.id = 'attach';
  opener.setAttribute('popovertarget', 'attach-card');
  const card = create('div', 'pop');
  card.id = 'attach-card';
  card.popover = 'auto';
  card.setAttribute('role', 'group');
  const items = senders.map(({ id, icon: href, act }) => {
    const made = create_button('item', '', () => {
      card.hidePopover();
      act();
    });
    made.id = id;
    made.append(icon(href), create('span'));
    return made;
  });
  const draw = () => {
    name_tool(opener, words.attach);
    card.setAttribute('aria-label', words.attach);
    senders.forEach(({ word, possible }, at) => {
      const item = items[at];
      if (item?.lastElementChild) set_text(item.lastElementChild, word());
      if (item) item.disabled = !(possible?.() ?? true);
    });
  };
  card.append(...items);
  card.addEventListener('beforetoggle', draw);
  draw();
  on_language(draw);
  by_id('composer-size').before(opener);
  by_id('room').append(card);
  watch_opener(opener);
}
