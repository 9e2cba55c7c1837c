// The yardstick: a page that does what Tincan's first screen does, with nothing in between. No module, no sealing, no lost
// connections, no second language: a WebSocket for introductions, then the browser's own connection, channel and transceivers,
// of the kinds that Tincan has. They are all in the first offer, or, with `chat` in the address, there are none; Tincan adds its
// own when a call begins.

const box = id => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const kinds = asked.has('chat') ? [] : ['audio', 'video', 'video', 'audio'];
const room = location.hash.slice(1) || 'plain';
const me = crypto.randomUUID();
export const peers = new Map();
const written = [];
let socket;
let name = '';
let stream = null;
let in_call = false;

function show(author, text) {
  const line = document.createElement('li');
  line.textContent = `${author}: ${text}`;
  box('lines').append(line);
}

const post = (to, body) => socket.send(JSON.stringify({ to, body: JSON.stringify(body) }));

function say(peer, word) {
  if (peer.channel.readyState === 'open') peer.channel.send(JSON.stringify(word));
}

function send_media(peer) {
  const on = in_call && peer.in_call;
  const tracks = [on && stream?.getAudioTracks()[0], on && stream?.getVideoTracks()[0], null, null];
  peer.transceivers.forEach((transceiver, i) => transceiver.sender.replaceTrack(tracks[i] || null));
}

function meet(id, their_name) {
  const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  const channel = connection.createDataChannel('talk', { negotiated: true, id: 0 });
  const peer = { id, name: their_name, connection, channel, transceivers: [], in_call: false, early: [], steps: Promise.resolve() };
  peers.set(id, peer);
  connection.onicecandidate = event => event.candidate && post(id, { candidate: event.candidate });
  channel.onopen = () => {
    box('people').textContent = [...peers.values()]
      .filter(it => it.channel.readyState === 'open')
      .map(it => it.name)
      .join(', ');
    box('people').dataset.count = [...peers.values()].filter(it => it.channel.readyState === 'open').length;
    for (const text of written) say(peer, { text });
    if (in_call) say(peer, { call: true });
  };
  channel.onmessage = event => {
    const word = JSON.parse(event.data);
    if (word.text !== undefined) show(peer.name, word.text);
    if (word.call) {
      peer.in_call = true;
      send_media(peer);
      play(peer);
    }
  };
  if (me < id) {
    for (const kind of kinds) connection.addTransceiver(kind, { direction: 'sendrecv' });
    peer.transceivers = connection.getTransceivers();
    connection.setLocalDescription().then(() => post(id, { description: connection.localDescription }));
  }
  return peer;
}

async function hear(peer, body) {
  if (body.description) {
    await peer.connection.setRemoteDescription(body.description);
    if (body.description.type === 'offer') {
      peer.transceivers = peer.connection.getTransceivers();
      for (const transceiver of peer.transceivers) transceiver.direction = 'sendrecv';
      await peer.connection.setLocalDescription();
      post(peer.id, { description: peer.connection.localDescription });
    }
  }
  if (body.candidate) await peer.connection.addIceCandidate(body.candidate);
}

function play(peer) {
  if (!in_call || peer.video) return;
  peer.video = document.createElement('video');
  peer.video.autoplay = peer.video.playsInline = true;
  peer.video.dataset.remote = '';
  peer.video.srcObject = new MediaStream(peer.transceivers.slice(0, 2).map(transceiver => transceiver.receiver.track));
  box('tiles').append(peer.video);
}

box('enter-form').onsubmit = event => {
  event.preventDefault();
  name = box('name').value;
  socket = new WebSocket(`ws://${location.hostname}:${asked.get('relay')}`);
  socket.onopen = () => socket.send(JSON.stringify({ room, id: me }));
  socket.onmessage = event => {
    const word = JSON.parse(event.data);
    if (word.is === 'open') {
      // The relay knows nobody's name, so everybody in the room is told.
      socket.send(JSON.stringify({ to: '*', body: JSON.stringify({ hello: name }) }));
      return;
    }
    const body = JSON.parse(word.body);
    let peer = peers.get(word.from);
    if (body.hello !== undefined && !peer) {
      peer = meet(word.from, body.hello);
      if (!body.back) post(word.from, { hello: name, back: true });
    }
    if (peer) peer.steps = peer.steps.then(() => hear(peer, body));
  };
};

box('compose').onsubmit = event => {
  event.preventDefault();
  const text = box('message').value;
  box('message').value = '';
  written.push(text);
  show(name, text);
  for (const peer of peers.values()) say(peer, { text });
};

box('join-call').onclick = async () => {
  in_call = true;
  for (const peer of peers.values()) {
    say(peer, { call: true });
    if (peer.in_call) play(peer);
  }
  stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30 } },
  });
  const self = document.createElement('video');
  self.autoplay = self.muted = self.playsInline = true;
  self.srcObject = new MediaStream(stream.getVideoTracks());
  box('tiles').append(self);
  for (const peer of peers.values()) send_media(peer);
};

performance.mark('usable');
performance.mark('ready');
