// How plain pages send files, in two ways, over a channel that the receiver opens as Tincan's does. Nothing is hashed, and what comes is
// kept as it comes, to be saved as one Blob at the end.
//   tuned: pieces of 16 KiB, between two marks of what is buffered, and the next piece of the file is read while the one before is sent;
//   receipts: PairDrop's way, a part of 1 MB in pieces of 64,000 bytes, and the next one when the receiver has confirmed it.
import { peers } from './plain.js';

const PIECE = 16 * 1024;
const READ = 1024 * 1024;
const HIGH = 1024 * 1024;
const LOW = 256 * 1024;
const PART = 1_000_000;
const PIECE_OF_PART = 64_000;

const [peer] = peers.values();
const happens = (at, event) => new Promise(done => at.addEventListener(event, done, { once: true }));

/** @param {RTCDataChannel} channel @param {File} file */
async function send_tuned(channel, file) {
  channel.bufferedAmountLowThreshold = LOW;
  const read = at => file.slice(at, at + READ).arrayBuffer();
  let next = read(0);
  for (let at = 0; at < file.size; at += READ) {
    const bytes = new Uint8Array(await next);
    next = read(at + READ);
    for (let from = 0; from < bytes.length; from += PIECE) {
      if (channel.bufferedAmount > HIGH) await happens(channel, 'bufferedamountlow');
      channel.send(bytes.subarray(from, from + PIECE));
    }
  }
}

/** @param {RTCDataChannel} channel @param {File} file */
async function send_by_receipts(channel, file) {
  for (let at = 0; at < file.size; at += PART) {
    const part = file.slice(at, at + PART);
    for (let from = 0; from < part.size; from += PIECE_OF_PART) channel.send(await part.slice(from, from + PIECE_OF_PART).arrayBuffer());
    const confirmed = happens(channel, 'message');
    channel.send('part');
    await confirmed;
  }
}

/** The file goes to the other page as soon as that takes it. @param {File} file */
export function offer(file) {
  peer.connection.ondatachannel = async ({ channel }) => {
    await (channel.label === 'tuned' ? send_tuned : send_by_receipts)(channel, file);
    channel.send('end');
  };
}

/** Gives the ms until all of it is here. @param {'tuned' | 'receipts'} way @param {number} size */
export async function take(way, size) {
  const begin = performance.now();
  const channel = peer.connection.createDataChannel(way);
  channel.binaryType = 'arraybuffer';
  const pieces = [];
  await new Promise(done => {
    channel.onmessage = ({ data }) => {
      if (data === 'end') done();
      else if (data === 'part') channel.send('part');
      else pieces.push(data);
    };
  });
  if (new Blob(pieces).size !== size) throw new Error('something is missing');
  channel.close();
  return performance.now() - begin;
}
