// Ways to invite beside the link: the code for a camera, the mail, the calendar; and the rooms that one has been in.
import { decodeQR } from 'qr/decode.js';
import { pictures } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { arrival, inside_are, morning, myself, new_room, room } from './states.mjs';
import { view } from './suite.mjs';

const link = 'https://tincan.example/#/%EA%B0%80%EC%A1%B1%2C%20tea%3B%20now/AAECAwQFBgcICQoLDA0ODw';
const family = room({ name: '가족, tea; now', link });

/** The code as a camera sees it, in shades of grey. @param {import('./suite.mjs').Tab} tab */
const seen_code = tab =>
  tab.evaluate(async () => {
    const code = document.getElementById('invite-code');
    const picture = new Image();
    const style = getComputedStyle(code);
    const copy = code.cloneNode(true);
    copy.setAttribute('fill', style.fill);
    copy.setAttribute('width', '300');
    copy.setAttribute('height', '300');
    picture.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 320 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(0, 0, 320, 320);
    pen.drawImage(picture, 10, 10);
    return [...pen.getImageData(0, 0, 320, 320).data];
  });

view('the link is in a code for a camera, in a mail, and in a meeting for the calendar', async open => {
  const tab = await open();
  await tab.show(family, myself('Mina'));
  await tab.evaluate(() => {
    URL.createObjectURL = blob => {
      blob.text().then(text => (globalThis.saved = text));
      return '#';
    };
  });
  await tab.presses('#invite');
  await tab.until('the code is drawn', () => document.querySelector('#invite-code path')?.getAttribute('d'));
  const data = Uint8ClampedArray.from(await seen_code(tab));
  must(decodeQR({ width: 320, height: 320, data }) === link, 'a camera reads the link');
  const mail = new URL(await tab.evaluate(() => document.getElementById('invite-mail').href));
  must(mail.searchParams.get('subject') === 'Join me in 가족, tea; now', `the subject: ${mail}`);
  must(mail.searchParams.get('body').endsWith(link), `the mail has the link: ${mail}`);
  await tab.presses('#invite-plan summary');
  await tab.evaluate(() => (document.getElementById('meeting-start').value = '2030-05-17T09:30'));
  await tab.presses('#invite-plan button');
  const text = await tab.until('a file is made', () => globalThis.saved);
  const lines = text.split('\r\n');
  must(lines.at(-1) === '' && lines.every(it => new TextEncoder().encode(it).length <= 75), `no line is too long: ${text}`);
  const whole = text.replaceAll('\r\n ', '').split('\r\n');
  const zone = await tab.evaluate(() => new Date('2030-05-17T09:30').toISOString().replace(/[-:]|\.\d+/g, ''));
  for (const line of [`DTSTART:${zone}`, 'SUMMARY:가족\\, tea\\; now', `URL:${link}`]) must(whole.includes(line), `${line} in ${text}`);
  must(Date.parse('2030-05-17T10:30') - Date.parse('2030-05-17T09:30') === 3_600_000 && /DTEND:2030/.test(text), 'it takes an hour');
});

view('the host makes a link for one person, or with an end, and it takes the place of the plain one', async open => {
  const tab = await open();
  const shown = () => tab.evaluate(() => document.getElementById('invite-link').value);
  const hosting = it => [room({ name: '가족, tea; now', link, ...it }), myself('Mina', { host: true })];
  await tab.show(hosting({ door: 'open' }));
  await tab.presses('#invite');
  await tab.presses('#invite-ticket summary');
  await tab.reads('#invite-ticket', 'From then on, people with the plain link have to knock.');
  await pictures(tab, 'ticket', { axe: true });
  await tab.presses('#invite');
  await tab.presses('#invite-ticket .actions button');
  await tab.called('make_ticket', true, 0);
  must((await shown()) === link, 'the plain one, until the core has made the other');
  const ticket_link = `${link}/tAQIDBAUGBwgJCgsMDQ4PEA`;
  await tab.show(hosting({ door: 'knock', ticket_link }));
  await tab.until('it is shown', it => document.getElementById('invite-link').value === it, ticket_link);
  await tab.reads('#invite-said', 'It lets in one person.');
  must(
    (await tab.evaluate(() => document.getElementById('invite-mail').href)).includes(encodeURIComponent(ticket_link)),
    'the mail has it',
  );
  const data = Uint8ClampedArray.from(await seen_code(tab));
  must(decodeQR({ width: 320, height: 320, data }) === ticket_link, 'a camera reads it');
  await tab.presses('#invite-ticket .actions button:last-child');
  must((await shown()) === link, 'the plain one again');
  // One for everybody has an end.
  await tab.presses('label:has(#ticket-once)');
  must((await tab.evaluate(() => document.getElementById('ticket-ends').value)) === 'today', 'it has an end');
  await tab.evaluate(() => {
    const ends = document.getElementById('ticket-ends');
    ends.value = 'at';
    ends.dispatchEvent(new Event('change'));
    document.getElementById('ticket-when').value = '2001-01-01T10:00';
  });
  await tab.presses('#invite-ticket .actions button');
  must((await tab.evaluate(() => document.activeElement.id)) === 'ticket-when', 'what has ended is asked for again');
  await tab.evaluate(() => (document.getElementById('ticket-when').value = '2040-01-01T10:00'));
  await tab.presses('#invite-ticket .actions button');
  await tab.called('make_ticket', false, await tab.evaluate(() => new Date('2040-01-01T10:00').getTime() / 1000));
  await tab.show(hosting({ door: 'knock', ticket_link: ticket_link.replace('/tAQ', '/tBQ') }));
  await tab.reads('#invite-said', 'It lets people in until Jan 1, 2040');
  // It was used, or the room has moved: the plain one is shown.
  await tab.show(hosting({ door: 'knock' }));
  await tab.until('the plain one', it => document.getElementById('invite-link').value === it, link);
  // Others have nothing to make.
  await tab.show(room({ link, door: 'knock' }), myself('Mina'));
  await tab.until('it is gone', () => document.getElementById('invite-ticket').hidden);
});

