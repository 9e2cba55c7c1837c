// The yardstick: the thinnest relay that Node and `ws` can be. The first message of a connection seats it, {room, id}; each later
// one, {to, body}, is handed on as {from, body}, to the whole room where `to` is '*'. No tokens, no limits, no resuming:
// everything that Tincan's server does more.
//   node ws_relay.mjs [PORT]
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

/** Listens on `port` (0: any free one). @param {number} port */
export function relay(port) {
  const rooms = new Map();
  const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', socket => {
    let room;
    let id;
    socket.on('message', data => {
      const message = JSON.parse(data);
      if (room === undefined) {
        id = message.id;
        room = rooms.get(message.room);
        if (room === undefined) rooms.set(message.room, (room = new Map()));
        room.set(id, socket);
        socket.send('{"is":"open"}');
        return;
      }
      const letter = JSON.stringify({ from: id, body: message.body });
      if (message.to !== '*') {
        room.get(message.to)?.send(letter);
        return;
      }
      for (const [other, their_socket] of room) if (other !== id) their_socket.send(letter);
    });
    socket.on('close', () => room?.delete(id));
    socket.on('error', () => socket.terminate());
  });
  return server;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = relay(Number(process.argv[2] ?? 0));
  server.on('listening', () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));
}
