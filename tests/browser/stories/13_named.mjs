// Rooms named by hand: an address and a passphrase that can be said over the phone.
import { hkdfSync, pbkdf2Sync } from 'node:crypto';
import { story_of_each, story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const a_passphrase = /^([bdfghjklmnpstwyz][aiou]){2}(-([bdfghjklmnpstwyz][aiou]){2}){5}$/;
const heard = text =>
  text
    .normalize()
    .replace(/[ -]/g, '')
    .replace(/[A-Z]/g, it => it.toLowerCase());
const passphrase_of = person => person.page.evaluate(() => document.getElementById('passphrase').value);

/** The room id, all that the server is to see of the room, made as docs/protocol.md says. */
function room_id(name, passphrase) {
  const stretched = pbkdf2Sync(heard(passphrase), `tincan/1/${heard(name)}`, 600_000, 16, 'sha256');
  return Buffer.from(hkdfSync('sha256', stretched, 'tincan/1', `room id/${heard(name)}`, 16)).toString('base64url');
}

story_of_pairs('two people meet by name and passphrase; who has another passphrase meets nobody', async (scene, one, other) => {
  const proxy = await scene.proxy(scene.environment.server.port);
  scene.address = proxy.address;
  const mina = await scene.opens(one, 'Mina');
  await mina.fills('#room-name', 'Öko Club');
  await mina.presses('label:has(#by-hand)');
  await mina.reads('#guessable', 'Whoever finds out name and passphrase comes in');
  const passphrase = await until('a passphrase is proposed', async () => (await passphrase_of(mina)) || null);
  must(a_passphrase.test(passphrase), `it can be said: ${passphrase}`);
  await mina.enters();
  must(mina.link === `${scene.address}#/%C3%96ko%20Club`, `the address has the name alone: ${mina.link}`);
  await mina.reads('#empty-text', 'If you expected somebody here already, compare both');

  // Told over the phone, it is written otherwise: with another Ö, without capitals, with spaces for hyphens.
  const jun = await scene.opens(other, 'Jun', { link: `${scene.address}#/O\u0308ko-club` });
  await jun.reads('#arrival-title', 'Öko-club'.normalize('NFD'));
  await jun.fills('#passphrase', passphrase.toUpperCase().replaceAll('-', ' '));
  await jun.enters();
  await mina.sees_person('Jun');
  await jun.sees_person('Mina');
  await jun.says('I wrote it down');
  await mina.sees({ author: 'Jun', text: 'I wrote it down' });

  const ada = await scene.opens(one, 'Ada', { link: mina.link });
  const misheard = passphrase.replace(/.$/, it => (it === 'a' ? 'o' : 'a'));
  await ada.fills('#passphrase', misheard);
  await ada.enters();
  await ada.reads('#empty-text', 'another passphrase is another room');
  await mina.sees_people(2);
  must((await ada.ask('people')).length === 1, 'Ada is alone in a room of her own');
  await ada.presses('#other-passphrase');
  await ada.fills('#passphrase', passphrase);
  await ada.enters();
  await ada.sees_person('Jun');
  await mina.sees_person('Ada');

  const sent = proxy.seen.map(({ url, headers, body }) => `${decodeURIComponent(url)} ${JSON.stringify(headers)} ${body}`.toLowerCase());
  for (const told of ['öko', '%c3%96ko', 'ökoclub', passphrase, heard(passphrase), misheard, heard(misheard)]) {
    must(!sent.some(it => it.includes(told)), `the server never sees "${told}"`);
  }
  must(!proxy.seen.some(it => it.url === '/api/look'), 'nobody looks into a room before its passphrase is typed');
  const rooms = new Set(proxy.seen.filter(it => it.url === '/api/join').map(it => JSON.parse(it.body).room));
  must(
    JSON.stringify([...rooms].sort()) === JSON.stringify([room_id('Öko Club', passphrase), room_id('Öko Club', misheard)].sort()),
    `it sees what anybody can compute who knows both: ${[...rooms]}`,
  );
});

story_of_each('a passphrase is nowhere but where somebody asks to see it', async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina');
  await mina.presses('label:has(#by-hand)');
  const first = await until('a passphrase is proposed', async () => (await passphrase_of(mina)) || null);
  await mina.presses('#propose');
  const passphrase = await until('another one is proposed', async () => {
    const now = await passphrase_of(mina);
    return now !== first && now;
  });
  await mina.enters();
  const places = () =>
    mina.page.evaluate(() =>
      [
        location.href,
        document.title,
        document.documentElement.outerHTML,
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
      ]
        .concat([...document.querySelectorAll('input')].map(it => it.value))
        .join('\n'),
    );
  must(!(await places()).includes(passphrase), 'the passphrase is in no address, title, storage, or hidden corner of the page');
  await mina.presses('#invite');
  await mina.reads('#invite-by-hand', 'It is not in the link; tell it separately.');
  await mina.sees_no('#spoken-passphrase');
  await mina.presses('#spoken summary');
  await mina.reads('#spoken-passphrase', passphrase);
  await mina.page.key('Escape');
  await until('it is gone with the card', async () => !(await places()).includes(passphrase));
  await mina.presses('#lock');
  await mina.reads('#sealed-for', 'even those who run the server can try');
  await mina.page.key('Escape');

  // Coming back needs no typing, a new page does.
  await mina.leaves_room();
  await mina.presses('#come-back');
  await mina.is_inside();
  const again = await scene.opens(browser, 'Mina again', { link: mina.link });
  must((await passphrase_of(again)) === '', 'a link does not fill in the passphrase');
});

story_of_each('an address typed where the page is open leads to that room', async (scene, browser) => {
  const mina = await scene.arrives(browser, 'Mina');
  const jun = await scene.opens(browser, 'Jun');
  // A page that is still loading would simply start with the new address.
  await until('the page is ready', () => jun.page.evaluate(() => performance.getEntriesByName('ready').length > 0));
  await jun.page.evaluate(it => (document.body.dataset.old = location.href = it), mina.link);
  // Between two pages there is none to ask.
  await until('a new page is there', () => jun.page.evaluate(() => !document.body?.dataset.old).catch(() => false));
  await jun.reads('#inside', 'Mina is inside.');
  await jun.enters();
  await mina.sees_person('Jun');
});
