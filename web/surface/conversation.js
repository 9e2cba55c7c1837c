// The border of the conversation. Types only.

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {string} before   id of the line that comes right after it, '' for the end
 * @property {string} author   the person's id
 * @property {string} name
 * @property {string} tag
 * @property {number} colour
 * @property {boolean} me
 * @property {boolean} mention   calls me by name
 * @property {boolean} news      it has just come, not from this device
 * @property {number} time     ms since 1970
 * @property {boolean} stranger
 * @property {{text: string, href: string}[]} pieces   text in order; href is '' or an http(s) or mailto address
 * @property {boolean} marks   the text has marks of Markdown
 * @property {Delivery|''} delivery   '' for others' lines
 * @property {number} received   own lines: so many of those who are here have got it
 * @property {number} read       own lines: so many of them have read it, as far as they say so
 * @property {number} of         own lines: so many others are here; 0 where nobody is
 * @property {string[]} missing  own lines: where some of them have got it, the ids of those who have not
 * @property {boolean} edited
 * @property {boolean} late   it stands above others that were here before it
 * @property {boolean} deleted   by its author, for everybody; pieces is empty
 * @property {boolean} pinned
 * @property {string} person     id of somebody who is here and is its author, '' for nobody
 * @property {string} only_with   the name of the one person who has it besides me; '' where everybody has
 * @property {null | {id: string, name: string, text: string}} answers   the message that it answers. text: shortened to one line; '' where
 *   that message is deleted or not here
 * @property {Reaction[]} reactions
 * @property {number} versions   so many texts it has had; 1: it was never edited
 * @property {null | Poll} poll  the text is its question
 * @property {null | {name: string, size: number, type: string, thumbnail: Uint8Array}} file   that it offers: the text is its name. thumbnail: a
 *   picture in some format, empty where there is none
 */

/** @typedef {'waiting'|'sent'|'delivered'|'read'} Delivery   sent: on this computer's disk, nobody has it yet; delivered: everybody here has
 *   it; read: and has read it */

/**
 * @typedef {object} Reaction
 * @property {string} emoji
 * @property {number} count
 * @property {boolean} mine
 * @property {string} people   their names, as a list
 */

/**
 * @typedef {object} Poll
 * @property {boolean} several   one may vote for several
 * @property {{text: string, count: number, mine: boolean, people: string}[]} options
 */

/** @typedef {{time: number, text: string}} Version   a text that a message has had; time: ms since 1970 */

/**
 * @typedef {object} Notice
 * @property {'joined'|'left'|'lost'|'flooded'|'tampered'|'tampered_there'|'call_started'|'call_joined'|'call_left'|'call_missed'|'call_nearly_full'|'screen_started'|'stranger'|'knocks'|'removed'|'host'|
 *   'door_open'|'door_knock'|'door_locked'|'door_lapsed'|'moved'|'renamed'|'forged'|'late'|'not_kept'|'storage_full'} kind   lost: the connection was lost and the person is gone
 * @property {boolean} together   it is said in one sentence with the last one of its kind
 * @property {string} name
 * @property {string} tag
 * @property {boolean} stranger
 * @property {number} time
 * @property {string} before   renamed: the name by which they went, else ''
 */

/**
 * The person, who has turned away from the page, is called back.
 * @typedef {object} Alert
 * @property {Line | Notice} about   what was said, or who knocks or has started a call
 * @property {number} messages  how many have called since the person turned away
 * @property {boolean} aloud    with a sound: there was none just now
 * @property {boolean} hidden   nothing of the page can be seen
 */

/**
 * @typedef {object} Draft
 * @property {number} left   how many characters more it may have; negative: so many too many
 * @property {''|'empty'|'too_long'} why   it cannot be sent; empty: nothing of it can be seen
 */

/**
 * @typedef {object} Pin
 * @property {string} id
 * @property {string} name
 * @property {string} tag
 * @property {boolean} stranger
 * @property {boolean} me
 * @property {string} text   shortened to one line
 */

