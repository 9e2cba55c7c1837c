// One's own name, picture and status, and those of others.
import { Chromium } from '../browser/chromium.mjs';
import { barriers, pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { calling, i_call, id_of, line, myself, person, room } from './states.mjs';
import { view } from './suite.mjs';

/** A picture file of that size is chosen. */
const chooses = (tab, width, height, type = 'image/png') =>
  tab.evaluate(
    async ([wide, high, kind]) => {
      const canvas = new OffscreenCanvas(wide, high);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#c33';
      pen.fillRect(0, 0, wide, high);
      pen.fillStyle = '#3c3';
      pen.fillRect((wide - high) / 2, 0, high, high);
      const bytes = kind === 'text/plain' ? 'no picture' : await canvas.convertToBlob({ type: kind });
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'me', { type: kind }));
      const field = document.getElementById('portrait-file');
      field.files = data.files;
      field.dispatchEvent(new Event('change'));
    },
    [width, height, type],
  );

/** All that the core was told of the profile: name, status, and the bytes of the picture. */
const told = tab =>
  tab.evaluate(() => globalThis.core.calls.filter(([name]) => name === 'change_profile').map(([, ...it]) => [it[0], it[1], it[2].length]));

/** The middle of each portrait that is shown: 'g' where it is green. */
const portraits = (tab, selector) =>
  tab.evaluate(
    at =>
      [...document.querySelectorAll(at)]
        .map(it => {
          const [red, green] = it.getContext('2d').getImageData(it.width / 10, it.height / 2, 1, 1).data;
          return green > red ? 'g' : 'r';
        })
        .join(''),
    selector,
  );

/** Somebody else has sent a JPEG, or what only says that it is one. */
const sends_portrait = (tab, who, face, sound = true) =>
  tab.evaluate(
    async ([id, its, is_one]) => {
      const canvas = new OffscreenCanvas(128, 128);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#3c3';
      pen.fillRect(0, 0, 128, 128);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      globalThis.core.show('portrait', id, its, is_one ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array([1, 2, 3]));
    },
    [id_of(who), face, sound],
  );

view('name, status and picture are changed inside, told to the core, and kept on this device', async open => {
  const tab = await open();
  await tab.show(room(), myself('Mina'), person('Jun'));
  await tab.opens_settings('you');
  await tab.fills('#profile-name', 'Mina Kim');
  await tab.fills('#profile-about', 'at lunch');
  await tab.page.key('Tab');
  await tab.until('both are told', () => globalThis.core.calls.filter(([name]) => name === 'change_profile').length === 2);
  must(JSON.stringify(await told(tab)) === '[["Mina Kim","",0],["Mina Kim","at lunch",0]]', `told: ${JSON.stringify(await told(tab))}`);
  await chooses(tab, 300, 100);
  await tab.sees('.profile-picture canvas');
  must((await portraits(tab, '.profile-picture canvas')) === 'g', 'it is the middle of the picture');
  const [, , [, , bytes]] = await told(tab);
  must(bytes > 100 && bytes <= 8192, `small: ${bytes}`);
  const kept = await tab.evaluate(() => ['name', 'about', 'portrait'].map(it => localStorage.getItem(`tincan.${it}`).length));
  must(kept[0] === 8 && kept[1] === 8 && kept[2] > bytes, `kept: ${kept}`);
  await chooses(tab, 10, 10, 'text/plain');
  await tab.reads('#profile-problem', 'This browser cannot read that as a picture.');
  await tab.presses('#remove-portrait');
  await tab.sees_no('.profile-picture canvas');
  await tab.has_focus('choose-portrait');
  must((await told(tab)).at(-1)[2] === 0, 'it is gone');
  await tab.fills('#profile-name', '\u3164');
  await tab.page.key('Tab');
  await tab.reads('#profile-problem', 'Please type a name first.');
  must((await told(tab)).length === 4, 'what cannot be seen is no name');
});

view('what is kept is told when the page opens, and stands on the card', async open => {
  const before = () => {
    localStorage.setItem('tincan.about', 'reading');
    localStorage.setItem('tincan.portrait', globalThis.kept_portrait ?? '');
  };
  const tab = await open({ before });
  await tab.until('it is told', () => globalThis.core.calls.some(([name]) => name === 'change_profile'));
  must(JSON.stringify(await told(tab)) === '[["","reading",0]]', `told: ${JSON.stringify(await told(tab))}`);
  await tab.fills('#name', 'Mina');
  await tab.opens_settings('you');
  await chooses(tab, 64, 64);
  await tab.page.key('Escape');
  await tab.sees('#preview-avatar canvas');
});

view('portraits stand wherever initials do, and what is no picture leaves these', async open => {
  const tab = await open();
  const face = `${id_of('Jun')}.2`;
  const jun = { face, about: 'back at two' };
  await tab.show(room(), myself('Mina'), person('Jun', jun), line('Jun', 'hello', { face }));
  await sends_portrait(tab, 'Jun', face);
  await tab.until(
    'in header, row and message',
    () => document.querySelectorAll('.avatar canvas').length === 4,
    undefined,
    () => [...document.querySelectorAll('.avatar')].map(it => it.outerHTML).join('\n'),
  );
  must((await portraits(tab, '.avatar canvas')) === 'gggg', 'header, row, list and message');
  await tab.presses('#people-button');
  await tab.reads('#people .entry-about', 'back at two');
  must((await barriers(tab)).length === 0, 'axe finds nothing');
  await pictures(tab, 'portraits');
  await tab.page.key('Escape');
  await tab.show(i_call('Mina'), calling('Jun', { ...jun, camera: false }));
  await tab.sees('.tile .avatar canvas');
  await tab.show(calling('Jun', { face: `${id_of('Jun')}.3`, camera: false }));
  await sends_portrait(tab, 'Jun', `${id_of('Jun')}.3`, false);
  await tab.until('initials again, also beside what was said', () => !document.querySelector('.avatar canvas'));
});

view(
  'looks: you',
  async open => {
    for (const options of [{}, { phone: true }, { language: 'de', phone: true }, { language: 'ar' }]) {
      const tab = await open(options);
      await tab.show(room(), myself('Mina'), person('Jun'));
      await tab.opens_settings('you');
      await chooses(tab, 300, 300);
      await tab.sees('.profile-picture canvas');
      must((await tab.ask('overflow')).length === 0, 'it fits');
      await pictures(tab, `you-${options.language ?? 'en'}${options.phone ? '-phone' : ''}`, { axe: true });
    }
  },
  { only: Chromium },
);
