// The border of the host's decisions about who may be in the room. Types only.

/**
 * Called by the page, for the host.
 * @typedef {object} AccessCore
 * @property {(door: 'open'|'knock'|'locked') => void} set_door     these are for the host
 * @property {(id: string, let_in: boolean) => void} answer_knock
 * @property {(id: string) => void} remove_person       the room goes on under a new link, without that person
 * @property {(id: string) => void} hand_on             that person is the host
 * @property {(once: boolean, ends: number) => void} make_ticket   a link that lets in without a knock: one person, or all, until `ends`
 *   (seconds since 1970; 0: it has no end). Room.ticket_link follows; an open door is then on 'knock'
 */

export {};
