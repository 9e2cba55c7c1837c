// Somebody wants the user, who has turned away: what the user sees of it, and what the browser is asked for.
import { Chromium } from '../browser/chromium.mjs';
import { name_payloads, payloads } from '../browser/hostile.mjs';
import { pictures, barriers, picture } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { alert, call, i_call, line, my_line, myself, notice, person, room } from './states.mjs';
import { Tab, view } from './suite.mjs';

/**
 * Runs in the page, before its own scripts. A driver tells every page that it is in front, so a test says itself what is. Notifications and
 * badges are of the system, which a headless browser has not: Firefox gives an error for each, Chromium shows none that could be looked at.
 * Sounds are real, and written down on the way.
 */
function be_asked(permission) {
  const asked = { permission, answer: 'granted', asks: 0, notifications: [], badge: null, sounds: [] };
  globalThis.asked = asked;

  class Told extends EventTarget {
    open = true;
    constructor(title, options) {
      super();
      if (asked.permission !== 'granted') return;
      Object.assign(this, { title, ...options });
      for (const it of asked.notifications) if (it.tag === this.tag) it.open = false;
      asked.notifications.push(this);
    }
    close() {
      this.open = false;
    }
    static get permission() {
      return asked.permission;
    }
    static async requestPermission() {
      asked.asks += 1;
      return (asked.permission = asked.answer);
    }
  }
  globalThis.Notification = Told;
  navigator.setAppBadge = async count => void (asked.badge = count ?? 'dot');
  navigator.clearAppBadge = async () => void (asked.badge = null);

  const { AudioContext } = globalThis;
  globalThis.AudioContext = class extends AudioContext {
    constructor(...given) {
      super(...given);
      asked.sounds.push({ tones: 0, loudest: 0 });
    }
    createOscillator() {
      asked.sounds.at(-1).tones += 1;
      return super.createOscillator();
    }
    createGain() {
      const gain = super.createGain();
      const sound = asked.sounds.at(-1);
      const ramp = gain.gain.linearRampToValueAtTime.bind(gain.gain);
      gain.gain.linearRampToValueAtTime = (value, at) => {
        sound.loudest = Math.max(sound.loudest, value);
        return ramp(value, at);
      };
      return gain;
    }
  };

  let [visible, focused] = [true, true];
  Object.defineProperty(document, 'visibilityState', { get: () => (visible ? 'visible' : 'hidden') });
  document.hasFocus = () => focused;
  globalThis.turn = (to_visible, to_focused) => {
    [visible, focused] = [to_visible, to_focused];
    document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event(focused ? 'focus' : 'blur'));
  };
}
const asking = permission => `(${be_asked})(${JSON.stringify(permission)});`;

const talk = [room(), myself('Mina'), person('Jun'), my_line('Mina', 'Did you see the photos?')];

/** A page in the room on which something was pressed, since browsers make no sound before. @param {NotificationPermission} permission */
async function enter(open, permission, { language } = {}) {
  const tab = await open({ before: asking(permission), language });
  await tab.show(talk);
  await tab.presses('#composer');
  await tab.until('this tab calls', it => navigator.locks.query().then(({ held }) => held.some(({ name }) => name === it)), lock);
  return tab;
}
const lock = 'tincan.calls.id of the room';

const turns = (tab, visible, focused) => tab.evaluate(it => globalThis.turn(...it), [visible, focused]);
const asked = tab =>
  tab.evaluate(() => structuredClone({ ...globalThis.asked, notifications: globalThis.asked.notifications.map(it => ({ ...it })) }));
const sounds = (tab, count) =>
  tab.until(
    `there were ${count} sounds`,
    it => globalThis.asked.sounds.length === it,
    count,
    () => globalThis.asked,
  );
const icon_is_marked = tab => tab.evaluate(() => decodeURIComponent(document.querySelector('link[rel=icon]').href).includes('<circle'));

/** Waits for the notification, the only one that is there. @param {string} body */
const notified = (tab, body) =>
  tab.until(
    `the notification says "${body}"`,
    it => {
      const open = globalThis.asked.notifications.filter(each => each.open);
      return open.length === 1 && open[0].body === it && { ...open[0] };
    },
    body,
    () => globalThis.asked,
  );
