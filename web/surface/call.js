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
 * @property {number} wishes   the call and what is on in it, for resume_call; 0: not in the call
 */

/**
 * @typedef {object} Devices
 * @property {{id: string, label: string}[]} microphones
 * @property {{id: string, label: string}[]} cameras
 * @property {string} microphone   id of the chosen one, '' for the browser's default
 * @property {string} camera
 */

/**
 * Called by C++. Every value is plain data except the MediaStream.
 * @typedef {object} CallFace
 * @property {(it: Call) => void} call
 * @property {(it: Devices) => void} devices
 * @property {(id: string, kind: 'camera'|'screen', stream: MediaStream | null) => void} media
 *   what to play for that person: 'camera' has voice and camera, 'screen' the shared screen and its sound. My own is to
 *   be shown and measured, but not heard; null: nothing any more
 */

/**
 * Called by the page.
 * @typedef {object} CallMind
 * @property {(microphone: boolean, camera: boolean) => void} join_call   both false: only listen
 * @property {(wishes: number) => void} resume_call    on the card of a tab that was loaded anew: it goes into the call on entering
 * @property {() => void} leave_call
 * @property {(source: Source) => void} toggle         microphone, camera or screen: on, off, muted; works on the card too (preview)
 * @property {(source: 'microphone'|'camera', id: string) => void} choose_device
 * @property {(count: number, width: number, height: number, gap: number) => {columns: number, width: number, height: number}} grid
 *   the largest 16:9 tiles for the space, in CSS pixels
 */

export {};
