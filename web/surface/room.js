// The border of the room: the card before it, the stage of the stay, entering and leaving. Types only.

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
 * @property {string} ticket_link   with the ticket that was made here last; '' where there is none, or it is used or has ended
 * @property {''|'used'|'ended'} ticket   joining at the door: why the host does not let in for the link by which we came
 * @property {number} kept_days   so many days every page keeps messages on its disk; -1: until the person forgets the room; 0: not at all
 * @property {string} passphrase   of a room named by hand; it is not in the link and goes nowhere but to where it is asked for
 */

/**
 * Called by C++.
 * @typedef {object} RoomView
 * @property {(it: Arrival) => void} arrival
 * @property {(it: Room) => void} room
 * @property {(on: boolean) => void} guard   whether the browser asks before the page is left: a line of mine has not reached everybody present
 * @property {() => void} dead   the module stopped by a fault of ours: the page must be reloaded
 */

/**
 * Called by the page.
 * @typedef {object} RoomCore
 * @property {(view: import('./surface.js').View, words: readonly string[], joint: string) => void} start   once, first; reads location.hash
 *   and answers with arrival(). A room that this page makes is called by a word of each list (words with a space between each) and the joint
 * @property {(name: string) => void} name_room        the fresh room gets another name
 * @property {(by_hand: boolean) => void} choose_address   the fresh room's address can be said over the phone, or has a secret; true
 *   proposes a passphrase, each time another
 * @property {(days: number) => void} keep_messages   for how long the messages of the fresh room are kept (Room.kept_days)
 * @property {(name: string, passphrase: string) => void} enter   the person's own name, and the passphrase of a room named by hand;
 *   joins the room
 * @property {(text: string) => boolean} visible      whether anything of it can be seen; what has nothing is no name
 * @property {(text: string) => void} take_over_call   what another tab of this tab's name keeps of its call, which goes on here
 * @property {() => void} leave_room
 * @property {(only: boolean) => void} relay_only      from the next entering on, others never see this computer's address
 * @property {() => void} forget                        this browser's key and all that it kept; the page loads anew
 * @property {() => void} new_room                      a new address, back to the card
 */

export {};
