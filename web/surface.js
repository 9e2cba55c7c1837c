// The border between the page and the C++ module: types only. C++ decides; the page shows what it is told (`Face`) and says
// what the person did (`Mind`). Names of states and reasons are stable words; the page turns them into sentences.

/**
 * @typedef {'connecting'|'connected'|'reconnecting'|'gone'|'knocking'} PersonState   knocking: waits at the door; told to the host alone
 * @typedef {'denied'|'missing'|'busy'|'unsupported'|'failed'} DeviceTrouble
 *   denied: the person or the browser's settings said no; missing: there is no such device; busy: another program holds it
 * @typedef {'microphone'|'camera'|'screen'} Source
 */

/**
 * The card before entering. Sent again whenever anything in it changes.
 * @typedef {object} Arrival
 * @property {string} room      name of the room (a friendly random one when the page was opened without a link)
 * @property {boolean} fresh    true: this page makes the room and its name can still be changed
 * @property {''|'broken_link'} problem   broken_link: the address has something after # that is no whole invitation
 * @property {boolean} known    true once it is known who is inside
 * @property {{name: string, tag: string, colour: number, stranger: boolean}[]} inside   who is inside, as far as is known
 * @property {number} seats     how many the room holds (0: not known yet)
 * @property {boolean} full
 * @property {boolean} by_hand      the room has no secret: its name and a passphrase, which can be said over the phone, lead to it
 * @property {boolean} stretching   the passphrase is being made into a key
 * @property {string} proposal      a strong passphrase for the field, '' where none was asked for
 */

/**
 * @typedef {object} Room
 * @property {'arriving'|'joining'|'inside'|'left'} stage   arriving: show the card; joining: Enter was pressed, wait;
 *   inside: show the room; left: the person left, offer to come back or make a new room
 * @property {string} id       what the server knows the room by, '' before it is entered; another where the room goes on under another link
 * @property {string} name
 * @property {string} link     the whole address to share
 * @property {''|'room_full'|'server_full'|'unreachable'|'refused'|'no_relay'|'no_key'|'no_mail'|'cut_off'|'knocking'|'locked'|'removed'|'elsewhere'} trouble
 *   arriving + trouble: why entering failed; joining + 'knocking' or 'locked': we wait until the host lets us in; left + 'removed': the host
 *   does not want us here; left + 'elsewhere': another tab, made of this one, is in the room; inside + 'unreachable': the server does not answer, newcomers can't arrive, all else goes on; inside + 'no_mail': the tab that should fetch
 *   this one's mail does not;
 *   cut_off: nobody is reached any more, so it is this computer's connection
 * @property {boolean} offline   the browser says that it has no network
 * @property {boolean} by_hand
 * @property {''|'open'|'knock'|'locked'} door   who may come in: anyone with the link, whom the host lets in, nobody else; '': there is no host
 * @property {string} passphrase   of a room named by hand; it is not in the link and goes nowhere but to where it is asked for
 */

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} tag      '' unless another person has the same name: then a short mark that tells them apart
 * @property {number} colour   0..7: the person's colour
 * @property {boolean} me
 * @property {PersonState} state
 * @property {boolean} same_build   runs the page that we run
 * @property {boolean} in_call
 * @property {boolean} microphone   live and not muted
 * @property {boolean} camera
 * @property {boolean} screen
 * @property {boolean} stranger     says the name of somebody else whom this browser knows
 * @property {'new'|'known'|'verified'|'stranger'} known   new: this browser has not met them before; verified: safety codes were
 *   compared; stranger: see above, or the codes differed
 * @property {number} away_since    since when it is reconnecting, as performance.timeOrigin + performance.now() told it; 0 in
 *   every other state
 * @property {boolean} host
 * @property {string} renamed_from  the name by which this browser knew them before; '' where that is the same
 * @property {string} through   while the connection does not work: the name of the friend by whom messages pass; '' for none
 */

/**
 * A code that two people compare, or all in the room.
 * @typedef {object} Safety
 * @property {string} person   the other one's id; '' for everybody
 * @property {'waiting'|'ready'|'failed'} state
 * @property {Uint8Array} code   when ready: 6 bytes, for everybody 12
 */

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {string} before   id of the line that comes right after it, '' for the end
 * @property {string} author   the person's id
 * @property {string} name
 * @property {string} tag
 * @property {number} colour
 * @property {boolean} me
 * @property {number} time     ms since 1970
 * @property {boolean} stranger
 * @property {{text: string, href: string}[]} pieces   text in order; href is '' or an http(s) or mailto address
 * @property {'waiting'|'delivered'|''} delivery   own lines: has everybody present got it? '' for others' lines
 */

