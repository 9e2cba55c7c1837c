// The border of the call: devices, what is sent, what is played. Types only.

/**
 * @typedef {'denied'|'missing'|'busy'|'unsupported'|'failed'} DeviceTrouble
 *   denied: the person or the browser's settings said no; missing: there is no such device; busy: another program holds it
 * @typedef {'microphone'|'camera'|'screen'} Source
 */

/**
 * Everything that this member sends in the call.
 * @typedef {object} Call
 * @property {boolean} in_call
 * @property {'off'|'asking'|'live'|'muted'} microphone
 * @property {'off'|'asking'|'live'} camera
 * @property {'off'|'asking'|'live'} screen
 * @property {''|DeviceTrouble} microphone_trouble
 * @property {''|DeviceTrouble} camera_trouble
 * @property {''|DeviceTrouble} screen_trouble
 */

/**
 * @typedef {object} Devices
 * @property {{id: string, label: string}[]} microphones
 * @property {{id: string, label: string}[]} cameras
 * @property {{id: string, label: string}[]} speakers   none where the browser tells of none
 * @property {string} microphone   id of the chosen one, '' for the browser's default
 * @property {string} camera
 */

/**
 * The tiles of the stage, in their order. CSS pixels from the left and the top of the stage.
 * @typedef {object} Stage
 * @property {'alone'|'grid'|'screen'} layout   alone: only mine; grid: others' faces, mine in the corner; screen: screens, and faces beside
 * @property {{id: string, kind: 'camera'|'screen', box: {x: number, y: number, width: number, height: number} | null}[]} tiles   box: null
 *   while the stage has no size
 */

/**
 * Whose connection is weak.
 * @typedef {object} Weak
 * @property {boolean} mine
 * @property {string[]} theirs  ids; nobody where it is mine
 */

/**
 * The path that a connection takes, and the traffic over it between two measurements.
 * @typedef {object} Path
 * @property {string} mine        host, srflx, prflx or relay; '' not known
 * @property {string} theirs
 * @property {boolean} relayed
 * @property {string} protocol    udp, tcp or tls, as far as this side's network sees it; '' not known
 * @property {number | null} round_trip   ms
 * @property {number | null} loss         share, the worse of both ways, 0..1; null: nothing is sent that could be lost
 * @property {number} up                  kbit/s
 * @property {number} down
 * @property {boolean} weak
 */

/**
 * Called by C++. Every value is plain data except the MediaStream.
 * @typedef {object} CallView
 * @property {(it: Call) => void} call
 * @property {(it: Devices) => void} devices
 * @property {(source: 'microphone'|'camera', track: MediaStreamTrack) => Promise<MediaStreamTrack>} prepare   gives the track that is sent:
 *   the same, or what the page makes of it; asked for each track before anything of it is sent, and once more by `choose_effects`
 * @property {(id: string, kind: 'camera'|'screen', stream: MediaStream | null) => void} media
 *   what to play for that person: 'camera' has voice and camera, 'screen' the shared screen and its sound. My own is to
 *   be shown and measured, but not heard; null: nothing any more
 * @property {(it: Stage) => void} stage
 * @property {(on: boolean) => void} keep_screen_on   told again and again while it is on: browsers take it back, and stop what is played
 * @property {(it: Weak) => void} weak
 * @property {(ids: string[]) => void} speaking   everybody who speaks
 */

/**
 * Called by the page.
 * @typedef {object} CallCore
 * @property {(microphone: boolean, camera: boolean) => void} join_call   both false: only listen
 * @property {() => void} leave_call
 * @property {(source: Source) => void} toggle         microphone, camera or screen: on, off, muted; works on the card too (preview)
 * @property {(source: 'microphone'|'camera', id: string, label: string) => void} choose_device
 * @property {() => void} devices_changed              one was plugged in or unplugged, or their names can be read now
 * @property {(echo_cancellation: boolean, gain_control: boolean, noise_suppression: boolean) => void} choose_sound   what the browser does
 * @property {(source: 'microphone'|'camera') => void} choose_effects   `prepare` would give another track now
 * @property {(on: boolean) => void} push_to_talk      the microphone is heard only while the key is held
 * @property {(held: boolean) => void} hold_talk
 * @property {(width: number, height: number) => void} stage_resized   CSS pixels; 0 while it is hidden
 * @property {(before: RTCStatsReport | null, now: RTCStatsReport) => Path | null} path   null: nothing is connected; needs no start()
 * @property {(error_name: string) => DeviceTrouble} refusal   why a browser gives no device, by the name of its error; needs no start()
 * @property {(levels: [string, number][]) => void} levels_sampled   the loudness of each voice, by id: the root mean square of its latest
 *   samples, of which 1 is full scale; told some ten times a second
 * @property {(loudness: number) => number} meter_level   how high a meter stands, 0..1; needs no start()
 */

export {};
