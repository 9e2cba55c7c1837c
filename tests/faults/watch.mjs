// Sits in a page, types on its own, and writes down when what happened: each frame of the other's picture, each message as it
// came, and what the page said about the connections. Times are those of this computer's clock, the same in all browsers.

/** Runs in the page, before the page's own scripts. */
export function watch() {
  // The browser's doings about the connections, for a reader who wonders about a figure.
  const links = [];
  const connections = [];
  const Really = RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends Really {
    constructor(...how) {
      super(...how);
      connections.push(this);
      const note = what => links.push({ at: Date.now(), what });
      note('new');
      for (const event of ['connectionstatechange', 'iceconnectionstatechange', 'signalingstatechange'])
        this.addEventListener(event, () =>
          note(`${event.slice(0, -11)} ${this.connectionState} ${this.iceConnectionState} ${this.signalingState}`),
        );
      this.addEventListener('icecandidate', it => note(`found ${it.candidate?.type} ${it.candidate?.relayProtocol ?? ''}`));
      const restart = this.restartIce.bind(this);
      this.restartIce = () => (note('restart'), restart());
    }
  };

  for (const event of ['online', 'offline', 'visibilitychange', 'freeze', 'resume'])
    addEventListener(event, () => links.push({ at: Date.now(), what: event }), true);

  const fetch = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (what, how) => {
    const note = said => links.push({ at: Date.now(), what: `${what} ${said}` });
    note(`asked ${/"wait":"\w+"/.exec(how?.body ?? '') ?? ''}`);
    const answer = await fetch(what, how).catch(error => (note(error.name), Promise.reject(error)));
    note(answer.status);
    return answer;
  };

  /** By the name of whose picture it is. @type {Record<string, number[]>} */
  const frames = {};
  const arrived = new Map();
  const said = [];
  const counted = new WeakSet();
  const part = (at, what) => at.querySelector(what)?.textContent.trim() ?? '';

  // Without the mark that tells namesakes apart.
  const bare = name => name.split(' ·')[0];

  const count = (video, name) => {
    if (counted.has(video)) return;
    counted.add(video);
    const frame = () => {
      (frames[name] ??= []).push(Date.now());
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  };

  const last = new Map();
  const say = (who, what) => {
    if (last.get(who) === what) return;
    last.set(who, what);
    said.push({ at: Date.now(), who, what });
  };

  setInterval(() => {
    for (const it of document.querySelectorAll('#tiles .tile[data-me="false"]'))
      count(it.querySelector('video'), bare(part(it, '.plate-name')));
    for (const it of document.querySelectorAll('#lines > li .text'))
      if (!arrived.has(it.textContent)) arrived.set(it.textContent, Date.now());
    // Two of one name, where there is a ghost, are both spoken of.
    const states = new Map([...last.keys()].filter(Boolean).map(name => [name, []]));
    for (const it of document.querySelectorAll('#people > li[data-me="false"]')) {
      const name = bare(part(it, '.entry-name'));
      const through = /^Through .*/.exec(part(it, '.entry-state'))?.[0];
      states.set(name, [...(states.get(name) ?? []), through ?? it.dataset.state]);
    }
    for (const [name, all] of states) say(name, all.join(' and ') || 'gone');
    const connection = document.getElementById('connection');
    say('', connection?.checkVisibility() ? connection.textContent.trim() : '');
  }, 50);

  // The voices and pictures that come: samples of sound so far, and how many of them the browser made up, since theirs did not come.
  const media = [];
  const listen = async () => {
    const now = { at: Date.now(), samples: 0, made_up: 0, area: 0 };
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const it of (await connection.getStats()).values()) {
        if (it.type !== 'inbound-rtp') continue;
        now.samples += it.totalSamplesReceived ?? 0;
        now.made_up += (it.concealedSamples ?? 0) - (it.silentConcealedSamples ?? 0);
        now.area += (it.frameWidth ?? 0) * (it.frameHeight ?? 0);
      }
    }
    media.push(now);
    setTimeout(listen, 500);
  };
  listen();

  let typing = 0;
  globalThis.watcher = {
    /** Types `word 1`, `word 2`, ... until told to stop. */
    types(word, every_ms) {
      let number = 0;
      typing = setInterval(() => {
        const field = document.getElementById('composer');
        field.value = `${word} ${++number}`;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      }, every_ms);
      globalThis.watcher.stops = () => (clearInterval(typing), number);
    },

    report: () => ({
      frames,
      said,
      links,
      media,
      arrived: [...arrived],
      lines: [...document.querySelectorAll('#lines > li .text')].map(it => it.textContent),
      delivered: document.querySelectorAll('#lines > li .delivery:is([data-delivery="delivered"], [data-delivery="read"])').length,
    }),
  };
}
