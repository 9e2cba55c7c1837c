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
 * @property {'alone'|'pair'|'grid'|'focus'} layout   alone: only mine; pair: the other's face, mine in its corner; grid: all alike, mine the
 *   last; focus: what is pinned or shared, or who speaks, and everything else beside
 * @property {'grid'|'speaker'} mode   as the person chose it
 * @property {boolean} hides_self
 * @property {'full'|'saver'|'audio'} quality   audio: no picture comes
 * @property {StageTile[]} tiles
 */

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/**
 * @typedef {object} StageTile
 * @property {string} id
 * @property {'camera'|'screen'} kind
 * @property {boolean} pinned
 * @property {boolean} floating   shown in the call's window over other programs, where that is open
 * @property {boolean} hidden   there is no place for it
 * @property {Box | null} box   null while the stage has no size
 * @property {Box | null} recorded   on a recording's picture of 1280 x 720; null while nothing is recorded
 */

/**
 * Why something is weak. lossy: much is lost; slow: it takes long; busy: this computer does not keep up.
 * @typedef {'lossy'|'slow'|'busy'} Weakness
 */

/**
 * The people with a weak connection, and why.
 * @typedef {object} Weak
 * @property {''|Weakness} mine
 * @property {Record<string, Weakness>} theirs  by id; nobody where it is my connection
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

/** @typedef {'thumbs_up'|'clap'|'heart'|'laugh'|'surprise'|'party'} Gesture */

/** @typedef {{caller: string, aloud: boolean}} Ring   caller: the id of the person who started the call; '': it does not ring */

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
 * @property {(id: string, sign: Gesture) => void} gesture   to be shown for some seconds over that person's tile
 * @property {(id: string, text: string, over: boolean) => void} caption   that person, or I, says this; over: the sentence is complete, else the
 *   next one replaces it
 * @property {(id: string) => void} mute_asked   that person asks us to mute ourselves
 * @property {(caller: string, aloud: boolean) => void} ring
 * @property {(id: string) => void} speaking   the loudest of the others; '': nobody speaks
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
 * @property {(mode: 'grid'|'speaker') => void} choose_layout
 * @property {(id: string, kind: 'camera'|'screen', on: boolean) => void} pin_tile   one at most is pinned
 * @property {(hidden: boolean, left: boolean, top: boolean) => void} choose_self_view   the corner is that of a call of two
 * @property {() => void} toggle_hand
 * @property {(sign: Gesture) => void} send_gesture
 * @property {(text: string, over: boolean) => void} caption   what I say, as this browser understands it: all of the sentence so far
 * @property {(id: string) => void} ask_to_mute   '': everybody else in the call
 * @property {() => void} dismiss_ring
 * @property {(seen: boolean, floats: boolean) => void} see_pictures   seen: all of the stage; floats: the tile that is `floating`, in a window
 *   of its own. Those that nobody sees are not sent
 * @property {(on: boolean) => void} recording_changed   the page records the call, which the others are told, or has stopped
 * @property {(luminance: number, before: boolean) => boolean} is_too_dark   of a camera's picture: the mean of its points, 0..1, and what was
 *   found last; needs no start()
 * @property {(quality: 'full'|'saver'|'audio') => void} choose_quality   audio: also turns the own camera off
 * @property {(smooth: boolean) => void} smooth_screen   a shared screen is smooth, for films, or sharp, for text
 * @property {(before: RTCStatsReport | null, now: RTCStatsReport) => Path | null} path   null: nothing is connected; needs no start()
 * @property {(error_name: string) => DeviceTrouble} refusal   why a browser gives no device, by the name of its error; needs no start()
 * @property {(levels: [string, number][]) => void} levels_sampled   the loudness of each voice, by id: the root mean square of its latest
 *   samples, of which 1 is full scale; told some ten times a second
 * @property {(loudness: number) => number} meter_level   how high a meter stands, 0..1; needs no start()
 */

export {};
