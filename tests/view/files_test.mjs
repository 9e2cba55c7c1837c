// Files: dropped or pasted ones are sent, and nothing replaces the page; offered ones are cards in the conversation.
import { barriers, picture, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, file_line, file_state, i_call, line, myself, person, room } from './states.mjs';
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

/** The names of the files that were offered, and to whom. */
const offered = tab =>
  tab.evaluate(() => globalThis.core.calls.filter(([name]) => name === 'offer_file').map(([, file, , to]) => `${file.name} ${to}`.trim()));

const chosen = tab => tab.evaluate(() => globalThis.core.calls.filter(([name]) => name === 'choose_file').map(([, , act]) => act));

/** The words of the card's buttons. */
const buttons = tab => tab.evaluate(() => [...document.querySelectorAll('.file-acts button')].map(it => it.textContent));

view('a file dropped on the page is sent and does not replace it, and text goes into fields', async open => {
  const tab = await open();
  must((await drops(tab, 'body', a_file)) === prevented, 'on the card');
  must((await drops(tab, '#name', a_file)) === prevented, 'a field takes no file either');
  must((await drops(tab, '#name', some_text)) === untouched, 'a field takes text');
  must((await drops(tab, '#by-hand', some_text)) === prevented, 'a box to be ticked takes none, and an address on it would be gone to');
  await tab.show(room(), myself('Mina'), person('Jun'), line('Jun', 'hello'));
  await tab.sees('#composer');
  must((await offered(tab)).length === 0, 'nothing was sent, where nobody is');
  for (const at of ['#messages', '#header', '#composer', 'html'])
    must((await drops(tab, at, a_file)) === prevented, `a file on ${at} does not`);
  await tab.until('all were sent', () => globalThis.core.calls.filter(([name]) => name === 'offer_file').length === 4);
  must((await drops(tab, '#messages', some_text)) === prevented, 'text or an address beside the fields leads nowhere');
  must((await drops(tab, '#composer', some_text)) === untouched, 'the composer takes text');
});

view('a file for a folded conversation unfolds it', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.sees_pictures(2);
  await tab.presses('#toggle-chat');
  await tab.sees_no('#conversation');
  await drops(tab, '#tiles', a_file);
  await tab.sees('#conversation');
});

view('a pasted picture is sent; copied text with a picture of it is pasted', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.sees('#composer');
  must(await pastes(tab, '#composer', { ...a_file, ...some_text }), 'the text is pasted');
  must(!(await pastes(tab, '#composer', a_file)), 'the picture is not');
  await tab.until('it is sent', () => globalThis.core.calls.some(([name]) => name === 'offer_file'));
  must(String(await offered(tab)) === 'notes.txt', 'once');
});

view('what becomes of a file that is about to be sent is said where one writes', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  const picked = (state, percent = 0) => ['picked', { serial: 1, name: 'film.webm', state, percent }];
  await tab.show(picked('hashing', 40));
  await tab.reads('#files-note', 'Preparing film.webm: 40 %');
  await tab.show(picked('offered', 100));
  await tab.until('it is sent', () => document.getElementById('files-note').textContent === '');
  await tab.show(picked('unreadable'));
  await tab.reads('#files-note', 'film.webm cannot be read.');
});

view('an offered file is a card: accepted, watched, paused, saved and removed by its buttons', async open => {
  const tab = await open();
  const it = file_line('Jun', 'plans.pdf');
  await tab.show(room(), myself('Mina'), person('Jun'), it, file_state(it, 'offered'));
  await tab.reads('.file .text', 'plans.pdf');
  await tab.reads('.file-about', '2.4 MB');
  must(String(await buttons(tab)) === 'Accept,Decline', 'one may');
  await tab.presses('.file [data-act="accept"]');
  must(String(await chosen(tab)) === 'accept', 'it is accepted');
  await tab.show(file_state(it, 'fetching', { done: 1_200_000, speed: 400_000, left: 3 }));
  await tab.reads('.file-about', '2.4 MB · 50 % · 400 kB/s · 3 sec left');
  must((await tab.evaluate(() => document.querySelector('.file-bar').value)) === 1_200_000, 'a bar says it too');
  must(String(await buttons(tab)) === 'Pause,Cancel', 'and that can be stopped');
  must((await tab.evaluate(() => document.activeElement.dataset.act)) === 'pause', 'the focus is not lost with a button');
  await tab.show(file_state(it, 'done', { done: 2_400_000 }));
  await tab.reads('.file-about', /received and checked/);
  await tab.reads('#live-notices', 'plans.pdf has been received.');
  must(String(await buttons(tab)) === 'Save,Remove here', 'it is theirs now');
});

