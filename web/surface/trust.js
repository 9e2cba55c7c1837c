// The border of trust: safety codes that are compared, and people under a name that this browser knows with another key. Types only.

/**
 * A code that two people compare, or all in the room.
 * @typedef {object} Safety
 * @property {string} person   the other one's id; '' for everybody
 * @property {'waiting'|'ready'|'failed'} state
 * @property {number[]} words      when ready: the numbers of its words, each below 2048
 * @property {number[]} pictures   and of its pictures, each below 64
 */

/**
 * Called by C++.
 * @typedef {object} TrustView
 * @property {(it: Safety) => void} safety      after compare, until stop_comparing, whenever it changes
 */

/**
 * Called by the page.
 * @typedef {object} TrustCore
 * @property {(id: string) => void} compare             a card to compare safety codes was opened: with that person, '' for everybody
 * @property {() => void} stop_comparing                the card was closed
 * @property {(id: string, same: boolean) => void} compared   what came out: verified, or a stranger
 * @property {(id: string) => void} accept              the stranger is who they say
 */

export {};