const is_quiet = (tab, why) =>
  tab.until(
    why,
    () => globalThis.asked.notifications.every(it => !it.open) && globalThis.asked.badge === null,
    null,
    () => globalThis.asked,
  );

view('the core hears whether the page is seen and has the focus', async open => {
  const tab = await enter(open, 'granted');
  await tab.called('attend', 'here');
  await turns(tab, true, false);
  await tab.called('attend', 'beside');
  await turns(tab, false, false);
  await tab.called('attend', 'hidden');
  await turns(tab, true, true);
  await tab.called('attend', 'here');
});

view('a message calls: sound, icon, badge and notification, until the user looks', async open => {
  const tab = await enter(open, 'granted');
  await turns(tab, false, false);
  await tab.show(line('Jun', 'They are great'), ['unread', 1], alert(line('Jun', 'They are great')));
  const told = await notified(tab, 'They are great');
  must(told.title === 'Jun', `it bears the author's name: ${told.title}`);
  must(told.silent && told.tag.includes('id of the room'), 'it has no sound of its own, and is the one of the room');
  await sounds(tab, 1);
  const { badge, sounds: made } = await asked(tab);
  must(badge === 1, `the app is marked: ${badge}`);
  must(made[0].tones === 1 && made[0].loudest > 0 && made[0].loudest <= 0.2, `it is one soft tone: ${JSON.stringify(made)}`);
  must(await icon_is_marked(tab), 'the icon of the tab is marked');
  must((await tab.evaluate(() => document.title)) === '(1) quiet-amber-otter · Tincan', 'the title counts');

  await turns(tab, true, true);
  await tab.show(['alert', null], ['unread', 0]);
  await is_quiet(tab, 'the notification is closed and the badge taken away');
  must(!(await icon_is_marked(tab)), 'the icon is as before');
  must((await tab.evaluate(() => document.title)) === 'quiet-amber-otter · Tincan', 'and so is the title');
});

view('a burst is one sound and one notification', async open => {
  const tab = await enter(open, 'granted');
  await turns(tab, false, false);
  await tab.show(alert(line('Jun', 'one')));
  await notified(tab, 'one');
  await tab.show(alert(line('Jun', 'two'), { messages: 2, aloud: false }));
  await notified(tab, 'two');
  await tab.show(alert(line('Ada', 'three'), { messages: 3, aloud: false }));
  const told = await notified(tab, 'three');
  must(told.title === 'Ada · 3 new messages', `it says how many: ${told.title}`);
  await sounds(tab, 1);
  must((await asked(tab)).badge === 3, 'the badge counts');
});

view('a press on the notification leads to the newest message', async open => {
  const tab = await enter(open, 'granted');
  await tab.show(
    i_call('Mina'),
    Array.from({ length: 60 }, (_, number) => line('Jun', `line ${number}`)),
  );
  await tab.until('the conversation stands at its end', () => {
    const at = document.getElementById('messages');
    return at.scrollHeight > 2 * at.clientHeight && at.scrollHeight - at.scrollTop - at.clientHeight < 4;
  });
  await tab.until('the reader is far above it', () => {
    document.getElementById('messages').scrollTop = 0;
    return !document.getElementById('jump').hidden;
  });
  await tab.presses('#close-chat');
  await tab.sees_no('#conversation');
  await turns(tab, false, false);
  await tab.show(line('Jun', 'the newest'), alert(line('Jun', 'the newest')));
  await notified(tab, 'the newest');
  await tab.evaluate(() => {
    globalThis.focus = () => (globalThis.asked.focused = true);
    globalThis.asked.notifications.at(-1).dispatchEvent(new Event('click'));
  });
  await is_closed(tab);
  must(await tab.evaluate(() => globalThis.asked.focused), 'the tab comes to the front');
  await tab.until('the newest message is in view', () => {
    const at = [...document.querySelectorAll('#lines .line')].at(-1).getBoundingClientRect();
    return at.height > 0 && at.bottom <= innerHeight && at.top >= 0;
  });
});
const is_closed = tab => tab.until('the notification is closed', () => globalThis.asked.notifications.every(it => !it.open));