view('files look well in the conversation', async open => {
  const tab = await open();
  const offer = file_line('Jun', 'a film of the holidays that all of us spent in Jeju.webm', { size: 4_200_000_000, type: 'video/webm' });
  const coming = file_line('Jun', 'plans.pdf');
  const mine = file_line('Mina', 'songs.zip', {}, { me: true, delivery: 'read', received: 1, of: 1 });
  const had = file_line('Jun', 'minutes.txt', { size: 900 });
  await tab.show(room(), myself('Mina'), person('Jun'), offer, file_state(offer, 'offered'), coming, mine, had);
  await tab.show(file_state(coming, 'fetching', { done: 1_200_000, speed: 400_000, left: 3 }), file_state(had, 'done', { done: 900 }));
  await tab.show(file_state(mine, 'sending', { takers: [{ name: 'Jun', percent: 40 }] }));
  await pictures(tab, 'files', { axe: true });
});

view('why a file fails is said, and who sent something else', async open => {
  const tab = await open();
  const it = file_line('Jun', 'plans.pdf');
  await tab.show(room(), myself('Mina'), person('Jun'), it, file_state(it, 'failed', { trouble: 'full' }));
  await tab.reads('.file-about', /no room for it on this device/);
  await tab.show(file_state(it, 'fetching', { liar: 'Eve' }));
  await tab.reads('.file-more', /Eve sent something else/);
});

view('the sender sees who has got how much, and after loading anew picks the file again', async open => {
  const tab = await open();
  const it = file_line('Mina', 'plans.pdf', {}, { me: true });
  await tab.show(room(), myself('Mina'), person('Jun'), it, file_state(it, 'sending', { takers: [{ name: 'Jun', percent: 40 }] }));
  await tab.reads('.file-more', 'Jun: 40 %');
  await tab.show(file_state(it, 'missing'));
  must(String(await buttons(tab)) === 'Choose the file', 'it can be picked again');
});

view('the sender sees how fast each person gets it, also in the title of the tab, and may pause it for all', async open => {
  const tab = await open();
  const it = file_line('Mina', 'film.webm', { size: 2_000_000_000 }, { me: true });
  const takers = [
    { name: 'Jun', percent: 40, speed: 400_000, left: 120 },
    { name: 'Ada', percent: 100, speed: 0, left: 0 },
  ];
  await tab.show(room(), myself('Mina'), person('Jun'), person('Ada'), it, file_state(it, 'sending', { takers }));
  await tab.reads('.file-more', 'Jun: 40 % · 400 kB/s · 2 min left\nAda: 100 %');
  await tab.until('the title says it', () => document.title === '40 %, 2 min · quiet-amber-otter · Tincan');
  await tab.presses('.file [data-act="pause"]');
  must(String(await chosen(tab)) === 'pause', 'it is paused');
  await tab.show(file_state(it, 'paused', { takers }));
  must(String(await buttons(tab)) === 'Go on', 'and may go on');
  await tab.show(file_state(it, 'sending', { takers: [takers[1]] }));
  await tab.until('nothing is under way', () => document.title === 'quiet-amber-otter · Tincan');
  must((await buttons(tab)).length === 0, 'and there is nothing to pause');
});

view('one may accept all that somebody offers, up to a size, and ask first again', async open => {
  const tab = await open();
  const it = file_line('Jun', 'plans.pdf');
  await tab.show(room(), myself('Mina'), person('Jun'), it, file_state(it, 'offered', { may_welcome: true }));
  must(String(await buttons(tab)) === 'Accept,Decline,Always from Jun, up to 100 MB', 'one may');
  await tab.presses('.file [data-act="always"]');
  const welcomed = () => tab.evaluate(() => globalThis.core.calls.filter(([name]) => name === 'welcome_sender').map(it => it.slice(1)));
  must(String(await welcomed()) === 'key of Jun,true', 'the module is told');
  await tab.presses('#menu-button');
  await tab.presses('#files');
  await tab.reads('.files-card', 'Always from Jun, up to 100 MB');
  await tab.presses('.files-card li.actions button');
  must(String((await welcomed()).at(-1)) === 'key of Jun,false', 'no longer');
  await tab.until('nobody is listed', () => !document.querySelector('.files-card li.actions'));
});

