// The texts that an edited message has had.

import { open_card } from '../../kit/card.js';
import { create } from '../../kit/dom.js';
import { time_mark, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { line_of } from './conversation.js';
import { focus_line } from './line_keys.js';

/** @param {string} id  of the line */
export function show_versions(id) {
  const closed = () => {
    const at = line_of(id)?.at;
    if (at) focus_line(at);
  };
  const card = open_card({ classes: 'versions', title: words.message.versions, close: words.close, closed });
  const list = create('ol');
  list.append(...(state.core?.versions(id) ?? []).map(entry));
  card.append(list);
}

/** @param {import('../../surface/conversation.js').Version} it */
function entry({ time, text }) {
  const made = create('li');
  const said = create('p', 'version-text', text);
  said.dir = 'auto';
  made.append(time_mark(time, 'small quiet'), said);
  return made;
}
