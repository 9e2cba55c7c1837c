// The choice of what is seen behind oneself: a part of the page of audio and video.

import { create, create_button, set_text } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { choose_background, effects, take_picture } from './effects.js';

/** @typedef {import('./effects.js').Background} Background */

/** @param {() => void} changed */
export function background_fields(changed) {
  const at = create('div', 'av-background');
  const said = create('p', 'small quiet');
  said.setAttribute('role', 'status');
  const file = create('input');
  Object.assign(file, { type: 'file', accept: 'image/*', hidden: true });
  let is_no_picture = false;
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    is_no_picture = chosen
      ? await take_picture(chosen).then(
          () => false,
          () => true,
        )
      : false;
    file.value = '';
    changed();
  });
  const choices = create('fieldset', 'choice');
  choices.append(create('legend', '', words.audio_video.background));
  /** @param {Background} value */
  const choose = value => {
    is_no_picture = false;
    // Without a picture there is one to be chosen first.
    if (value === 'picture' && !effects.picture) file.click();
    else void choose_background(value).then(changed);
    changed();
  };
  const radios = /** @type {Background[]} */ (['', 'blur', 'picture']).map(value => radio(value, choose));
  choices.append(...radios.map(it => it.at));
  const other = create_button('secondary small-button', words.audio_video.choose, () => file.click());
  at.append(choices, other, file, said);
  const draw = () => {
    for (const it of radios) it.box.checked = it.box.value === effects.background;
    other.hidden = effects.background !== 'picture';
    const { trouble, preparing } = effects;
    const no = is_no_picture ? words.audio_video.no_picture : trouble ? words.audio_video.background_trouble[trouble] : '';
    set_text(said, preparing ? words.audio_video.preparing : no);
  };
  return { at, draw };
}

/** @param {Background} value @param {(value: Background) => void} choose */
function radio(value, choose) {
  const at = create('label');
  const box = create('input');
  box.type = 'radio';
  box.name = 'background';
  box.value = value;
  box.dataset.choose = `background-${value || 'none'}`;
  box.addEventListener('change', () => choose(value));
  at.append(box, create('span', '', words.audio_video.backgrounds[value || 'none']));
  return { at, box };
}
