// From what was found to the one sentence that names the cause. Pure: no page, no browser, no words.

/**
 * @typedef {'ok'|'silent'|'muted'|'denied'|'missing'|'busy'|'failed'|'unknown'} Device
 * @typedef {'ok'|'failed'|'none'|'unknown'} Reach   none: there is no such server; unknown: not asked, or the answer says nothing
 * @typedef {{name: string, connected: boolean, protocol: string, weak: boolean}} Other   protocol: '' not known
 */

/**
 * @typedef {object} Findings
 * @property {boolean} secure
 * @property {boolean} online
 * @property {boolean} webrtc   two ends on this page reach each other, or somebody is connected
 * @property {'ok'|'away'|'foreign'} server   foreign: something else answers in its place
 * @property {boolean} inside    only there a browser is told of STUN and TURN
 * @property {Reach} stun
 * @property {{udp: Reach, tcp: Reach, tls: Reach}} turn
 * @property {Device} microphone
 * @property {Device} camera
 * @property {Other[]} others
 */

/**
 * @typedef {object} Cause
 * @property {'ok'|'warn'|'bad'} state
 * @property {string} key    of its sentence (strings/doctor.js)
 * @property {string} name   of the one whom it is about; '' nobody
 */

/** Whether UDP passes. What does not answer proves nothing while it is the only one asked that way, unless something else answers. @param {Findings} it @returns {Reach} */
export function udp(it) {
  if (it.stun === 'ok' || it.turn.udp === 'ok' || it.others.some(one => one.connected && one.protocol === 'udp')) return 'ok';
  return it.stun === 'failed' || it.turn.udp === 'failed' ? 'failed' : 'unknown';
}

/** @param {Findings} it @returns {Cause} */
export function cause(it) {
  const { turn, others } = it;
  const some = (/** @type {Reach} */ reach) => Object.values(turn).includes(reach);
  const away = others.filter(one => !one.connected);
  const weak = others.filter(one => one.connected && one.weak);
  const no_turn = it.inside && turn.udp === 'none' && turn.tcp === 'none' && turn.tls === 'none';
  const blocked = udp(it) === 'failed';
  const around = turn.tls === 'ok' ? 'tls' : turn.tcp === 'ok' ? 'tcp' : '';

  /** @type {[boolean, Cause['state'], string, string?][]}  the first that holds; those before make those after moot */
  const all = [
    [!it.secure, 'bad', 'insecure'],
    [!it.webrtc, 'bad', 'no_webrtc'],
    [!it.online, 'bad', 'offline'],
    [it.server === 'foreign', 'bad', 'foreign'],
    [it.server === 'away' && away.length === others.length, 'bad', 'nothing_reached'],
    [blocked && no_turn, 'bad', 'udp_no_turn'],
    [blocked && !around && turn.tcp === 'none' && turn.tls === 'none', 'bad', 'udp_turn_udp_only'],
    [blocked && !around, 'bad', 'udp_turn_failed'],
    [away.length > 1 && away.length === others.length, 'bad', 'nobody_reached'],
    [away.length > 0 && no_turn, 'bad', 'one_no_turn', away[0]?.name],
    [away.length > 0 && others.length > 1, 'bad', 'one_away', away[0]?.name],
    [away.length > 0, 'bad', 'only_one_away', away[0]?.name],
    [it.server === 'away', 'warn', 'server_away'],
    [blocked, 'warn', 'udp_around'],
    [some('failed') && !some('ok'), 'warn', 'turn_failed'],
    [weak.length > 1 && weak.length === others.length, 'warn', 'all_weak'],
    [weak.length > 0, 'warn', 'one_weak', weak[0]?.name],
    ...devices('microphone', it.microphone),
    ...devices('camera', it.camera),
    [it.inside && no_turn && it.stun === 'none', 'warn', 'no_servers'],
    [!it.inside, 'ok', 'outside'],
  ];
  const [, state, key, name] = all.find(([holds]) => holds) ?? [true, 'ok', 'well'];
  return { state, key, name: name ?? '' };
}

/**
 * @param {'microphone' | 'camera'} which
 * @param {Device} state
 * @returns {[boolean, Cause['state'], string][]}
 */
function devices(which, state) {
  return [[['silent', 'denied', 'missing', 'busy', 'failed'].includes(state), 'warn', `${which}_${state}`]];
}
