// Going: by the button, by closing the tab, by a crash.
import { story_of_pairs } from '../declare.mjs';

story_of_pairs('who leaves by the button or by closing the tab is gone at once', { needs: ['media'] }, async (scene, one, other) => {
  const [mina, jun] = await scene.two(one, other);
  await jun.joins_call();
  await mina.joins_call();
  await jun.leaves_room();
  await jun.reads('#left-title', 'You left');
  await jun.has_released_devices();
  await mina.sees_nobody_called('Jun');
  await mina.sees_nobody_in_call_called('Jun');
  await mina.sees_notice('Jun left');

  // Browsers on one network know each other by names, and one that was asked for a name is silent about it for a second (RFC 6762
  // section 6). So who is back sooner may be met at the second attempt, and Firefox says so.
  scene.expects(/WebRTC: ICE failed/, 'back within a second');
  await jun.presses('#come-back');
  await jun.is_inside();
  await mina.sees_person('Jun');
  await mina.says('welcome back');
  await jun.sees('welcome back');
  await jun.closes_tab();
  await mina.sees_nobody_called('Jun');
});

// A crash says nothing: the server waits 6 s for the next request, and browsers need 5 to 10 s to notice a dead connection.
story_of_pairs('who crashes is gone within seconds', { needs: ['media'] }, async (scene, one, other) => {
  scene.address = (await scene.server()).address;
  const doomed = await scene.browser(other.constructor);
  const [mina, jun] = await scene.two(one, doomed);
  await jun.joins_call();
  await mina.joins_call('listen');
  await mina.sees_moving_video_of('Jun');
  doomed.kill();
  await mina.sees_nobody_called('Jun');
  await mina.sees_nobody_in_call_called('Jun');
  await mina.sees_notice('The connection to Jun was lost');
});
