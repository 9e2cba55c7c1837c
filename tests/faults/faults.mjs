// What goes wrong. Each begins while two people are in a call and type, and may end.

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {boolean} [short]                     among the few that every run makes
 * @property {object} [always]                     weather at Mina's end from before she comes
 * @property {(lab: import('./lab.mjs').Lab) => Promise<void>} [begins]
 * @property {number} [lasts_ms]
 * @property {(lab: import('./lab.mjs').Lab) => Promise<void>} [ends]  without it, it goes on
 * @property {(lab: import('./lab.mjs').Lab) => Promise<void>} [repairs]  after all is over, for the next
 * @property {string} [says]                       what the pages have to say of it
 * @property {number} [may_freeze_ms]              the longest time without a new picture
 */

const weather = (name, lasts_ms, there, more = {}) => ({
  name,
  lasts_ms,
  begins: lab => lab.order('mina', there),
  ends: lab => lab.calm('mina'),
  ...more,
});

/** @type {Fault[]} */
export const faults = [
  weather('link down for 3 s', 3_000, { up: 0 }, { short: true }),
  weather('link down for 10 s', 10_000, { up: 0 }, { short: true }),
  weather('link down for 60 s', 60_000, { up: 0 }),
  weather('5 % loss for 20 s', 20_000, { loss: 0.05 }),
  weather('20 % loss for 15 s', 15_000, { loss: 0.2 }, { short: true }),
  weather('300 ms delay, 50 ms jitter for 20 s', 20_000, { delay: 300, jitter: 50 }),
  weather('300 kbit/s for 20 s', 20_000, { rate: 300_000 }),
  {
    name: 'server killed, back and empty after 5 s',
    short: true,
    begins: lab => lab.kill_server(),
    lasts_ms: 5_000,
    ends: lab => lab.start_server(),
    may_freeze_ms: 3_000,
    says: 'The server does not answer',
  },
  {
    name: 'server away for 2 min',
    begins: lab => lab.order('host', { up: 0 }),
    lasts_ms: 120_000,
    ends: lab => lab.calm('host'),
    may_freeze_ms: 3_000,
    says: 'The server does not answer',
  },
  { name: 'UDP blocked from the start', short: true, always: { udp: 0 } },
  { name: 'UDP blocked in mid-call', short: true, begins: lab => lab.order('mina', { udp: 0 }) },
  {
    name: 'link and server down together for 10 s',
    begins: async lab => {
      await lab.order('mina', { up: 0 });
      await lab.kill_server();
    },
    lasts_ms: 10_000,
    ends: async lab => {
      await lab.start_server();
      await lab.calm('mina');
    },
  },
  {
    name: 'address changed',
    short: true,
    begins: lab => lab.move('mina', 2, 20),
    repairs: lab => lab.move('mina', 20, 2),
  },
];

export { pause };
