// The sheet of shortcuts.
import { must } from '../browser/waiting.mjs';
import { calling, i_call, room } from './states.mjs';
import { view } from './suite.mjs';

view('by keyboard: a question mark brings the sheet of shortcuts, but not while one writes', async open => {
  const tab = await open();
  await tab.show(room(), i_call('Mina'), calling('Jun'));
  await tab.presses('#composer');
  await tab.page.insert('Really?');
  await tab.page.key('?');
  await tab.sees_no('dialog.shortcuts');
  await tab.evaluate(() => document.getElementById('toggle-microphone').focus());
  await tab.page.key('?');
  await tab.sees('dialog.shortcuts');
  await tab.reads('dialog.shortcuts', 'Alt+L');
  must((await tab.ask('overflow')).length === 0, 'the sheet fits');
  await tab.page.key('Escape');
  await tab.sees_no('dialog.shortcuts');
  await tab.has_focus('toggle-microphone');
});
