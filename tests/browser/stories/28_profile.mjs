// One's own name, picture and status, changed while one is inside.
import { story_of_pairs } from '../declare.mjs';
import { must, until } from '../waiting.mjs';

/** Runs in the page: chooses a picture, wide and red with a green middle. */
async function choose_picture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 400 });
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#c33';
  pen.fillRect(0, 0, 1200, 400);
  pen.fillStyle = '#3c3';
  pen.fillRect(400, 0, 400, 400);
  const data = new DataTransfer();
  data.items.add(new File([await new Promise(done => canvas.toBlob(done))], 'me.png', { type: 'image/png' }));
  const field = document.getElementById('portrait-file');
  field.files = data.files;
  field.dispatchEvent(new Event('change'));
}

/** Runs in the page: whether the portrait at that place is green to its edge. */
function is_green(selector) {
  const at = document.querySelector(selector);
  if (!at) return false;
  const [red, green] = at.getContext('2d').getImageData(2, at.height / 2, 1, 1).data;
  return green > 150 && red < 100;
}

story_of_pairs('name, picture and status change inside: for those who are there, and whoever comes later', async (scene, one, other) => {
  const mina = await scene.arrives(one, 'Mina');
  const jun = await scene.opens(other, 'Jun', { link: mina.link });
  await jun.enters();
  await mina.sees_person('Jun');
  await mina.says('I am Mina');
  await jun.sees({ author: 'Mina', text: 'I am Mina' });

  await mina.turns_to_the_page();
  await mina.opens_settings('you');
  await mina.fills('#profile-about', 'at lunch');
  await mina.fills('#profile-name', 'Mina Kim');
  await mina.page.key('Tab');
  await mina.page.evaluate(choose_picture);
  const sees_all = async (who, selector) => {
    await who.sees_person('Mina Kim');
    await until(`${who.name} sees the picture`, () => who.page.evaluate(is_green, selector), { instead: () => who.ask('people') });
    await who.turns_to_the_page();
    await who.presses('#people-button');
    await who.reads('#people .entry-about', 'at lunch');
    await who.page.key('Escape');
  };
  await sees_all(jun, '.line .avatar canvas');
  await jun.sees_notice('Mina is now called Mina Kim');
  await jun.sees({ author: 'Mina Kim', text: 'I am Mina' });
  await mina.page.key('Escape');

  const ada = await scene.opens(other, 'Ada', { link: mina.link });
  await ada.enters();
  await sees_all(ada, '.line .avatar canvas');
  await ada.sees_notice('Mina is now called Mina Kim'); // her card said Mina

  // They are kept on this device.
  await mina.opens(scene.address);
  must((await mina.page.evaluate(() => document.getElementById('name').value)) === 'Mina Kim', 'the name is kept');
  await until('so is the picture', () => mina.page.evaluate(is_green, '#preview-avatar canvas'));
});
