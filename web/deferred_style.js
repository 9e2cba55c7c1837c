// The style sheets of the deferred script, in their order.

import kit from './kit/deferred.css' with { type: 'text' };
import dialog from './kit/dialog.css' with { type: 'text' };
import sparkline from './kit/sparkline.css' with { type: 'text' };
import shell from './view/shell/deferred.css' with { type: 'text' };
import app from './view/app/app.css' with { type: 'text' };
import arrival from './view/arrival/deferred.css' with { type: 'text' };
import people_card from './view/people/people_card.css' with { type: 'text' };
import call from './view/call/deferred.css' with { type: 'text' };
import recording from './view/call/recording.css' with { type: 'text' };
import audio_video from './view/call/audio_video.css' with { type: 'text' };
import conversation from './view/conversation/deferred.css' with { type: 'text' };
import message_menu from './view/conversation/message_menu.css' with { type: 'text' };
import message_parts from './view/conversation/parts.css' with { type: 'text' };
import print from './view/conversation/print.css' with { type: 'text' };
import files from './view/files/deferred.css' with { type: 'text' };
import invite from './view/invite/invite.css' with { type: 'text' };
import settings from './view/settings/deferred.css' with { type: 'text' };
import access from './view/access/access.css' with { type: 'text' };
import trust from './view/trust/trust.css' with { type: 'text' };
import alerts from './view/alerts/alerts.css' with { type: 'text' };
import diagnosis from './view/diagnosis/diagnosis.css' with { type: 'text' };

export const deferred_style = [
  kit,
  dialog,
  sparkline,
  shell,
  arrival,
  people_card,
  call,
  audio_video,
  recording,
  conversation,
  message_menu,
  message_parts,
  print,
  files,
  invite,
  settings,
  access,
  alerts,
  trust,
  diagnosis,
  app,
].join('');