/**
 * Called by C++.
 * @typedef {object} ConversationView
 * @property {(it: Line) => void} line   a new one, or what a line that is shown has become. The lines are a window of the conversation
 * @property {(id: string) => void} line_gone   it has left the window, or is not here any more
 * @property {(earlier: boolean, later: boolean) => void} window   whether there are messages before and behind the lines that are shown
 * @property {(it: Line) => void} heard   a message has come behind them: it has no line
 * @property {(all: Pin[]) => void} pins   what is pinned, the one that was pinned last first
 * @property {(all: string[], last: boolean) => void} texts   as give_texts asked: of each its id, its author's name and its text. last: there
 *   are no more
 * @property {(all: Line[], last: boolean) => void} copy      as give_copy asked
 * @property {(it: Line) => void} offer_edit                  as edit_last asked
 * @property {(id: string, follows: boolean, new_day: boolean) => void} heading   of a line: after it was shown, and whenever it changes.
 *   follows: nothing is above it, since it goes on where the line right before it left off; new_day: above it is the day
 * @property {(id: string, delivery: Delivery, received: number, read: number, of: number, missing: string[]) => void} delivery
 * @property {(it: Notice) => void} notice
 * @property {(ranges: string[], next: string) => void} copied   the part of the copy that was asked for: ranges of entries as they travel,
 *   and where the next part begins, '' for nowhere
 * @property {(taken: number, refused: number) => void} copy_read   so many entries of the copy were not here yet, and so many ranges of it are
 *   not authentic, or of another room
 * @property {(text: string) => void} topic   of the room, '' for none
 * @property {(count: number, first: string) => void} unread    messages that the reader has not seen, and the first of them; '' where it is
 *   not known
 * @property {(who: {name: string, tag: string, colour: number, stranger: boolean}[]) => void} typing   who is writing just now, in the order
 *   in which they began; of more than two there are three
 * @property {(it: Alert | null) => void} alert  each in the place of the last; null: the person is back
 */

/**
 * Called by the page.
 * @typedef {object} ConversationCore
 * @property {(text: string, answers: string, to: string) => void} say   answers: id of the line that it answers, or ''; to: the person whom alone
 *   it is for; 'answered': those who have what it answers, which not everybody has; '': everybody
 * @property {(id: string, text: string) => void} edit
 * @property {(id: string) => void} delete_message     for everybody
 * @property {(id: string, emoji: string, on: boolean) => void} react
 * @property {(id: string, on: boolean) => void} pin
 * @property {(question: string, options: string[], several: boolean) => void} make_poll
 * @property {(id: string, places: number[]) => void} vote   for all of these options of a poll and no others
 * @property {(text: string) => void} set_topic        of the room, '' for none
 * @property {(id: string) => Version[]} versions      oldest first
 * @property {(from: string) => void} copy_entries     gives the next part of a copy, from where the last one said; '': the first
 * @property {(ranges: string[]) => number} read_copy  ranges of entries out of a copy: returns how many are such, and answers with copy_read
 * @property {() => void} forget_room                  what is kept of this room on this device; nothing more of it is kept in this stay
 * @property {(text: string, characters: number) => Draft} judge   what is written so far, as a message. characters: as many as a person
 *   counts in it, without white space around it; more where that matters not yet
 * @property {(text: string) => void} draft_changed    the person has typed or deleted something, and so begins what is written now
 * @property {(on: boolean) => void} share_typing      whether others are told that I am writing, and I am told when they are
 * @property {(label: string, address: string) => ''|'honest'|'disguised'} judge_link   what [label](address) is. '': no link but text;
 *   disguised: a link, whose label does not tell, or lies about where it leads
 * @property {() => void} cleared                      another room: nothing that was shown is there any more
 * @property {(on: boolean) => void} read_receipts     whether others are told what one has read, and one is told what they have
 * @property {(which: 'earlier'|'later'|'oldest'|'newest'|'around', id: string) => void} show_rows   what is to be shown, which is done when
 *   this returns. around: in the midst of them that line; earlier, later: so far, at the other side, lines are still needed, '' for none
 * @property {(before: string, count: number) => void} give_texts   of messages to search in, newest first; '' for the newest
 * @property {(after: string, count: number) => void} give_copy     messages, oldest first; '' for the oldest
 * @property {() => void} edit_last                    my last message that can be edited is asked for, where there is one
 * @property {(at_end: boolean) => void} reading       true: the newest line is in view, also of a page that is hidden
 * @property {(looking: boolean) => void} looking      true: the page is visible and the newest line is in view
 * @property {(presence: 'here'|'beside'|'hidden') => void} attend   here: the page is seen and has the focus; beside: it is seen, and the
 *   person works in another window
 * @property {(level: 'everything'|'mentions'|'nothing') => void} alert_level   what calls the person back in this room
 */

export {};