/**
 * @typedef {object} Notice
 * @property {'joined'|'left'|'lost'|'flooded'|'tampered'|'tampered_there'|'call_started'|'call_joined'|'call_left'|'screen_started'|'stranger'|'knocks'|'removed'|'host'|
 *   'door_open'|'door_knock'|'door_locked'|'door_lapsed'|'moved'} kind   lost: the connection was lost and the person is gone
 * @property {string} name
 * @property {string} tag
 * @property {boolean} stranger
 * @property {number} time
 */

/**
 * What I send in the call.
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
 * What the connection doctor finds and concludes.
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
 * What C++ calls. Every value is plain data except the MediaStream.
 * @typedef {object} Face
 * @property {(it: Arrival) => void} arrival
 * @property {(it: Room) => void} room
 * @property {(it: Person) => void} person       adds the person or changes it
 * @property {(id: string) => void} person_gone
 * @property {(it: Line) => void} line
 * @property {(id: string) => void} line_gone
 * @property {(id: string, delivery: 'waiting'|'delivered') => void} delivery
 * @property {(on: boolean) => void} guard   whether the browser asks before the page is left: a line of mine has not reached everybody present
 * @property {(it: Notice) => void} notice
 * @property {(it: Safety) => void} safety      after compare, until stop_comparing, whenever it changes
 * @property {(count: number) => void} unread    messages that the reader has not seen
 * @property {(it: Call) => void} call
 * @property {(it: Devices) => void} devices
 * @property {(id: string, kind: 'camera'|'screen', stream: MediaStream | null) => void} media
 *   what to play for that person: 'camera' has voice and camera, 'screen' the shared screen and its sound. My own is to
 *   be shown and measured, but not heard; null: nothing any more
 * @property {() => void} dead   the module stopped by a fault of ours: the page must be reloaded
 */

/**
 * What the page calls: the functions that the module exports.
 * @typedef {object} Mind
 * @property {(face: Face, fresh_name: string) => void} start   once, first; reads location.hash and answers with arrival().
 *   fresh_name: how the room is called if this page makes it
 * @property {(name: string) => void} name_room        the fresh room gets another name
 * @property {(by_hand: boolean) => void} choose_address   the fresh room's address can be said over the phone, or has a secret; true
 *   proposes a passphrase, each time another
 * @property {(name: string, passphrase: string) => void} enter   the person's own name, and the passphrase of a room named by hand;
 *   joins the room
 * @property {(text: string) => void} say
 * @property {(text: string) => boolean} visible      whether anything of it can be seen; what has nothing is neither a name nor a message
 * @property {(text: string) => number} spare          how many characters more a message may have; negative: too many
 * @property {(microphone: boolean, camera: boolean) => void} join_call   both false: only listen
 * @property {(wishes: number) => void} resume_call    on the card of a tab that was loaded anew: it goes into the call on entering
 * @property {() => void} leave_call
 * @property {(source: Source) => void} toggle         microphone, camera or screen: on, off, muted; works on the card too (preview)
 * @property {(source: 'microphone'|'camera', id: string) => void} choose_device
 * @property {() => void} leave_room
 * @property {(only: boolean) => void} relay_only      from the next entering on, others never see this computer's address
 * @property {() => void} forget                        this browser's key and all that it kept; the page loads anew
 * @property {() => void} new_room                      a new address, back to the card
 * @property {(id: string) => void} compare             a card to compare safety codes was opened: with that person, '' for everybody
 * @property {() => void} stop_comparing                the card was closed
 * @property {(id: string, same: boolean) => void} compared   what came out: verified, or a stranger
 * @property {(id: string) => void} accept              the stranger is who they say
 * @property {(id: string) => Promise<RTCStatsReport> | RTCIceServer[] | undefined} measure   of the connection to that person. Where there
 *   is none ('' is nobody), the servers through which ways to others are looked for, a relay without a username until somebody else
 *   is in the room; undefined before they are known
 * @property {(door: 'open'|'knock'|'locked') => void} set_door     these four are for the host
 * @property {(id: string, let_in: boolean) => void} answer_knock
 * @property {(id: string) => void} remove_person       the room goes on under a new link, without that person
 * @property {(id: string) => void} hand_on             that person is the host
 * @property {(looking: boolean) => void} looking      true: the page is visible and the newest line is in view
 * @property {(count: number, width: number, height: number, gap: number) => {columns: number, width: number, height: number}} grid
 *   the largest 16:9 tiles for the space, in CSS pixels
 * @property {(found: Findings) => Diagnosis} diagnose   the one cause to name; needs no start()
 */

export {};