view('a knock and a call say who it is', async open => {
  const tab = await enter(open, 'granted');
  await turns(tab, false, false);
  await tab.show(person('Cem', { state: 'knocking' }), alert(notice('knocks', 'Cem'), { messages: 0 }));
  must((await notified(tab, 'Cem is at the door')).title === 'quiet-amber-otter', 'under the name of the room');
  await tab.until('the title says so', () => document.title === 'Cem is at the door · quiet-amber-otter · Tincan');
  must((await asked(tab)).badge === 'dot', 'the badge has no number');
  await tab.show(alert(notice('call_started', 'Jun'), { messages: 0 }));
  await notified(tab, 'Jun started a call');
  await tab.until('the title says so', () => document.title === 'Jun started a call · quiet-amber-otter · Tincan');
  await sounds(tab, 2);
  const made = (await asked(tab)).sounds;
  must(made[0].tones === 2 && made[1].tones === 3, `each sounds in its own way: ${JSON.stringify(made)}`);
});

view('in a call the sound is quieter, and none where it is off', async open => {
  const tab = await enter(open, 'granted');
  await turns(tab, true, false);
  await tab.show(alert(line('Jun', 'one'), { hidden: false }));
  await sounds(tab, 1);
  await tab.show(myself('Mina', { in_call: true }), call(), alert(line('Jun', 'two'), { hidden: false }));
  await sounds(tab, 2);
  const [usual, in_call] = (await asked(tab)).sounds;
  must(in_call.loudest > 0 && in_call.loudest < usual.loudest / 2, `it is quieter: ${in_call.loudest} of ${usual.loudest}`);
  await tab.opens_settings('notifications');
  await tab.presses('#alert-sound');
  await tab.show(alert(line('Jun', 'three', { mention: true }), { hidden: false }));
  await notified(tab, 'three');
  await sounds(tab, 2);
  must(await tab.evaluate(() => localStorage.getItem('tincan.sound') === 'off'), 'it is remembered');
});

view('the browser is asked by the button alone, and at the first message that came while the page was hidden', async open => {
  const tab = await enter(open, 'default');
  await tab.sees_no('#offer');
  await turns(tab, true, false);
  await tab.show(alert(line('Jun', 'seen beside'), { hidden: false }));
  await sounds(tab, 1);
  await tab.sees_no('#offer');
  await turns(tab, false, false);
  await tab.show(line('Jun', 'hello'), alert(line('Jun', 'hello')));
  await tab.reads('#offer', 'Tell you about new messages while you are elsewhere?');
  must((await asked(tab)).asks === 0, 'nothing was asked yet');
  await turns(tab, true, true);
  await tab.show(['alert', null]);
  await tab.presses('#offer .primary');
  await tab.sees_no('#offer');
  await tab.has_focus('composer');
  must((await asked(tab)).asks === 1, 'the browser was asked once');
  await turns(tab, false, false);
  await tab.show(alert(line('Jun', 'hello again')));
  await notified(tab, 'hello again');
  await tab.sees_no('#offer');
});

view('who wants no notifications now is not asked again, and finds them in the menu', async open => {
  const tab = await enter(open, 'default');
  await turns(tab, false, false);
  await tab.show(alert(line('Jun', 'hello')));
  await tab.presses('#offer .secondary');
  await tab.sees_no('#offer');
  await tab.show(alert(line('Jun', 'again')));
  await sounds(tab, 2);
  await tab.sees_no('#offer');
  must((await asked(tab)).asks === 0, 'the browser was not asked');
  must(await tab.evaluate(() => localStorage.getItem('tincan.notifications') === 'no'), 'the answer is remembered');
  await tab.opens_settings('notifications');
  await tab.reads('#allow-notifications', 'Show notifications');
  await tab.evaluate(() => (globalThis.asked.answer = 'denied'));
  await tab.presses('#allow-notifications');
  await tab.reads('#notifications-denied', 'This browser shows no notifications of this page.');
  await tab.sees_no('#allow-notifications');
  must((await asked(tab)).asks === 1, 'by its button it was');
});