view('the files of the room are listed: opened where that is safe, saved again and removed', async open => {
  const tab = await open();
  const song = file_line('Jun', 'song.opus', { type: 'audio/ogg' });
  const page = file_line('Jun', 'page.html', { type: 'text/html' });
  const coming = file_line('Jun', 'film.webm', { type: 'video/webm' });
  const mine = file_line('Mina', 'mine.txt', {}, { me: true });
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.presses('#menu-button');
  await tab.presses('#files');
  await tab.reads('.files-card', 'Nothing has been received here yet.');
  await tab.show(song, page, coming, mine, file_state(song, 'done'), file_state(page, 'done'), file_state(mine, 'sending'));
  await tab.show(file_state(coming, 'fetching', { done: 1_200_000 }));
  const listed = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll('.files-card li')].map(at =>
        [at.querySelector('h3'), ...at.querySelectorAll('button')].map(it => it.textContent).join(' '),
      ),
    );
  must(
    String(await listed()) === 'film.webm Pause Cancel,page.html Save Remove here,song.opus Open Save Remove here',
    'all, with what one may',
  );
  await tab.presses('.files-card [data-act="forget"]');
  must(String(await chosen(tab)) === 'forget', 'it is removed');
  await tab.show(file_state(page, 'declined'));
  must((await listed()).length === 2, 'and no longer listed');
  await picture(tab, 'files-card');
  const found = await barriers(tab);
  must(!found.length, `axe finds nothing: ${found.join('\n')}`);
});

view('a voice message is recorded and sent, or discarded; who gets it sees its waveform, plays it, and plays it faster', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.presses('#record-voice');
  await tab.sees('#voice');
  await tab.presses('#voice .tool');
  await tab.sees_no('#voice');
  must((await offered(tab)).length === 0, 'nothing is sent');
  await tab.presses('#record-voice');
  await tab.reads('#voice .voice-time', '0:01');
  await tab.presses('#voice .primary');
  await tab.until('it is sent', () => globalThis.core.calls.some(([name]) => name === 'offer_file'));
  must(String(await offered(tab)) === 'Voice message.webm', 'as a file');
  const it = file_line('Mina', 'Voice message.webm', { type: 'audio/webm', size: 8000 }, { me: true });
  await tab.evaluate(id => (globalThis.core.given[id] = globalThis.core.calls.find(([name]) => name === 'offer_file')[1]), it[1].id);
  await tab.show(it, file_state(it, 'sending'));
  await tab.until('its waveform is drawn', () => [...document.querySelectorAll('.wave i')].some(bar => bar.style.height === '100%'));
  await pictures(tab, 'voice', { axe: true });
  await tab.presses('.file-player .tool.small');
  await tab.reads('.file-player .tool.small', '1.5×');
  await tab.presses('.file-player .tool');
  await tab.until('it is played to its end', () => document.querySelectorAll('.wave .played').length > 35);
});

view('a small picture is drawn by the reader’s own browser; what is none is a card', async open => {
  const tab = await open();
  const it = file_line('Jun', 'dot.png', { type: 'image/png', size: 1000 });
  const false_one = file_line('Jun', 'false.png', { type: 'image/png', size: 1000 });
  await tab.show(room(), myself('Mina'), person('Jun'), it, false_one);
  await tab.evaluate(
    async ids => {
      const at = Object.assign(document.createElement('canvas'), { width: 40, height: 20 });
      globalThis.core.given[ids[0]] = await new Promise(resolve => at.toBlob(resolve));
      globalThis.core.given[ids[1]] = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'], {
        type: 'image/svg+xml',
      });
    },
    [it[1].id, false_one[1].id],
  );
  await tab.show(file_state(it, 'done', { automatic: true }), file_state(false_one, 'done', { automatic: true }));
  await tab.until('it is drawn', () => document.querySelector('.file-picture')?.getAttribute('aria-label') === 'dot.png');
  must((await tab.evaluate(() => document.querySelectorAll('.file-picture').length)) === 1, 'and nothing else');
});
