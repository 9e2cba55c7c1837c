// Serves the plain page, and beside it the relay that introduces its visitors to each other.
//   node plain_server.mjs    prints one line of JSON: {page, relay}, two ports
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { relay } from './ws_relay.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'plain');
const types = { '.html': 'text/html', '.js': 'text/javascript' };

const page = createServer((request, response) => {
  const name = basename(new URL(request.url, 'http://localhost').pathname) || 'index.html';
  const file = join(folder, name);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    'Content-Type': types[extname(name)],
    'Cache-Control': name === 'index.html' ? 'no-cache' : 'max-age=31536000, immutable',
  });
  createReadStream(file).pipe(response);
});

const introductions = relay(0);
introductions.on('listening', () => page.listen(0, '127.0.0.1'));
page.on('listening', () => console.log(JSON.stringify({ page: page.address().port, relay: introductions.address().port })));
