// A server that was told the link, and turns against those who hold it: it opens their letters, puts a certificate of its own into
// every description, and seals them again. Everything in it is written after docs/protocol.md, not after the page's code.
import { webcrypto } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const { subtle } = webcrypto;
const version = Buffer.from('tincan/1');
const nonce_bytes = 12;
const head_bytes = 8 + 64 + 8; // counter, signature, length
const padded_bytes = 4096;
const squeezed = '-';
const own_fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

/** @param {string} link  of the room @returns an object whose `changes(url, body)` gives what the server makes of a request */
export async function man_in_the_middle(link) {
  const [, room_name, secret] = decodeURIComponent(new URL(link).hash).split('/');
  const material = await subtle.importKey('raw', Buffer.from(secret, 'base64url'), 'HKDF', false, ['deriveKey']);
  const info = Buffer.from(`mail key/${room_name}`);
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: version, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  const it = { swapped: 0, changes };
  return it;

  /** @param {string} url @param {Buffer} body @returns {Promise<Buffer>} */
  async function changes(url, body) {
    if (url !== '/api/post') return body;
    const post = JSON.parse(body.toString());
    for (const letter of post.letters) letter.body = await falsify(letter.body, [post.room, post.member, letter.to]);
    return Buffer.from(JSON.stringify(post));
  }

  async function falsify(body, ids) {
    const additionalData = Buffer.concat([version, ...ids.map(id => Buffer.from(id, 'base64url'))]);
    const raw = Buffer.from(body, 'base64url');
    const iv = raw.subarray(0, nonce_bytes);
    const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, raw.subarray(nonce_bytes)));
    const content = plain.subarray(head_bytes, head_bytes + Number(plain.readBigUInt64BE(head_bytes - 8)));
    const form = String.fromCharCode(content[0]);
    const packed = content.subarray(1);
    const text = (form === squeezed ? inflateRawSync(packed) : packed).toString();
    if (!text.includes('a=fingerprint:')) return body;
    ++it.swapped;
    const false_text = text.replace(/a=fingerprint:sha-256 [0-9A-F:]+/g, `a=fingerprint:sha-256 ${own_fingerprint}`);
    const false_packed = form === squeezed ? deflateRawSync(Buffer.from(false_text)) : Buffer.from(false_text);
    const false_content = Buffer.concat([Buffer.from(form), false_packed]);
    const sealed = Buffer.alloc(Math.ceil((head_bytes + false_content.length) / padded_bytes) * padded_bytes);
    plain.copy(sealed, 0, 0, head_bytes - 8); // counter and signature as they were: it cannot make another
    sealed.writeBigUInt64BE(BigInt(false_content.length), head_bytes - 8);
    false_content.copy(sealed, head_bytes);
    return Buffer.concat([iv, Buffer.from(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed))]).toString(
      'base64url',
    );
  }
}

const noise = body => webcrypto.getRandomValues(Buffer.alloc(Buffer.from(body, 'base64url').length)).toString('base64url');
const same_way = (one, other) => one.from === other.from && one.to === other.to;

/** A server that was not told the link can hand on these instead of a letter, made of what has passed through it. */
const ways = {
  'a letter with a changed byte': ({ body }) => {
    const raw = Buffer.from(body, 'base64url');
    raw[raw.length >> 1] ^= 1;
    return raw.toString('base64url');
  },
  'a letter under another key': ({ body }) => noise(body), // which is what it looks like
  'a letter of another room': (it, seen) => seen.find(one => one.room !== it.room)?.body,
  'a letter to somebody else': (it, seen) => seen.find(one => one.room === it.room && one.to !== it.to)?.body,
  'what the recipient wrote': (it, seen) => seen.findLast(one => one.room === it.room && one.from === it.to)?.body,
  'the first letter again': (it, seen) => seen.find(one => same_way(one, it))?.body,
  'an older letter after a newer one': (it, seen) => {
    const before = seen.filter(one => same_way(one, it));
    if (!before.length) return noise(it.body);
    return before.length % 2 ? it.body : before[before.length - 2].body;
  },
};

/** A server that tampers with every letter of those who come from when on it is told `how`. */
export function tampering_server() {
  /** @type {{room: string, from: string, to: string, body: string}[]} */
  const seen = [];
  /** @type {Set<string>} */
  let spared = new Set();
  let how = '';
  const it = {
    tampered: 0,
    changes,
    /** @param {string} way  of `ways`; '' for no more */
    tampers(way) {
      how = way;
      spared = new Set(seen.map(one => one.from));
    },
  };
  return it;

  /** @param {string} url @param {Buffer} body @returns {Promise<Buffer>} */
  async function changes(url, body) {
    if (url !== '/api/post') return body;
    const post = JSON.parse(body.toString());
    for (const letter of post.letters) {
      const passage = { room: post.room, from: post.member, to: letter.to, body: letter.body };
      const between_old = spared.has(passage.from) && spared.has(passage.to);
      const other = how && !between_old ? ways[how](passage, seen) : undefined;
      seen.push(passage);
      if (other === undefined || other === passage.body) continue;
      letter.body = other;
      ++it.tampered;
    }
    return Buffer.from(JSON.stringify(post));
  }
}

export const tamperings = Object.keys(ways);
