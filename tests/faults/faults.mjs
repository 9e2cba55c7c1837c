// The faults. Each begins while two people are in a call and type, and may end.

import { until } from '../browser/waiting.mjs';
import { heard_and_seen } from './measure.mjs';

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * @typedef {Record<'mina' | 'jun' | 'ada', import('./actor.mjs').Actor> & {lab: import('./lab.mjs').Lab, link: string}} Scene
 * @typedef {(scene: Scene) => Promise<unknown>} Turn
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {boolean} [quick]         in the quick set
 * @property {2 | 3} [people]          2
 * @property {'Chromium'} [only_of]    Mina's browser, where not every one can
 * @property {{relay: boolean}} [server]  how that is, if not as usual
 * @property {object} [always]         conditions at Mina's end from before she comes
 * @property {Turn} [begins]
 * @property {number} [lasts_ms]       or
 * @property {Turn} [lasts]            until then
 * @property {Turn} [ends]             without it, it goes on; its answer, if any, is the time from which all should heal
 * @property {RegExp} [well]           what is said of people when all is well again: that they are connected
 * @property {(lab: import('./lab.mjs').Lab, people: import('./remote_person.mjs').RemotePerson[]) => Promise<unknown>} [repairs]  after all is over, for the next
 * @property {string | string[]} [says]  what the pages have to say of it
 * @property {number} [heals_in_ms]    where that takes longer than usual
 * @property {(reports: import('./measure.mjs').Report[], when: {began: number, from: number}) => string} [judges]  the complaint about them; '' none
 * @property {number} [may_freeze_ms]  the longest time without a new picture of somebody who is there
 */

const conditions = (name, lasts_ms, there, more = {}) => ({
  name,
  lasts_ms,
  begins: ({ lab }) => lab.order('mina', there),
  ends: ({ lab }) => lab.calm('mina'),
  ...more,
});

// The page's own process does nothing; its browser goes on. Browsers spare tabs in a call when they freeze others, and DevTools's own order
// (Page.setWebLifecycleState) leaves such a page as it is. Telephones and laptops spare nobody.
const frozen_tab = (seconds, more = {}) => ({
  name: `a tab frozen for ${seconds} s`,
  begins: ({ mina }) => mina.does('is_frozen'),
  lasts_ms: seconds * 1000,
  ends: ({ mina }) => mina.does('thaws'),
  repairs: (lab, [mina]) => mina.does('thaws'),
  ...more,
});

// Its scripts stand still, as where a browser freezes a tab or a debugger holds it: voice, picture and connection go on without them. Firefox's
// driver has no such order.
const stopped_scripts = (seconds, more = {}) => ({
  name: `a tab's scripts stopped for ${seconds} s`,
  only_of: 'Chromium',
  begins: ({ mina }) => mina.does('scripts_stop'),
  lasts_ms: seconds * 1000,
  ends: ({ mina }) => mina.does('scripts_go_on'),
  ...more,
});

const TOLD_MS = 20_000;
const ADAPTING_MS = 15_000;

// With no relay, and nothing between Jun and Ada. Mina reaches both.
const pair_apart = {
  people: 3,
  server: { relay: false },
  begins: ({ lab }) => lab.cut_apart('jun', 'ada'),
  says: ['Jun: Through Mina', 'Ada: Through Mina'],
};

