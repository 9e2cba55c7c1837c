// Serves the plain page, and beside it the thinnest relay: ws_relay.mjs, with one word more ('*' reaches the whole room, since
// nothing else tells its members of each other).
//   node plain_server.mjs    prints one line of JSON: {page, relay}, two ports
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'plain');
const types = { '.html': 'text/html', '.js': 'text/javascript' };

const page = createServer((request, response) => {
  const name = basename(new URL(request.url, 'http://localhost').pathname) || 'index.html';
  const file = join(folder, name);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': types[extname(name)], 'Cache-Control': name === 'index.html' ? 'no-cache' : 'max-age=31536000, immutable' });
  createReadStream(file).pipe(response);
});

const rooms = new Map();
const relay = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
relay.on('connection', socket => {
  let room;
  let id;
  socket.on('message', data => {
    const message = JSON.parse(data);
    if (room === undefined) {
      id = message.id;
      room = rooms.get(message.room);
      if (room === undefined) rooms.set(message.room, (room = new Map()));
      room.set(id, socket);
      return socket.send('{"is":"open"}');
    }
    const letter = JSON.stringify({ from: id, body: message.body });
    if (message.to !== '*') return room.get(message.to)?.send(letter);
    for (const [other, their_socket] of room) if (other !== id) their_socket.send(letter);
  });
  socket.on('close', () => room?.delete(id));
  socket.on('error', () => socket.terminate());
});

page.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ page: page.address().port, relay: relay.address().port })));
