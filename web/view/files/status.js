// The state of a file in words: in its message, in the list of all, and, of all that are under way, in the tab's title.

import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { size_text, time_text } from './amounts.js';

/** @typedef {import('../../surface/files.js').FileState} FileState */

/** @param {{speed: number, left: number}} it */
const pace = ({ speed, left }) => [speed && `${size_text(speed)}/s`, left && words.files.left(time_text(left))];
/** @param {number} done @param {number} size */
const percent_of = (done, size) => (size ? Math.floor((done * 100) / size) : 100);

/** @param {FileState} it */
export function status(it) {
  const { files } = words;
  if (it.state === 'failed') return files.trouble[it.trouble || 'full'];
  if (it.state === 'fetching') return [`${percent_of(it.done, it.size)} %`, ...pace(it)].filter(Boolean).join(' · ');
  return files.state[it.state];
}

/** @param {import('../../surface/files.js').Taker} it */
export const taker_text = it => [words.files.taker(it.name, it.percent), ...pace(it)].filter(Boolean).join(' · ');

/** Of all that come and go by the person's own will; '' where nothing does. */
export function progress_of_all() {
  const going = [...state.files.values()].flatMap(it => {
    if (it.state === 'fetching' && !it.automatic) return [it];
    if (it.state !== 'sending') return [];
    const unfinished = it.takers.filter(({ percent }) => percent < 100);
    return unfinished.map(({ percent, left }) => ({ size: it.size, done: (it.size * percent) / 100, left }));
  });
  if (!going.length) return '';
  const sum = (/** @type {'size' | 'done'} */ key) => going.reduce((all, it) => all + it[key], 0);
  const left = Math.max(...going.map(it => it.left));
  return [`${percent_of(sum('done'), sum('size'))} %`, left && time_text(left)].filter(Boolean).join(', ');
}