view('a guest reads why a link does not let in any more', async open => {
  const tab = await open();
  const waits = it => [arrival(inside_are('Mina')), room({ stage: 'joining', ...it })];
  await tab.show(waits({ trouble: 'knocking', ticket: 'used' }));
  await tab.reads('#problem', 'The link you came with was for one person, and has been used.You are at the door.');
  await tab.show(waits({ trouble: 'locked', ticket: 'ended' }));
  await tab.reads('#problem', 'The link you came with has ended.The room is locked.');
  await tab.show(waits({ trouble: 'knocking' }));
  await tab.until('nothing of it', () => !document.getElementById('problem').textContent.includes('link'));
});

view('the rooms that one has been in are listed where a new one is made', async open => {
  const tab = await open();
  const names = () => tab.evaluate(() => [...document.querySelectorAll('#recent .recent-name')].map(it => it.textContent).join());
  const noted = link => tab.until(`${link} is noted`, it => localStorage.getItem('tincan.rooms')?.includes(it), link);
  await tab.show(family, myself('Mina'));
  await noted('AAECAwQF');
  await tab.show(room({ stage: 'left', id: '', link: '' }), room({ id: 'fleeting', name: 'gone', kept_days: 0 }));
  await tab.show(room({ stage: 'left', id: '', link: '' }), room({ id: 'third', name: 'third', link: 'https://tincan.example/#/third/x' }));
  await noted('#/third/x');
  // The host took somebody out, and all others went on under another link.
  await tab.show(room({ id: 'fourth', name: 'third', link: 'https://tincan.example/#/third/y' }));
  await noted('#/third/y');
  await tab.show(room({ stage: 'arriving', id: '', link: '' }), new_room());
  await tab.until('they are listed', () => document.querySelectorAll('#recent li').length === 2);
  must((await names()) === 'third,가족, tea; now', `the newest first: ${await names()}`);
  must((await tab.evaluate(() => document.querySelector('#recent a').getAttribute('href'))) === '#/third/y', 'by its new link');
  await pictures(tab, 'recent', { axe: true });
  await tab.presses('#recent li:last-child [aria-pressed]');
  must((await names()) === '가족, tea; now,third', `with a star it is first: ${await names()}`);
  must((await tab.evaluate(() => document.activeElement.getAttribute('aria-pressed'))) === 'true', 'the focus stays on the star');
  await tab.presses('#recent li:last-child button:last-child');
  must((await names()) === '가족, tea; now', `one is taken out: ${await names()}`);
  await tab.opens_settings('privacy');
  await tab.presses('label:has(#remember-rooms)');
  await tab.page.key('Escape');
  await tab.until('none is remembered any more', () => document.getElementById('recent').hidden);
  must((await tab.evaluate(() => localStorage.getItem('tincan.rooms'))) === null, 'nor kept');
});

view('what others wrote in the place of the rooms is not believed', async open => {
  const tab = await open();
  const good = { id: 'a', name: '<b>x</b>', link: '#/x/y', at: morning, starred: false };
  const bad = [
    { ...good, link: 'javascript:alert(1)' },
    { ...good, at: 9e15 },
    { ...good, name: 7 },
    null,
    'room',
    { ...good, name: 'n'.repeat(501) },
  ];
  await tab.evaluate(all => localStorage.setItem('tincan.rooms', JSON.stringify(all)), [...bad, good]);
  await tab.show(new_room());
  await tab.until('the good one is listed', () => document.querySelectorAll('#recent li').length === 1);
  await tab.evaluate(() => localStorage.setItem('tincan.rooms', '{'));
  await tab.show(new_room());
  await tab.until('nothing is listed', () => document.getElementById('recent').hidden);
});
