// A feed of a room's log, written by hand (docs/protocol.md, "The log"): entries as they travel, which every page believes.
import { createHash, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto';

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const letters = bytes => Buffer.from(bytes).toString('base64url');

/** The id of the room behind a link. @param {string} link */
function room_of(link) {
  const [, name, secret] = /\/([^/]+)\/([\w-]{22})$/.exec(link) ?? [];
  const info = `room id/${decodeURIComponent(name).normalize('NFC')}`;
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), 'tincan/1', info, 16));
}

export class Scribe {
  #keys = generateKeyPairSync('ed25519');
  #feed = randomBytes(16);
  #key = this.#keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  #count = 0;
  #room;
  #hash;

  /** @param {string} link  of the room in which it writes */
  constructor(link) {
    this.#room = room_of(link);
    this.#hash = sha256('tincan/1 log\0', this.#room, this.#feed, 'e', this.#key);
    this.link = link;
  }

  /** The next entry, as it travels, whatever it says. @param {string} body */
  writes(body) {
    return this.writes_all([body]);
  }

  /** The next entries, at most 256, as one word. @param {string[]} bodies */
  writes_all(bodies) {
    const before = this.#hash;
    const first = this.#count + 1;
    for (const body of bodies) {
      this.#count += 1;
      const number = Buffer.alloc(8);
      number.writeBigUInt64BE(BigInt(this.#count));
      this.#hash = sha256(this.#hash, number, body);
    }
    return JSON.stringify({
      is: 'entries',
      feed: letters(this.#feed),
      first,
      before: letters(before),
      scheme: 'ed25519',
      key: letters(this.#key),
      bodies,
      signature: letters(
        sign(null, Buffer.concat([Buffer.from('tincan/1 entry\0'), this.#room, this.#feed, this.#hash]), this.#keys.privateKey),
      ),
    });
  }

  /** As many messages as one likes, in words that travel. @param {number} count @param {(at: number) => string} text */
  tells(count, text) {
    const began = Date.now() - count;
    const bodies = Array.from({ length: count }, (_, at) => JSON.stringify({ is: 'message', text: text(at), stamp: began + at }));
    return Array.from({ length: Math.ceil(count / 256) }, (_, at) => this.writes_all(bodies.slice(256 * at, 256 * (at + 1))));
  }

  introduces(name) {
    return this.writes(JSON.stringify({ is: 'introduction', name, stamp: Date.now() }));
  }

  says(text, stamp = Date.now()) {
    return this.writes(JSON.stringify({ is: 'message', text, stamp }));
  }
}
