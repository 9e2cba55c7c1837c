// This runs in every page before the page's own scripts: it remembers which devices were given, reads what a person sees, and waits
// for it.

/** A camera that costs a slow computer next to nothing, eight times over too. */
const small_camera = { width: { ideal: 160 }, height: { ideal: 90 }, frameRate: { ideal: 5 } };

/**
 * Runs in the page.
 * @param {MediaTrackConstraints} camera  is asked for whatever the page asks for
 */
function page_probe(camera) {
  const given = [];
  for (const ask of ['getUserMedia', 'getDisplayMedia']) {
    const really = navigator.mediaDevices?.[ask]?.bind(navigator.mediaDevices);
    if (!really) continue;
    navigator.mediaDevices[ask] = async wanted => {
      const asked = ask === 'getUserMedia' && wanted?.video ? { ...wanted, video: { ...wanted.video, ...camera } } : wanted;
      const stream = await really(asked);
      given.push(...stream.getTracks());
      return stream;
    };
  }

  const connections = [];
  const Really = globalThis.RTCPeerConnection;
  if (Really) {
    globalThis.RTCPeerConnection = class RTCPeerConnection extends Really {
      constructor(...how) {
        super(...how);
        connections.push(this);
      }
    };
  }

  let core = null;
  // The module lives in the page's bundle. It is recognised by the function that it offers to tests.
  Object.defineProperty(Object.prototype, 'callbacks_alive', {
    configurable: true,
    set(value) {
      core = this;
      Object.defineProperty(this, 'callbacks_alive', { value, configurable: true, writable: true });
    },
  });

  const shown = at => at !== null && at.checkVisibility({ checkVisibilityCSS: true });
  const text = (at, part) => at.querySelector(part)?.textContent ?? '';
  const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

  /** The tile of a person, of the camera or of the shared screen; for the name 'myself' one's own. */
  const tile = (name, kind = 'camera') =>
    [...document.querySelectorAll(`#tiles .tile[data-kind="${kind}"]`)].find(it => {
      const mine = it.dataset.me === 'true';
      const plate = text(it, '.plate-name');
      return name === 'myself' ? mine : !mine && (kind === 'camera' ? plate === name : plate.startsWith(name));
    }) ?? null;

  const conversation = () => {
    let author = '';
    return [...document.querySelectorAll('#lines > li')].map(it => {
      if (it.dataset.notice) return { notice: text(it, 'span'), kind: it.dataset.notice };
      author = it.querySelector('.author')?.textContent ?? author;
      return {
        author,
        text: text(it, '.text'),
        mine: it.dataset.mine === 'true',
        arrived: it.querySelector('.delivery:is([data-delivery=delivered], [data-delivery=read])') !== null,
        delivery: it.querySelector('.delivery')?.dataset.delivery ?? '',
      };
    });
  };
  const notices = () => [...document.querySelectorAll('#lines > li[data-notice]')].map(it => text(it, 'span'));
  const people = () =>
    [...document.querySelectorAll('#people > li')].map(it => ({
      name: text(it, '.entry-name'),
      state: it.dataset.state,
      in_call: it.dataset.call === 'in',
      me: it.dataset.me === 'true',
    }));
  const tiles = () =>
    [...document.querySelectorAll('#tiles .tile')].map(it => ({
      name: text(it, '.plate-name'),
      kind: it.dataset.kind,
      seen: it.dataset.seen,
      microphone: it.dataset.microphone,
      camera: it.dataset.camera,
      me: it.dataset.me === 'true',
    }));
  const devices = () => given.map(it => ({ kind: it.kind, state: it.readyState }));

  /** Whether that tile shows a picture at all. */
  const has_picture = name => shown(tile(name)?.querySelector('video') ?? null) && tile(name).dataset.seen === 'true';

  const has_all = (it, wanted) => Object.entries(wanted).every(([key, value]) => it[key] === value);
  // A regular expression comes as what it is made of.
  const is_pattern = wanted => typeof wanted !== 'string';
  const matches = (it, { source, flags }) => new RegExp(source, flags).test(it);
  const stage_is = stage => document.body?.dataset.stage === stage;

  /** The conditions that can be waited for. */
  const conditions = {
    stage_is,
    // The module has answered when the name of the room is known; a page that cannot work says so instead.
    sees_card() {
      const named = document.getElementById('room-name')?.value || document.getElementById('arrival-eyebrow')?.hidden === false;
      return Boolean(named) && document.getElementById('arrival').checkVisibility();
    },
    is_ready_on_the_card: () => stage_is('arriving') && performance.getEntriesByName('ready').length > 0,
    is_not_outdated: () => !globalThis.outdated,
    is_shown: selector => shown(document.querySelector(selector)),
    is_not_shown: selector => !shown(document.querySelector(selector)),
    can_be_pressed(selector) {
      const at = document.querySelector(selector);
      return shown(at) && !at.disabled;
    },
    reads(selector, wanted) {
      const at = document.querySelector(selector);
      return shown(at) && (is_pattern(wanted) ? matches(at.textContent, wanted) : at.textContent.includes(wanted));
    },
    has_notice: wanted => notices().some(it => (is_pattern(wanted) ? matches(it, wanted) : it === wanted)),
    has_person: wanted => people().some(it => has_all(it, wanted)),
    has_people: count => people().length === count && people().every(it => it.state === 'connected'),
    has_nobody_called: name => !people().some(it => it.name === name && it.state !== 'gone'),
    has_line: wanted => conversation().some(it => has_all(it, wanted)),
    has_lines(texts) {
      const lines = conversation().filter(it => !it.notice);
      return lines.length === texts.length && lines.every((it, at) => it.text === texts[at]);
    },
    has_state: (id, state) => document.getElementById(id)?.dataset.state === state,
    has_tile: wanted => tiles().some(it => has_all(it, wanted)),
    has_no_tile_of: name => !tiles().some(it => it.name.startsWith(name)),
    has_no_picture: name => !has_picture(name),
    has_released_devices: () => given.length > 0 && devices().every(it => it.state === 'ended'),
  };

  // Some of it is no change of the document: what is typed, what is seen and heard, the focus.
  const LOOK_AT_LEAST_EVERY_MS = 200;
  /** A change of the document, or that much time. */
  const something_happens = () =>
    new Promise(resolve => {
      const observer = new MutationObserver(done);
      const patience = setTimeout(done, LOOK_AT_LEAST_EVERY_MS);
      function done() {
        observer.disconnect();
        clearTimeout(patience);
        resolve();
      }
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });

  globalThis.page_probe = {
    /** Whether that becomes so within so many ms. @param {keyof typeof conditions} condition @param {unknown[]} given */
    async until(condition, given, within) {
      const deadline = performance.now() + within;
      for (;;) {
        const began = performance.now();
        if (conditions[condition](...given)) return true;
        const now = performance.now();
        if (now > deadline) return false;
        // A long conversation that changes all the time must not be read all the time.
        if (now - began > 5) await pause(5 * (now - began));
        await something_happens();
      }
    },

    devices,
    /** Which device the last track of that kind is from. */
    device_of: kind =>
      given
        .filter(it => it.kind === kind)
        .at(-1)
        ?.getSettings().deviceId,
    /** As when a device is unplugged. */
    lose(kind) {
      const track = given.filter(it => it.kind === kind).at(-1);
      track.stop();
      track.dispatchEvent(new Event('ended'));
    },
    screen_track: () => given.filter(it => it.kind === 'video').at(-1),
    slots: () => core.callbacks_alive(),
    /** As when the network goes away under the browser: this side does not even notice. */
    cut: () => connections.forEach(it => it.close()),

    /** Another text after each negotiation. */
    descriptions: () => connections.map(it => /^o=.*$/m.exec(it.localDescription?.sdp ?? '')?.[0]).join(),
    connection_states: () => connections.map(it => it.connectionState),
    /** Of each connection that works: the kinds of both ends of its path and of all ends that were looked at on this side, and how its relay is asked. */
    async routes() {
      const routes = [];
      for (const connection of connections.filter(it => it.connectionState === 'connected')) {
        const all = [...(await connection.getStats()).values()];
        const kind = id => all.find(it => it.id === id)?.candidateType;
        const pair = all.find(it => it.type === 'candidate-pair' && it.nominated && it.state === 'succeeded');
        const found = all.filter(it => it.type === 'local-candidate').map(it => it.candidateType);
        const by = all.find(it => it.id === pair?.localCandidateId)?.relayProtocol;
        routes.push({ mine: kind(pair?.localCandidateId), theirs: kind(pair?.remoteCandidateId), found, by });
      }
      return routes;
    },

    /** This browser's signing key: its public half in hexadecimal, and whether the other half could be taken out; null: none yet. */
    async key() {
      // Opening a database that is not there would make it.
      if (!(await indexedDB.databases()).some(it => it.name === 'tincan')) return null;
      const result = asked =>
        new Promise((done, failed) => Object.assign(asked, { onsuccess: () => done(asked.result), onerror: () => failed(asked.error) }));
      const database = await result(indexedDB.open('tincan'));
      const kept = database.objectStoreNames.contains('keys')
        ? await result(database.transaction('keys').objectStore('keys').get('mine'))
        : null;
      database.close();
      if (!kept) return null;
      const hex = Array.from(kept.key, byte => byte.toString(16).padStart(2, '0')).join('');
      return { public: hex, extractable: kept.pair.privateKey.extractable };
    },

    shown: selector => shown(document.querySelector(selector)),
    text: selector => document.querySelector(selector)?.textContent ?? null,
    stage: () => document.body.dataset.stage,
    state: id => document.getElementById(id)?.dataset.state,
    link: () => location.href,

    conversation,
    notices,
    people,
    tiles,
    has_picture,
    tile_box(name, kind) {
      const { x, y, width, height } = tile(name, kind).getBoundingClientRect();
      return { x, y, width, height };
    },

    frames: name => tile(name).querySelector('video').getVideoPlaybackQuality().totalVideoFrames,

    /** Counts frames and compares pixels until both prove a moving picture. */
    async moving(name, kind, within) {
      const deadline = performance.now() + within;
      const canvas = new OffscreenCanvas(64, 36).getContext('2d', { willReadFrequently: true });
      const counted = new WeakSet();
      let frames = 0;
      let first = null;
      let changed = false;
      while (performance.now() < deadline) {
        const video = tile(name, kind)?.querySelector('video');
        if (video?.srcObject && video.videoWidth) {
          if (!counted.has(video)) {
            counted.add(video);
            const count = () => {
              frames += 1;
              video.requestVideoFrameCallback(count);
            };
            video.requestVideoFrameCallback(count);
          }
          canvas.drawImage(video, 0, 0, 64, 36);
          const { data } = canvas.getImageData(0, 0, 64, 36);
          first ??= data;
          changed ||= data.some((value, at) => Math.abs(value - first[at]) > 16);
          if (frames >= 3 && changed && shown(video)) return { frames, changed, width: video.videoWidth };
        }
        await pause(50);
      }
      throw new Error(`no moving picture of ${name}: ${frames} frames, changed: ${changed}`);
    },

    /**
     * The loudest moment (root mean square, 0 to 1) of a person's voice as it was decoded, within so many ms; stops at `enough`.
     * Not by WebAudio, whose clock stands still where a computer has no loudspeakers.
     */
    async loudness(name, ms, enough) {
      const deadline = performance.now() + ms;
      let loudest = 0;
      let before = null;
      while (performance.now() < deadline && loudest < enough) {
        const track = tile(name)?.querySelector('video')?.srcObject?.getAudioTracks()[0];
        const receiver = connections.flatMap(it => it.getReceivers()).find(it => it.track === track);
        const stats = receiver ? [...(await receiver.getStats()).values()].find(it => it.type === 'inbound-rtp') : null;
        if (stats && before?.id === stats.id && stats.totalSamplesDuration > before.totalSamplesDuration) {
          const energy = stats.totalAudioEnergy - before.totalAudioEnergy;
          loudest = Math.max(loudest, Math.sqrt(energy / (stats.totalSamplesDuration - before.totalSamplesDuration)));
        }
        before = stats;
        await pause(100);
      }
      return loudest;
    },

    /** The element that has the focus, where nobody can see that it has; '' else. */
    unseen_focus() {
      const at = document.activeElement;
      // A text field has its caret and a stronger edge, the divider a thick line in its colour.
      if (!at || at === document.body || at.matches('textarea, input, [role="separator"]') || !document.hasFocus()) return '';
      const marked = [at, at.parentElement, at.nextElementSibling].some(it => {
        const style = it && getComputedStyle(it);
        return style && (style.boxShadow !== 'none' || style.outlineStyle !== 'none');
      });
      return marked && at.checkVisibility() ? '' : at.outerHTML.slice(0, 80);
    },

    /** The elements that stick out of the page sideways. */
    overflow() {
      const width = document.documentElement.clientWidth;
      const wide = [...document.querySelectorAll('body *')].filter(it => {
        if (!shown(it) || it.closest('.aside, [inert]')) return false;
        const box = it.getBoundingClientRect();
        if (!box.width || !box.height || (box.right <= width + 1 && box.left >= -1)) return false;
        // An element that can be scrolled to, or ends in dots, is not lost.
        for (let up = it.parentElement; up && up !== document.body; up = up.parentElement) {
          const { overflowX, textOverflow } = getComputedStyle(up);
          if (['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis') return false;
        }
        return true;
      });
      const scrolls = document.scrollingElement.scrollWidth > width;
      // Nor may anything stick out of its message, where it would be cut off as soon as messages are painted one by one.
      for (const it of document.querySelectorAll('.line :not(.aside, .folded *)')) {
        const line = it.closest('.line').getBoundingClientRect();
        const box = it.getBoundingClientRect();
        if (box.left < line.left - 1 || box.right > line.right + 1 || box.top < line.top - 1 || box.bottom > line.bottom + 1) wide.push(it);
      }
      return [...wide.map(it => `${it.tagName.toLowerCase()}#${it.id}.${it.className}`), ...(scrolls ? ['the page'] : [])];
    },
  };
}

/** @param {{whole_camera?: boolean}} [how]  whole_camera: the page gets the camera for which it asks, else a small one */
export const probe_source = ({ whole_camera = false } = {}) => `(${page_probe})(${JSON.stringify(whole_camera ? {} : small_camera)});`;
