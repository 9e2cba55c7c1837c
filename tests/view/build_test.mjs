// The build of the page.
import { must } from '../browser/waiting.mjs';
import { name_of_build } from '../../web/build_name.mjs';
import { view } from './suite.mjs';

view('a build has another name as soon as one byte stands elsewhere', async () => {
  const name = (...files) => name_of_build(new Map(files));
  const one = name(['main.js', 'let a'], ['style.css', 'p {}']);
  must(/^[0-9a-f]{32}$/.test(one), one);
  must(one === name(['main.js', Buffer.from('let a')], ['style.css', 'p {}']), 'the same files have the same name');
  const others = [
    name(['main.js', 'let b'], ['style.css', 'p {}']),
    name(['main.js', 'let '], ['style.css', 'ap {}']),
    name(['main.js', 'let a'], ['style.cs', 'sp {}']),
    name(['main.js', 'let astyle.css 4\np {}']),
    name(['main.js', 'let a'], ['style.css', 'p {}'], ['more.js', '']),
  ];
  must(new Set([one, ...others]).size === 6, `all differ: ${[one, ...others]}`);
});
