// Voices and pictures.
import { story_of_pairs } from '../declare.mjs';
import { must } from '../waiting.mjs';

story_of_pairs('two people see and hear each other, mute, hide, and leave', { needs: ['media'] }, async (scene, one, other) => {
  // With cameras as large as people have.
  const [mina, jun] = await scene.two(one, other, { whole_camera: true });
  await mina.joins_call();
  await jun.reads('#join-note', 'Mina is in a call');
  await jun.joins_call();
  await Promise.all([mina.sees_moving_video_of('Jun'), jun.sees_moving_video_of('Mina')]);
  for (const each of [mina, jun]) must((await each.sees_moving_video_of('myself')).width >= 640, `${each.name} sends a large picture`);
  await Promise.all([mina.hears('Jun'), jun.hears('Mina')]);

  await mina.toggles('microphone');
  await mina.has('microphone', 'muted');
  await jun.sees_muted('Mina');
  await jun.no_longer_hears('Mina');
  await jun.toggles('camera');
  await mina.sees_no_picture_of('Jun');

  await mina.toggles('microphone');
  await jun.sees_muted('Mina', false);
  await jun.toggles('camera');
  await Promise.all([jun.hears('Mina'), mina.sees_moving_video_of('Jun')]);

  await mina.says('we can chat too');
  await jun.sees('we can chat too');

  await mina.leaves_call();
  await mina.has_released_devices();
  await jun.sees_nobody_in_call_called('Mina');
  await jun.sees_notice('Mina left the call');
  await jun.leaves_call();
  await jun.has_released_devices();
  await jun.says('still here');
  await mina.sees('still here');
});

story_of_pairs(
  'two people without cameras hear each other, and see each other as soon as one is turned on',
  { needs: ['media'] },
  async (scene, one, other) => {
    const [mina, jun] = await scene.two(one, other);
    await mina.joins_call('voice');
    await jun.joins_call('voice');
    await Promise.all([mina.hears('Jun'), jun.hears('Mina')]);
    await jun.toggles('camera');
    await mina.sees_moving_video_of('Jun');
    await Promise.all([mina.hears('Jun'), jun.hears('Mina')]);
  },
);