view('where the browser makes no notifications for pages, none are offered', async open => {
  const broken = `(${() => {
    const { permission } = globalThis.Notification;
    globalThis.Notification = class {
      constructor() {
        throw new TypeError('Illegal constructor');
      }
      static permission = permission;
    };
  }})();`;
  const tab = await open({ before: asking('default') + broken });
  await tab.show(talk);
  await tab.presses('#composer');
  await turns(tab, false, false);
  await tab.show(alert(line('Jun', 'hello')));
  await sounds(tab, 1);
  await tab.sees_no('#offer');
  await tab.opens_settings('notifications');
  await tab.sees('#alert-level');
  await tab.sees_no('#allow-notifications');
});

view('how much calls is chosen for each room, and remembered', async open => {
  const tab = await enter(open, 'granted');
  await tab.called('alert_level', 'everything');
  await tab.opens_settings('notifications');
  await tab.reads('#alert-level', 'Mentions only');
  await tab.presses('#alert-level label:has([value="mentions"])');
  await tab.called('alert_level', 'mentions');
  await tab.page.key('Escape');
  // The host gives the room another link.
  await tab.show(room({ id: 'id of the moved room' }));
  await tab.called('alert_level', 'mentions');
  const comes_from_one_into = async next => {
    await tab.show(room({ stage: 'left', id: '' }));
    await tab.sees('#left');
    await tab.show(next);
  };
  await comes_from_one_into(room({ id: 'id of another room' }));
  await tab.called('alert_level', 'everything');
  await comes_from_one_into(room());
  await tab.called('alert_level', 'mentions');
  await tab.opens_settings('notifications');
  must(await tab.evaluate(() => document.querySelector('#alert-level :checked').value === 'mentions'), 'the settings show it');
});

view('of several tabs in a room one calls, and none while the user looks at another', async (open, address) => {
  const tab = await enter(open, 'granted');
  const page = await tab.page.another();
  await page.ready;
  await page.before_scripts(`${asking('granted')} globalThis.first_states = [];`);
  await page.goto(address);
  const other = new Tab(page, '');
  await other.until('the page is complete', () => globalThis.core?.view && document.querySelector('#shortcuts'));
  await other.show(talk);
  await other.presses('#composer');
  const both_hear = async text => {
    for (const it of [other, tab]) await it.show(line('Jun', text), alert(line('Jun', text)));
  };
  const counts = async () => [await asked(tab), await asked(other)].map(it => it.notifications.length).join(' and ');

  for (const it of [tab, other]) await turns(it, false, false);
  await tab.until('no tab is looked at', () =>
    navigator.locks.query().then(({ held }) => held.every(it => !it.name.startsWith('tincan.looked.'))),
  );
  await both_hear('to one of both');
  await notified(tab, 'to one of both');
  await sounds(tab, 1);
  must((await counts()) === '1 and 0', `one tab calls: ${await counts()}`);
  must((await asked(other)).sounds.length === 0, 'and makes the sound');

  await turns(other, true, true);
  await is_quiet(tab, 'who looks at the other tab has seen it');
  await other.until('that is known', () =>
    navigator.locks.query().then(({ held }) => held.some(it => it.name.startsWith('tincan.looked.'))),
  );
  await tab.show(line('Jun', 'while the other is read'), alert(line('Jun', 'while the other is read')));
  await tab.until('the icon is marked', () => decodeURIComponent(document.querySelector('link[rel=icon]').href).includes('<circle'));
  await tab.evaluate(() => navigator.locks.query());
  must((await counts()) === '1 and 0', `nothing calls: ${await counts()}`);

  await tab.page.goto('about:blank');
  await turns(other, false, false);
  await other.until('the other one calls', it => navigator.locks.query().then(({ held }) => held.some(({ name }) => name === it)), lock);
  await other.until('nobody looks', () =>
    navigator.locks.query().then(({ held }) => held.every(it => !it.name.startsWith('tincan.looked.'))),
  );
  await other.show(alert(line('Jun', 'to the one that is left')));
  await notified(other, 'to the one that is left');
  must(!other.complaints().length, `the other page complains of nothing: ${other.complaints()}`);
});

