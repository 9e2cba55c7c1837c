// The browser's measurements of one connection (W3C webrtc-stats), as the few numbers that say how it is.

/**
 * @typedef {object} Stats
 * @property {number} at              ms since 1970
 * @property {string} mine            host, srflx, prflx or relay; '' not known
 * @property {string} theirs
 * @property {string} protocol        udp, tcp or tls, as far as this side's network sees it; '' not known
 * @property {number | null} round_trip   ms
 * @property {number} sent            bytes so far
 * @property {number} received
 * @property {number} got             packets of voice and pictures so far
 * @property {number} lost            of which never came
 * @property {number} lost_there      share of ours that the other side missed lately, 0..1
 */

/** @param {RTCStatsReport} report @returns {Stats | null}  null: nothing is connected */
export function read_stats(report) {
  const all = /** @type {any[]} */ ([...report.values()]);
  const of = (/** @type {string} */ type) => all.filter(it => it.type === type);
  const chosen = of('transport').find(it => it.selectedCandidatePairId)?.selectedCandidatePairId;
  const pairs = of('candidate-pair').filter(it => (chosen ? it.id === chosen : (it.selected ?? it.nominated)));
  const pair = pairs.sort((a, b) => b.bytesReceived - a.bytesReceived)[0];
  if (!pair) return null;
  const [mine, theirs] = [pair.localCandidateId, pair.remoteCandidateId].map(id => all.find(it => it.id === id));
  const there = of('remote-inbound-rtp');
  const seconds = pair.currentRoundTripTime ?? there.find(it => it.roundTripTime)?.roundTripTime;
  const sum = (/** @type {string} */ what) => of('inbound-rtp').reduce((total, it) => total + (it[what] ?? 0), 0);
  return {
    at: pair.timestamp,
    mine: mine?.candidateType ?? '',
    theirs: theirs?.candidateType ?? '',
    protocol: mine?.relayProtocol ?? mine?.protocol ?? '',
    round_trip: seconds === undefined ? null : seconds * 1000,
    sent: pair.bytesSent ?? 0,
    received: pair.bytesReceived ?? 0,
    got: sum('packetsReceived'),
    lost: Math.max(0, sum('packetsLost')),
    lost_there: Math.max(0, ...there.map(it => it.fractionLost ?? 0)),
  };
}

/**
 * @typedef {object} Rates
 * @property {number | null} round_trip   ms
 * @property {number | null} loss         share, the worse of both ways, 0..1; null: nothing is sent that could be lost
 * @property {number} up                  kbit/s
 * @property {number} down
 */

/** The rates between two measurements of one connection. @param {Stats} from @param {Stats} to @returns {Rates} */
export function rates_between(from, to) {
  const ms = Math.max(1, to.at - from.at);
  const lost = Math.max(0, to.lost - from.lost);
  const packets = lost + Math.max(0, to.got - from.got);
  return {
    round_trip: to.round_trip,
    loss: packets || to.lost_there ? Math.max(packets ? lost / packets : 0, to.lost_there) : null,
    up: Math.max(0, (8 * (to.sent - from.sent)) / ms),
    down: Math.max(0, (8 * (to.received - from.received)) / ms),
  };
}

// From here on people begin to ask whether they were heard.
const MUCH_LOSS = 0.05;
const LONG_WAY_MS = 400;

/** @param {Rates} it */
export const is_weak = it => (it.loss ?? 0) >= MUCH_LOSS || (it.round_trip ?? 0) >= LONG_WAY_MS;

/**
 * Measures the connection to that person; null where there is none.
 * @param {import('../surface/surface.js').Mind | null} mind
 * @param {string} id
 */
export async function measure_connection(mind, id) {
  const report = await mind?.measure(id);
  return report && !Array.isArray(report) ? read_stats(report) : null;
}
