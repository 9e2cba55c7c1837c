// The border of the people in the room, oneself among them. Types only.

/** @typedef {'connecting'|'connected'|'reconnecting'|'gone'|'knocking'} PersonState   knocking: waits at the door; told to the host alone */

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
 * @property {number} hand   raised, and which one in the queue; 0: not
 * @property {boolean} recording   records the call
 * @property {boolean} stranger     says the name of somebody else whom this browser knows
 * @property {'new'|'known'|'verified'|'stranger'} known   new: this browser has not met them before; verified: safety codes were
 *   compared; stranger: see above, or the codes differed
 * @property {number} away_since    since when it is reconnecting, as performance.timeOrigin + performance.now() told it; 0 in
 *   every other state
 * @property {boolean} host
 * @property {string} renamed_from  the name by which this browser knew them before; '' where that is the same
 * @property {string} face      of the portrait, '' where there is none; another portrait has another
 * @property {string} about     what the person says of themselves just now, '' for nothing
 * @property {string} through   while the connection does not work: the name of the member that relays messages; '' for none
 */

/**
 * The order in which people are listed, by their ids.
 * @typedef {object} Listing
 * @property {string[]} here       everybody who is here, oneself last
 * @property {string[]} knocking   everybody who waits at the door, as only the host is told
 * @property {boolean} reaching    somebody here is still being reached
 */

/**
 * Called by C++.
 * @typedef {object} PeopleView
 * @property {(it: Person) => void} person       adds the person or changes it
 * @property {(id: string) => void} person_gone
 * @property {(id: string, face: string, bytes: Uint8Array) => void} portrait   of that person, in the place of the one before: a JPEG of
 *   at most 256 by 256 points, as its head says. face: '' where there is none any more
 * @property {(it: Listing) => void} listing     after the people that are new in it, and after those who are gone from it
 */

/**
 * Called by the page.
 * @typedef {object} PeopleCore
 * @property {(name: string, about: string, portrait: Uint8Array) => void} change_profile   how others see me from now on. name: '' leaves it
 *   as it is, and so does every name before `enter`; portrait: as the view's, empty for none
 */

export {};
