// The border of the host's decisions about who may be in the room. Types only.

/**
 * Called by the page, for the host.
 * @typedef {object} AccessCore
 * @property {(door: 'open'|'knock'|'locked') => void} set_door     these four are for the host
 * @property {(id: string, let_in: boolean) => void} answer_knock
 * @property {(id: string) => void} remove_person       the room goes on under a new link, without that person
 * @property {(id: string) => void} hand_on             that person is the host
 */

export {};
