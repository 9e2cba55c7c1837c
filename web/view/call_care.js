// Has calls looked after, by what is loaded with the first one.

import { make } from './dom.js';
import { told } from './told.js';
import { language } from './words.js';

export function look_after_call() {
  import('./call_watch.js').then(it => it.watch_call({ told, make, language: () => language })).catch(() => {});
}
