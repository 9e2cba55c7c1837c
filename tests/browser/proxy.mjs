// Something on the way between browsers and server: it writes down what it sees, and holds back answers where it is told to.
import { createServer, request } from 'node:http';

/**
 * @param {number | (() => number)} port  of the server behind it, or of the one that gets the next request
 * @param {{buffers?: boolean}} [how]  buffers: an answer is handed on when it is whole, as some companies' proxies do
 */
export async function start_proxy(port, { buffers = false } = {}) {
  /** @type {{method: string, url: string, headers: object, body: Buffer}[]} */
  const seen = [];
  /** Bodies of the waiting requests for mail. @type {Set<string>} */
  const receiving = new Set();
  /** The changes that a dishonest proxy makes to a request's body, and which addresses it answers with nothing. @type {{changes: null | ((url: string, body: Buffer) => Promise<Buffer>), loses: RegExp | null}} */
  const way = { changes: null, loses: null };
  const proxy = createServer((from, to) => {
    const chunks = [];
    from.on('data', chunk => chunks.push(chunk));
    from.on('end', async () => {
      if (way.loses?.test(from.url)) return to.destroy();
      const sent = Buffer.concat(chunks);
      const body = way.changes ? await way.changes(from.url, sent) : sent;
      seen.push({ method: from.method, url: from.url, headers: from.headers, body });
      const entry = { body: body.toString() };
      if (from.url === '/api/receive') receiving.add(entry);
      const on = request(
        {
          port: typeof port === 'function' ? port() : port,
          host: 'localhost',
          method: from.method,
          path: from.url,
          headers: { ...from.headers, 'content-length': String(body.length) },
        },
        answer => {
          if (buffers) {
            const held = [];
            answer.on('data', chunk => held.push(chunk));
            answer.on('end', () => to.writeHead(answer.statusCode, answer.headers).end(Buffer.concat(held)));
            answer.on('error', () => to.destroy());
          } else {
            to.writeHead(answer.statusCode, answer.headers);
            to.flushHeaders();
            answer.pipe(to);
            answer.on('error', () => to.destroy());
          }
        },
      );
      on.on('error', () => to.destroy());
      to.on('close', () => {
        receiving.delete(entry);
        on.destroy();
      });
      on.end(body);
    });
  });
  await new Promise(resolve => proxy.listen(0, 'localhost', resolve));
  return {
    address: `http://localhost:${proxy.address().port}/`,
    seen,
    /** @param {(url: string, body: Buffer) => Promise<Buffer>} changes */
    turns_bad: changes => (way.changes = changes),
    /** @param {RegExp | null} urls */
    loses: urls => (way.loses = urls),
    turns_good: () => (way.changes = null),
    /** Forgets all connections, as what stands between does with those that are silent for long. */
    cuts: () => proxy.closeAllConnections(),
    /** How many requests for mail wait now. */
    receiving: () => receiving.size,
    /** How the last request for mail asked: 'stream' or 'poll'. */
    asked: () => seen.filter(it => it.url === '/api/receive').map(it => JSON.parse(it.body).wait),
    stop: () =>
      new Promise(resolve => {
        proxy.close(resolve);
        proxy.closeAllConnections();
      }),
  };
}
