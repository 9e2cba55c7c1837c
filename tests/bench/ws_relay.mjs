// The yardstick: the thinnest relay that Node and `ws` can be. The first message of a connection seats it, {room, id}; each later
// one, {to, body}, is handed on as {from, body}. No tokens, no limits, no resuming: everything that Tincan's server does more.
import { WebSocketServer } from 'ws';

const rooms = new Map();
const server = new WebSocketServer({ port: Number(process.argv[2] ?? 0), host: '127.0.0.1', perMessageDeflate: false });

server.on('connection', (socket) => {
  let room;
  let id;
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (room === undefined) {
      id = message.id;
      room = rooms.get(message.room);
      if (room === undefined) rooms.set(message.room, (room = new Map()));
      room.set(id, socket);
      socket.send('{"is":"open"}');
      return;
    }
    room.get(message.to)?.send(JSON.stringify({ from: id, body: message.body }));
  });
  socket.on('close', () => room?.delete(id));
  socket.on('error', () => socket.terminate());
});
server.on('listening', () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));
