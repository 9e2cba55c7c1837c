// Node's HTTP client, which takes nothing for an answer that RFC 9112 does not call one, asks the server over kept connections:
// node strict_client.mjs PORT. Says what is wrong, a line each, and ends with 1 where anything is.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const port = Number(process.argv[2]);
const requests = JSON.parse(readFileSync(new URL('strict_requests.json', import.meta.url), 'utf8'));
const look = { ask: 'POST /api/look', json: true, body: '{"room":"AAAAAAAAAAAAAAAAAAAAAA"}', answer: '200 OK' };
const wrong = [];

/** One request and its whole answer; `first` hears of the answer's first bytes. */
function ask(agent, it, first = () => {}) {
  return new Promise((resolve, reject) => {
    const [method, path] = it.ask.split(' ');
    const body = it.bytes ? it.body.padEnd(it.bytes) : it.body;
    const headers = Object.fromEntries(Object.entries(it.fields ?? {}).map(([name, value]) => [name, value.padEnd(it.field_bytes, 'x')]));
    if (it.json) headers['Content-Type'] = 'application/json';
    if (it.expects) headers['Expect'] = '100-continue';
    if (body !== undefined && !it.chunked) headers['Content-Length'] = Buffer.byteLength(body);
    if (it.chunked) headers['Transfer-Encoding'] ??= 'chunked';
    let continued = false;
    const asked = request({ port, method, path, headers, agent, insecureHTTPParser: false }, answer => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', part => first((text += part)));
      answer.on('error', reject);
      answer.on('end', () => resolve({ answer, text, continued, reused: asked.reusedSocket, socket: asked.socket }));
    });
    asked.on('error', reject);
    asked.on('continue', () => {
      continued = true;
      asked.end(body);
    });
    if (it.expects) asked.flushHeaders();
    else asked.end(body);
  });
}

/** The faults of an answer by itself (RFC 9110 sections 8.6, 9.3.2 and 15). */
function faults(it, { answer, text, continued }) {
  const { headers, statusCode, statusMessage, complete } = answer;
  const bodyless = it.ask.startsWith('HEAD') || statusCode === 204 || statusCode === 304;
  const length = headers['content-length'];
  return [
    `${statusCode} ${statusMessage}` !== it.answer && `answered ${statusCode} ${statusMessage}, not ${it.answer}`,
    !complete && 'not complete',
    it.expects && !continued && 'not told to continue',
    !headers.date && 'without a date',
    statusCode === 204 && length !== undefined && 'a length for no content',
    statusCode === 405 && !headers.allow && 'without the methods that would do',
    bodyless ? text && 'a body that must not be' : Number(length) !== Buffer.byteLength(text) && `${text.length} bytes for ${length}`,
  ].filter(Boolean);
}

async function check(it) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const name = `${it.ask} ${it.answer}${it.chunked ? ', chunked' : ''}`;
  try {
    await ask(agent, look);
    const got = await ask(agent, it);
    for (const fault of faults(it, got)) wrong.push(`${name}: ${fault}`);
    if (!got.reused) wrong.push(`${name}: the connection before it was not kept`);
    const closes = got.answer.headers.connection === 'close';
    if ((it.stays ?? !closes) === closes) wrong.push(`${name}: ${closes ? 'closes' : 'stays'}`);
    if (closes) {
      if (!got.socket.destroyed && !got.socket.closed) await new Promise(resolve => got.socket.on('close', resolve));
    } else {
      const after = await ask(agent, look);
      for (const fault of faults(look, after)) wrong.push(`after ${name}: ${fault}`);
      if (!after.reused) wrong.push(`${name}: the connection was not kept`);
    }
  } catch (error) {
    wrong.push(`${name}: ${error}`);
  }
  agent.destroy();
}

/** A stream that ends leaves its connection to the next request. */
async function check_stream() {
  const [streams, asks] = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const seat = { room: 'B'.repeat(21) + 'A', member: 'C'.repeat(21) + 'A', token: 'D'.repeat(21) + 'A' };
  const post = (agent, path, body, first) => ask(agent, { ask: `POST ${path}`, json: true, body: JSON.stringify(body) }, first);
  const { text } = await post(asks, '/api/join', { ...seat, hello: 'aGk' });
  let left;
  const stream = await post(streams, '/api/receive', { wait: 'stream', boxes: [{ ...seat, after: JSON.parse(text).after }] }, () => {
    left ??= post(asks, '/api/leave', seat);
  });
  await left;
  const lines = stream.text.split('\n').filter(Boolean);
  if (!stream.answer.complete || lines.length !== 2) wrong.push(`the stream ended after ${stream.text}`);
  if (!(await ask(streams, look)).reused) wrong.push('the connection of a stream that ended was not kept');
  for (const agent of [streams, asks]) agent.destroy();
}

for (const it of requests) await check(it);
await check_stream();
if (wrong.length) console.log(wrong.join('\n'));
process.exit(wrong.length ? 1 : 0);
