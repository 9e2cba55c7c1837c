// Each voice and picture that passes over a connection: codec, size and rate, of two reports of the browser's statistics (W3C webrtc-stats).

/**
 * @typedef {object} Stream
 * @property {boolean} sent
 * @property {boolean} picture
 * @property {string} codec      '' not known
 * @property {number} width      0: not known, or sound
 * @property {number} height
 * @property {number | null} frames   a second
 * @property {number} rate       kbit/s
 * @property {number | null} loss     share, 0..1
 */

/**
 * Those over which something has passed between the two.
 * @param {RTCStatsReport | null} before
 * @param {RTCStatsReport} now
 * @returns {Stream[]}
 */
export function streams(before, now) {
  /** @type {Stream[]} */
  const all = [];
  for (const it of now.values()) {
    const sent = it.type === 'outbound-rtp';
    const was = before?.get(it.id);
    if (!was || (!sent && it.type !== 'inbound-rtp')) continue;
    const bytes = sent ? it.bytesSent - was.bytesSent : it.bytesReceived - was.bytesReceived;
    const rate = (8 * bytes) / (it.timestamp - was.timestamp);
    if (!(rate > 0 && Number.isFinite(rate))) continue;
    const picture = it.kind === 'video';
    all.push({
      sent,
      picture,
      codec: String(now.get(it.codecId)?.mimeType ?? '').split('/')[1] ?? '',
      width: it.frameWidth ?? 0,
      height: it.frameHeight ?? 0,
      frames: picture ? (it.framesPerSecond ?? null) : null,
      rate,
      loss: sent ? (now.get(it.remoteId)?.fractionLost ?? null) : loss_of(was, it),
    });
  }
  return all;
}

/** @param {{packetsLost: number, packetsReceived: number}} was @param {{packetsLost: number, packetsReceived: number}} is */
function loss_of(was, is) {
  const lost = Math.max(0, is.packetsLost - was.packetsLost);
  const all = lost + is.packetsReceived - was.packetsReceived;
  return all > 0 ? lost / all : null;
}
