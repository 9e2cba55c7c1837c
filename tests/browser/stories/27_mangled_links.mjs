// A link that programs have mangled on its way: it leads to the room all the same, or the page says that it is damaged.
import { story_of_each } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

const SECRET = 'AAECAwQFBgcICQoLDA0ODw';

/** @type {Record<string, (address: string) => string>} */
const repaired = {
  'as it was sent': address => `${address}#/our%20garden/${SECRET}`,
  'a full stop behind it': address => `${address}#/our%20garden/${SECRET}.`,
  'a bracket behind it': address => `${address}#/our%20garden/${SECRET})`,
  'a Chinese full stop behind it': address => `${address}#/our%20garden/${SECRET}。`,
  'a mark of a network before the #': address => `${address}?fbclid=IwAR0abc#/our%20garden/${SECRET}`,
  'a mark of a network at its end': address => `${address}#/our%20garden/${SECRET}?utm_source=mail&utm_medium=x`,
  'its # escaped': address => `${address}%23/our%20garden/${SECRET}`,
  'its slashes escaped': address => `${address}#%2Four%20garden%2F${SECRET}`,
  'its escapes escaped once more': address => `${address}#${encodeURIComponent(`/our%20garden/${SECRET}`)}`,
  'a slash too many': address => `${address}/#/our%20garden/${SECRET}`,
};
const explained = {
  'its end cut off': address => `${address}#/our%20garden/${SECRET.slice(0, -3)}`,
  'a blank within it': address => `${address}#/our%20garden/${SECRET.slice(0, 9)}%20${SECRET.slice(9)}`,
};

story_of_each('a link that was mangled on its way is repaired, or said to be damaged', async (scene, browser) => {
  const mina = await scene.opens(browser, 'Mina');
  const title = () => mina.page.evaluate(() => document.getElementById('arrival-title').textContent);
  const opens = async (how, link, wanted) => {
    await mina.page.page.goto('about:blank');
    await mina.opens(link(scene.address));
    await until(`${how}: "${wanted}"`, async () => (await title()) === wanted, { instead: title });
  };
  for (const [how, link] of Object.entries(repaired)) {
    await opens(how, link, 'our garden');
    const hash = () => mina.page.evaluate(() => location.hash);
    await until(`${how}: the address is put right`, async () => (await hash()) === `#/our%20garden/${SECRET}`, { instead: hash });
  }
  for (const [how, link] of Object.entries(explained)) {
    await opens(how, link, 'This link is damaged');
    await mina.reads('#problem', 'Ask for the link again');
  }
  must(Object.keys(repaired).length >= 10, 'there are ten');
});