/** @type {Fault[]} */
export const faults = [
  conditions('link down for 3 s', 3_000, { up: 0 }),
  conditions('link down for 10 s', 10_000, { up: 0 }, { quick: true }),
  conditions('link down for 60 s', 60_000, { up: 0 }),
  conditions('5 % loss for 20 s', 20_000, { loss: 0.05 }),
  conditions('20 % loss for 15 s', 15_000, { loss: 0.2 }),
  conditions('300 ms delay, 50 ms jitter for 20 s', 20_000, { delay: 300, jitter: 50 }),
  conditions('300 kbit/s for 20 s', 20_000, { rate: 300_000 }),
  // Jun hears all that Mina says, and her picture gets small for it. While she finds out, some may be missing.
  conditions(
    '300 kbit/s for 40 s, which sound stays whole in',
    40_000,
    { rate: 300_000 },
    {
      judges: ([, jun], { began, from }) => {
        const { made_up, longest_ms, area_before, area } = heard_and_seen(jun, began + ADAPTING_MS, from);
        if (made_up > 0.05 || longest_ms > 300) return `${Math.round(100 * made_up)} % of the sound is missing, ${longest_ms} ms at once`;
        return area > area_before / 2 ? `the picture has ${area} pixels of ${area_before}` : '';
      },
    },
  ),
  {
    name: 'server killed, back and empty after 12 s',
    quick: true,
    begins: ({ lab }) => lab.kill_server(),
    lasts_ms: 12_000,
    ends: ({ lab }) => lab.start_server(),
    // (A busy computer may pause for seconds.)
    may_freeze_ms: 10_000,
    says: 'The server does not answer',
  },
  {
    name: 'server killed, back and empty after 5 s under another address',
    begins: ({ lab }) => lab.kill_server(),
    lasts_ms: 5_000,
    ends: async ({ lab }) => {
      await lab.move_host();
      await lab.start_server();
    },
    // Browsers keep what they know of a name for a minute.
    heals_in_ms: 150_000,
    may_freeze_ms: 3_000,
    says: 'The server does not answer',
  },
  {
    name: 'server away for 2 min',
    begins: ({ lab }) => lab.order('host', { up: 0 }),
    lasts_ms: 120_000,
    ends: ({ lab }) => lab.calm('host'),
    may_freeze_ms: 3_000,
    says: 'The server does not answer',
  },
  { name: 'UDP blocked from the start', always: { udp: 0 } },
  { name: 'UDP blocked in mid-call', begins: ({ lab }) => lab.order('mina', { udp: 0 }) },
  {
    name: 'link and server down together for 10 s',
    begins: async ({ lab }) => {
      await lab.order('mina', { up: 0 });
      await lab.kill_server();
    },
    lasts_ms: 10_000,
    ends: async ({ lab }) => {
      await lab.start_server();
      await lab.calm('mina');
    },
  },
  {
    name: 'address changed',
    begins: ({ lab }) => lab.move('mina', 2, 20),
    repairs: lab => lab.move('mina', 20, 2),
  },
  {
    name: 'both restart at once: unplugged for 8 s',
    begins: async ({ lab }) => ['mina', 'jun'].forEach(it => lab.unplug(it)),
    lasts_ms: 8_000,
    ends: async ({ lab }) => ['mina', 'jun'].forEach(it => lab.plug(it)),
    repairs: async lab => ['mina', 'jun'].forEach(it => lab.plug(it)),
    says: 'You are offline',
  },
  {
    name: 'both restart at once: addresses changed',
    begins: ({ lab }) => Promise.all([lab.move('mina', 2, 20), lab.move('jun', 3, 30)]),
    repairs: lab => Promise.all([lab.move('mina', 20, 2), lab.move('jun', 30, 3)]),
  },
  {
    name: 'a browser killed',
    begins: ({ mina }) => mina.is_killed(),
    lasts: ({ jun }) =>
      Promise.all([jun.does('sees_nobody_called', 'Mina', TOLD_MS), jun.does('sees_nobody_in_call_called', 'Mina', TOLD_MS)]),
    ends: async ({ mina, link }) => {
      await mina.does('opens', mina.name, link);
      const from = Date.now();
      await mina.does('enters');
      await mina.does('joins_call');
      await mina.types();
      return from;
    },
    says: 'Mina: gone',
    may_freeze_ms: TOLD_MS,
  },
  frozen_tab(10),
  frozen_tab(60),
  stopped_scripts(60),
  { name: 'one pair of three cut off', ...pair_apart, well: /^(connected|Through Mina)$/ },
  {
    name: 'one pair of three cut off, until they talk through the third',
    ...pair_apart,
    lasts: ({ jun, ada }) =>
      until('both say so', async () => (await Promise.all([ada.says_of('Jun'), jun.says_of('Ada')])).every(it => it === 'Through Mina'), {
        within: TOLD_MS,
      }),
    ends: ({ lab }) => lab.calm('jun'),
  },
];

export { pause };
