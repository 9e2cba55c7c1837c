// Puts Tincan into a frame of another page. See docs/embedding.md; this file is served as it stands, and needs nothing else.
//
//   import { embed } from 'https://chat.example.org/embed.js';
//   const talk = embed(document.querySelector('#talk'), { room: 'https://chat.example.org/#/garden/…', name: 'Mina' });
//   talk.on('messages', ({ unread }) => ...);

/**
 * @typedef {object} Options
 * @property {string} [room]      the link of a room, or what stands behind its '#'; without it a new room
 * @property {string} [name]      of the person, until they choose another
 * @property {string} [language]  'en', 'de' ...; without it as the browser has it
 * @property {'auto' | 'light' | 'dark'} [theme]
 * @property {('invite' | 'people' | 'menu' | 'chat')[]} [without]  what is not shown. chat: the conversation beside a call
 * @property {boolean} [muted]    the call begins without the microphone
 * @property {string} [title]     of the frame, for those who hear the page ('Tincan')
 * @property {string} [page]      Tincan's address; without it the one from which this script comes
 */

/**
 * An event in the frame. room: its name; link: as it is sent to others; unread: messages; microphone and the others: 'off', 'asking',
 * 'live' or, for the microphone, 'muted'.
 * @typedef {object} Events
 * @property {{room: string, link: string}} joined
 * @property {{}} left
 * @property {{count: number}} people
 * @property {{unread: number}} messages
 * @property {{in_call: boolean, microphone: string, camera: string, screen: string}} call
 */

/**
 * @typedef {object} Embedded
 * @property {HTMLIFrameElement} frame
 * @property {<Kind extends keyof Events>(kind: Kind, hear: (event: Events[Kind]) => void) => (() => void)} on   gives what ends it
 * @property {() => void} mute       the person unmutes
 * @property {() => void} hang_up
 * @property {() => void} leave      the room
 * @property {() => void} open_chat
 * @property {(theme: 'auto' | 'light' | 'dark') => void} set_theme
 * @property {(language: string) => void} set_language
 * @property {() => void} close      takes the frame away
 */

/** The permissions of the frame, as far as the page around it may. */
const allowed = 'camera; microphone; display-capture; autoplay; fullscreen; clipboard-write; picture-in-picture; screen-wake-lock';

/**
 * @param {Element} container  gets the frame as its last child
 * @param {Options} [options]
 * @returns {Embedded}
 */
export function embed(container, { room = '', title = 'Tincan', page = new URL('./', import.meta.url).href, ...wishes } = {}) {
  const address = new URL(page);
  address.hash = room.includes('#') ? room.slice(room.indexOf('#')) : room;
  const frame = document.createElement('iframe');
  // The name of a frame is told to no server.
  frame.name = JSON.stringify({ tincan: { ...wishes, origin: location.origin } });
  frame.title = title;
  frame.allow = allowed;
  frame.referrerPolicy = 'no-referrer';
  frame.src = address.href;

  /** @type {Map<string, Set<(event: any) => void>>} */
  const hearers = new Map();
  /** The commands that were given before the page is there. @type {{tincan: string, value?: string}[] | null} */
  let waiting = [];

  /** @param {MessageEvent} event */
  function hear({ source, origin, data }) {
    if (source !== frame.contentWindow || origin !== address.origin || typeof data?.tincan !== 'string') return;
    const { tincan: kind, ...event } = data;
    if (kind === 'ready') {
      const asked = waiting ?? [];
      waiting = null;
      for (const it of asked) ask(it.tincan, it.value);
    }
    for (const told of hearers.get(kind) ?? []) told(event);
  }

  /** @param {string} tincan @param {string} [value] */
  function ask(tincan, value) {
    if (waiting) waiting.push({ tincan, value });
    else frame.contentWindow?.postMessage({ tincan, value }, address.origin);
  }

  window.addEventListener('message', hear);
  container.append(frame);

  return {
    frame,
    on(kind, told) {
      const all = hearers.get(kind) ?? new Set();
      hearers.set(kind, all.add(told));
      return () => void all.delete(told);
    },
    mute: () => ask('mute'),
    hang_up: () => ask('hang_up'),
    leave: () => ask('leave'),
    open_chat: () => ask('open_chat'),
    set_theme: theme => ask('theme', theme),
    set_language: language => ask('language', language),
    close() {
      window.removeEventListener('message', hear);
      frame.remove();
    },
  };
}
