// The border of files. Types only.

/**
 * The state of an offered file.
 * @typedef {object} FileState
 * @property {string} id   of the line that offers it
 * @property {string} name   fit for a disk
 * @property {string} type   MIME, or ''; nothing proves it
 * @property {number} size   in bytes
 * @property {boolean} mine  I offer it
 * @property {string} author   stands for the key of the person who offers it
 * @property {boolean} may_welcome   it is so small that it is accepted unasked where its author is welcome
 * @property {'offered'|'declined'|'waiting'|'fetching'|'paused'|'done'|'sending'|'missing'|'failed'} state   waiting: nobody who is here has more
 *   of it; sending: I offer it, and have it; missing: I offered it, and do not have it any more
 * @property {''|'full'|'no_store'|'elsewhere'|'broken'|'unreadable'} trouble   why it failed
 * @property {number} done    bytes that are here
 * @property {number} speed   bytes a second; 0 where it is not known
 * @property {number} left    seconds; 0 where it is not known
 * @property {boolean} automatic   so small that it is fetched unasked
 * @property {number} sources      members that have some of it
 * @property {string} liar         who sent something else than what was offered, '' for nobody
 * @property {Taker[]} takers   who fetches it from me
 */

/** @typedef {{name: string, percent: number, speed: number, left: number}} Taker   speed, left: as of FileState */

/**
 * A file to be offered, by its serial.
 * @typedef {object} Picked
 * @property {number} serial
 * @property {string} name
 * @property {'hashing'|'offered'|'unreadable'|'too_large'|'nobody'|'other_file'} state   nobody: the one for whom alone it was is not known here
 * @property {number} percent
 */

/**
 * Called by C++.
 * @typedef {object} FilesView
 * @property {(it: FileState) => void} file
 * @property {(it: Picked) => void} picked
 * @property {() => Promise<Worker>} file_worker   which reads, hashes and writes files
 */

/**
 * Called by the page.
 * @typedef {object} FilesCore
 * @property {(file: File, thumbnail: Uint8Array | null, to: string) => void} offer_file   to: the person whom alone it is for, '' for everybody
 * @property {(id: string, file: File) => void} pick_again   the same file once more, for what was offered before
 * @property {(id: string, act: 'accept'|'decline'|'pause'|'resume'|'forget') => void} choose_file
 * @property {(author: string, on: boolean) => void} welcome_sender   what they offer from now on is accepted unasked, up to 100 MB
 * @property {(id: string) => Promise<Blob | null>} give_file   where it is here whole
 */

export {};
