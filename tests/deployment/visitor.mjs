// Somebody who comes by a proxy: fetches the page, and waits for letters on a stream that nothing may hold back.
import { request } from 'node:https';

const PATIENCE_MS = 60_000;
const seat = (/** @type {string} */ letter) => ({
  room: 'B'.repeat(21) + 'A',
  member: letter.repeat(21) + 'A',
  token: letter.repeat(21) + 'A',
});

/**
 * The answer's head, once it is there; `on_text` hears what comes of its body.
 * @param {string} path @param {object} [body] @param {(text: string) => void} [on_text]
 * @returns {Promise<{status: number, text: Promise<string>}>}
 */
function ask(path, body, on_text = () => {}) {
  const json = body && JSON.stringify(body);
  const headers = json ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) } : {};
  return new Promise((resolve, reject) => {
    const options = { host: 'chat.example.org', path, headers, method: json ? 'POST' : 'GET', rejectUnauthorized: false };
    const asked = request(options, answer => {
      let all = '';
      answer.setEncoding('utf8');
      answer.on('data', part => on_text((all += part)));
      const text = new Promise((done, broke) => answer.on('end', () => done(all)).on('error', broke));
      text.catch(() => {});
      resolve({ status: answer.statusCode, text });
    });
    asked.on('error', reject);
    asked.end(json);
  });
}

/** Until the proxy is there. */
async function until_it_answers(path) {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      return await ask(path);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

const expect = (/** @type {unknown} */ found, /** @type {unknown} */ wanted, /** @type {string} */ what) => {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`);
};

/** @param {string} base  the path of the page */
export async function visit(base) {
  const page = await until_it_answers(base);
  expect(page.status, 200, 'the page');
  expect((await page.text).startsWith('<!doctype html>'), true, 'the page begins as it should');
  const [mina, jun] = [seat('C'), seat('D')];
  const { after } = JSON.parse(await (await ask(`${base}api/join`, { ...mina, hello: 'aGk' })).text);
  expect((await ask(`${base}api/join`, { ...jun, hello: 'aGk' })).status, 200, 'joining');

  let heard = '';
  let hear = () => {};
  const stream = await ask(`${base}api/receive`, { wait: 'stream', boxes: [{ ...mina, after }] }, text => hear((heard = text)));
  expect(stream.status, 200, 'receiving');
  const comes = (/** @type {string} */ words) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`held back: ${words} after ${heard}`)), PATIENCE_MS).unref();
      hear = () => heard.includes(words) && resolve(undefined);
      hear();
    });
  await comes('"open"');
  expect((await ask(`${base}api/post`, { ...jun, after: 0, letters: [{ to: mina.member, body: 'bGV0dGVy' }] })).status, 204, 'posting');
  await comes('bGV0dGVy');
  await ask(`${base}api/leave`, mina);
  await stream.text;
}