view('names and texts in notifications are plain text, of one line and no great length', async open => {
  const tab = await enter(open, 'granted');
  await turns(tab, false, false);
  const notification = async it => {
    const before = (await asked(tab)).notifications.length;
    await tab.show(it);
    return tab.until('it is told', at => globalThis.asked.notifications[at] && { ...globalThis.asked.notifications[at] }, before);
  };
  for (const name of name_payloads) {
    const { title } = await notification(alert(line('Jun', 'hello', { name })));
    must(title === name, `the name is as it is written: ${title}`);
    const { body } = await notification(alert(notice('call_started', 'Jun', { name })));
    must(body.includes(name), `in a sentence too: ${body}`);
  }
  const told = async text => (await notification(alert(line('Jun', text)))).body;
  for (const text of payloads.filter(it => it.trim() && it.length < 100)) {
    const body = await told(text);
    must(body === text.replace(/\s+/gu, ' ').trim(), `the text is as it is written, in one line: ${JSON.stringify(body)}`);
  }
  for (const sign of ['x', '👨‍👩‍👧‍👦', '🇰🇷', '\u1112\u1161\u11ab', 'e\u0301']) {
    const body = await told(sign.repeat(200));
    must(/^(.+)…$/su.test(body) && body.slice(0, -1).replaceAll(sign, '') === '', `"${sign}" is not cut: ${body.slice(-20)}`);
    must(body.length < 1100, `"${sign}" is not told 200 times`);
    must((await told(sign.repeat(20))) === sign.repeat(20), 'what is short enough is told whole');
  }
  must((await told(`a${'\u0301'.repeat(5000)}`)).length < 1100, 'one sign of thousands is not told whole');
});

view('a message that calls by name is marked, and not by colour alone', async open => {
  const tab = await open();
  await tab.show(talk, line('Jun', 'look, all of you'), line('Jun', '@Mina, look', { mention: true }));
  const marks = await tab.until('both are there', () => {
    const all = [...document.querySelectorAll('#lines [data-mine="false"]')];
    return (
      all.length === 2 &&
      all.map(it => ({
        border: getComputedStyle(it.querySelector('.bubble')).borderInlineStartWidth,
        sign: getComputedStyle(it.querySelector('.bubble'), '::before').content,
        read: it.querySelector('.bubble').textContent,
      }))
    );
  });
  must(
    marks[0].border === '0px' && marks[0].sign === 'none' && marks[0].read === 'look, all of you',
    `one is as ever: ${JSON.stringify(marks[0])}`,
  );
  must(marks[1].border === '4px' && marks[1].sign.includes('@'), `the other has a line and a sign: ${JSON.stringify(marks[1])}`);
  must(marks[1].read === 'Mentions you: @Mina, look', `and is read as such: ${marks[1].read}`);
  await tab.opens_settings('general');
  await tab.presses('label:has(input[value="ko"])');
  await tab.page.key('Escape');
  await tab.reads('#lines .mentioned', '나를 언급함:');
});

for (const language of ['en-GB', 'ko-KR']) {
  const short = language.slice(0, 2);
  view(
    `looks: the offer of notifications and the settings (${language})`,
    async open => {
      const tab = await enter(open, 'default', { language });
      await tab.show(
        notice('joined', 'Jun'),
        line('Jun', 'Not yet, one moment'),
        line('Jun', '@Mina, they are at https://example.org', { mention: true }),
      );
      await turns(tab, false, false);
      await tab.show(alert(line('Jun', 'Not yet, one moment')));
      await tab.sees('#offer');
      await turns(tab, true, true);
      await pictures(tab, `offer-${short}`, { axe: true });
      await tab.evaluate(() => (globalThis.asked.permission = 'denied'));
      for (const look of [
        { width: 1280, height: 800, dark: false },
        { width: 360, height: 740, dark: true },
      ]) {
        await tab.page.look(look);
        await tab.opens_settings('notifications');
        await tab.sees('#notifications-denied');
        await picture(tab, `alert-settings-${short}-${look.width}`);
        const found = await barriers(tab);
        must(!found.length, `axe finds nothing: ${found.join('\n')}`);
        await tab.page.key('Escape');
      }
    },
    { only: Chromium },
  );
}
