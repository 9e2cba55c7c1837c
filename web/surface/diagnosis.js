// The border of the connection diagnostics. Types only.

/**
 * Findings and conclusions of the diagnostics.
 * @typedef {'unknown'|'ok'|'failed'|'none'} Reach   unknown: not asked, or the answer says nothing; none: there is no such server
 * @typedef {'ok'|'away'|'foreign'} Answer   foreign: something else answers in the server's place
 * @typedef {'unknown'|'ok'|'muted'|'silent'|'denied'|'missing'|'busy'|'failed'} DeviceState
 * @typedef {'insecure'|'no_webrtc'|'offline'|'foreign'|'nothing_reached'|'udp_no_turn'|'udp_turn_udp_only'|'udp_turn_failed'|
 *   'nobody_reached'|'one_no_turn'|'one_away'|'only_one_away'|'server_away'|'udp_around'|'udp_alone'|'turn_failed'|'all_weak'|'one_weak'|
 *   'microphone_silent'|'microphone_denied'|'microphone_missing'|'microphone_busy'|'microphone_failed'|'camera_silent'|'camera_denied'|
 *   'camera_missing'|'camera_busy'|'camera_failed'|'no_servers'|'outside'|'alone'|'well'} Cause
 * @typedef {'ok'|'warn'|'bad'} Weight   bad: something does not work; warn: it works, but not as it could
 */

/**
 * @typedef {object} Findings
 * @property {boolean} secure
 * @property {boolean} online
 * @property {boolean} webrtc   two ends on this page reach each other, or somebody is connected
 * @property {Answer} server
 * @property {boolean} inside    only there a browser is told of STUN and TURN
 * @property {Reach} stun
 * @property {{udp: Reach, tcp: Reach, tls: Reach}} turn
 * @property {DeviceState} microphone
 * @property {DeviceState} camera
 * @property {{name: string, connected: boolean, protocol: string, weak: boolean}[]} others   protocol: '' not known
 */

/**
 * @typedef {object} Diagnosis
 * @property {Cause} cause
 * @property {Weight} weight
 * @property {number} about   which of the others; -1: nobody
 * @property {Reach} udp      whether it passes
 */

/**
 * The finding of the servers of one kind.
 * @typedef {object} IceFinding
 * @property {'asked'|'none'|'inside'|'alone'} asking   none: there is no such server; inside: only there a browser is told of them; alone:
 *   a relay lends nothing to one who is alone
 * @property {Reach} reach
 * @property {{url: string, reach: Reach, ms: number}[]} answers   of each that was asked
 */

/**
 * Called by the page. All but `measure` need no start().
 * @typedef {object} DiagnosisCore
 * @property {(id: string) => Promise<RTCStatsReport> | undefined} measure   of the connection to that person; undefined where there is none
 * @property {(kind: 'stun'|'turn_udp'|'turn_tcp'|'turn_tls') => Promise<IceFinding>} check_ice   asks the servers of that kind
 * @property {() => Promise<{server: Answer, ms: number}>} check_server   how long the server takes to answer
 * @property {(loudest: number, enabled: boolean, measured: boolean) => DeviceState} microphone_of   what was heard of it: the highest level,
 *   whether its track is on, and whether the browser has sound at all
 * @property {(came: boolean) => DeviceState} camera_of   whether a first picture came
 * @property {(found: Findings) => Diagnosis} diagnose   the one cause to name
 */

export {};
