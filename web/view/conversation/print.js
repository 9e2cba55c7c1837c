// The conversation on paper. The page is a window with one scrolling part, and what it shows is a window of the conversation: so all of it is
// put beside the page for the time of printing.

import { create } from '../../kit/dom.js';
import { day } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { portions } from './export.js';
import { dress_line, make_line } from './line.js';
import { draw_marks } from './marks.js';

const paper = create('main');
paper.id = 'paper';

export function start_print() {
  addEventListener('beforeprint', () => {
    if (state.room.stage !== 'inside') return;
    const list = create('ul');
    let today = '';
    let before = '';
    for (const portion of portions()) {
      for (const it of portion) {
        const at = make_line(it);
        const minute = `${it.author} ${it.tag} ${Math.floor(it.time / 60_000)}`;
        dress_line(at, it, before === minute && today === day(it.time), today !== day(it.time));
        if (it.marks) draw_marks(at, it, () => false);
        list.append(at);
        today = day(it.time);
        before = minute;
      }
    }
    paper.replaceChildren(create('h1', '', state.room.name), list);
    document.body.append(paper);
  });
  addEventListener('afterprint', () => paper.remove());
}
