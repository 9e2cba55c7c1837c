// Files that are dropped or pasted: nothing replaces the page, and that they cannot be sent is said.
import { fileURLToPath } from 'node:url';
import { Chromium } from '../browser/chromium.mjs';
import { picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, i_call, line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

const a_file = { file: 'notes.txt' };
const some_text = { text: 'dragged' };

/** Something is dragged over that element and dropped on it: whether the browser would do with each what it does by itself. */
const drops = (tab, selector, what) =>
  tab.evaluate(
    ([at, { file, text }]) => {
      const dataTransfer = new DataTransfer();
      if (file) dataTransfer.items.add(new File(['x'], file));
      if (text) dataTransfer.setData('text/plain', text);
      const happens = name =>
        document.querySelector(at).dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
      return String(['dragenter', 'dragover', 'drop'].map(happens));
    },
    [selector, what],
  );

const pastes = (tab, selector, { file, text }) =>
  tab.evaluate(
    ([at, name, words]) => {
      const clipboardData = new DataTransfer();
      if (name) clipboardData.items.add(new File(['x'], name));
      if (words) clipboardData.setData('text/plain', words);
      return document.querySelector(at).dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [selector, file, text],
  );

const untouched = 'true,true,true';
const prevented = 'false,false,false';

view('a file dropped on the page does not replace it, and text goes into fields', async open => {
  const tab = await open();
  must((await drops(tab, 'body', a_file)) === prevented, 'on the card');
  must((await drops(tab, '#name', a_file)) === prevented, 'a field takes no file either');
  must((await drops(tab, '#name', some_text)) === untouched, 'a field takes text');
  must((await drops(tab, '#by-hand', some_text)) === prevented, 'a box to be ticked takes none, and an address on it would be gone to');
  await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
  await tab.sees('#composer');
  must((await tab.ask('text', '#files-note')) === '', 'nothing was said, where nothing can be sent anyway');
  for (const at of ['#messages', '#header', '#composer', 'html'])
    must((await drops(tab, at, a_file)) === prevented, `a file on ${at} does not`);
  await tab.reads('#files-note', 'Files cannot be sent yet.');
  must((await drops(tab, '#messages', some_text)) === prevented, 'text or an address beside the fields leads nowhere');
  must((await drops(tab, '#composer', some_text)) === untouched, 'the composer takes text');
  await tab.fills('#composer', 'then in words');
  await tab.until('it is said no longer', () => document.getElementById('files-note').textContent === '');
});

view('a file for a folded conversation unfolds it', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.presses('#toggle-chat');
  await tab.sees_no('#conversation');
  await drops(tab, '#tiles', a_file);
  await tab.reads('#files-note', 'Files cannot be sent yet.');
});

view('a pasted picture is not ignored without a word; copied text with a picture of it is pasted', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.sees('#composer');
  must(await pastes(tab, '#composer', { ...a_file, ...some_text }), 'the text is pasted');
  must((await tab.ask('text', '#files-note')) === '', 'and nothing is said');
  must(!(await pastes(tab, '#composer', a_file)), 'the picture is not');
  await tab.reads('#files-note', 'Files cannot be sent yet.');
});

view(
  'a file that a person drops',
  async open => {
    const tab = await open();
    await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
    await tab.sees('#composer');
    const devtools = await tab.page.devtools();
    const data = { items: [], files: [fileURLToPath(import.meta.url)], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    await tab.reads('#files-note', 'Files cannot be sent yet.');
    await pictures(tab, 'files', { axe: true });
    await tab.page.look({ width: 740, height: 360, dark: false });
    await picture(tab, 'files-phone-side');
  },
  { only: Chromium },
);
