// Asks the servers that lend addresses, or tell one's own, whether they are there.

/** @typedef {import('../../surface/diagnosis.js').Reach} Reach */
/** @typedef {'udp' | 'tcp' | 'tls'} Transport */

const PATIENCE_MS = 10_000;
// A browser that learns nothing new from an answer ends its search at once; without an answer it asks for seconds.
export const ANSWERED_MS = 2_000;

/** @template T @param {Promise<T>} promise @param {number} ms @param {T} otherwise @returns {Promise<T>} */
export const within = (promise, ms, otherwise) => Promise.race([promise, new Promise(done => setTimeout(done, ms, otherwise))]);

/** How a server is asked. @param {string} url @returns {Transport} */
export function transport(url) {
  return /^(turns|stuns):/i.test(url) ? 'tls' : /[?&]transport=tcp/i.test(url) ? 'tcp' : 'udp';
}

/** All addresses of some kind, each as a server of its own. @param {RTCIceServer[]} servers @param {RegExp} kind */
export function addresses(servers, kind) {
  return servers.flatMap(it => [it.urls].flat().map(urls => ({ ...it, urls }))).filter(it => kind.test(it.urls));
}

/** Those that tell one's own address; where nobody is there for that alone, relays do so too (RFC 8656 section 5). @param {RTCIceServer[]} servers */
export function mirrors(servers) {
  const stuns = addresses(servers, /^stuns?:/i);
  const turns = addresses(servers, /^turn:/i).filter(it => transport(it.urls) === 'udp');
  return stuns.length ? stuns : turns.map(it => ({ urls: it.urls.replace(/^turn:/i, 'stun:').replace(/\?.*/, '') }));
}

/**
 * Looks for a way through one server, with a connection of its own.
 * @param {RTCIceServer} server
 * @param {'srflx' | 'relay'} wanted  our address as that server sees it, or one that it lends us
 * @param {number} patience  ms
 * @returns {Promise<{reach: Reach, ms: number}>}
 */
export async function ask_ice(server, wanted, patience = PATIENCE_MS) {
  const from = performance.now();
  /** @type {RTCPeerConnection | null} */
  let connection = null;
  try {
    const made = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: wanted === 'relay' ? 'relay' : 'all' });
    connection = made;
    let refused = false;
    made.onicecandidateerror = () => (refused = true);
    /** @type {Promise<boolean | null>} */
    const found = new Promise(done => {
      made.onicecandidate = ({ candidate }) => {
        if (candidate?.type === wanted) done(true);
        if (!candidate) done(false);
      };
    });
    made.createDataChannel('');
    await made.setLocalDescription();
    const reached = await within(found, patience, null);
    const ms = performance.now() - from;
    // An address that is ours anyway is not told as a new one.
    const nothing_new = reached === false && wanted === 'srflx' && !refused && ms < ANSWERED_MS;
    return { reach: reached ? 'ok' : nothing_new ? 'unknown' : 'failed', ms };
  } catch {
    return { reach: 'failed', ms: 0 };
  } finally {
    connection?.close();
  }
}
