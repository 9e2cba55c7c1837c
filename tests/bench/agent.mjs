// Sits in a page under measurement, Tincan's or the plain one, and does what a very quick person would do. It runs in the page,
// before the page's own scripts, and knows of it only what is on the screen.
export function agent({ kind, name, first, call_at_once }) {
  const at = {
    tincan: {
      inside: () => document.querySelector('#room')?.hidden === false,
      met: () => document.querySelectorAll('#row-people [data-me="false"][data-state="connected"]').length,
      message: '#composer',
      // The effect of the Enter key in each of them.
      send: field => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })),
      remote: '#tiles [data-me="false"] video',
      own: '#tiles [data-me="true"] video',
    },
    plain: {
      inside: () => bench.pressed,
      met: () => Number(document.querySelector('#people')?.dataset.count ?? 0),
      message: '#message',
      send: field => field.form.requestSubmit(),
      remote: 'video[data-remote]',
      own: '#tiles video:not([data-remote])',
    },
  }[kind];
  const clock = () => performance.timeOrigin + performance.now();
  const waits = [];
  const bench = (globalThis.bench = { usable: 0, ready: 0, inside: false, met_one: 0, met_seven: 0, entered_at: 0 });

  const write = text => {
    const field = document.querySelector(at.message);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    at.send(field);
  };
  const on_line = (text, act) => waits.push({ text, act });

  bench.hears = text =>
    new Promise(done => {
      on_line(text, () => done(clock()));
    });

  // When the browser got the last Enter key.
  const note_enter = event => event.key === 'Enter' && (bench.entered_at = performance.timeOrigin + event.timeStamp);
  addEventListener('keydown', note_enter, true);

  /** Says `count` lines, some in each frame, and names the last of them. */
  bench.fill = async (who, count) => {
    for (let i = 1; i < count; ++i) {
      write(`${who} says line ${i}, which is as long as most are`);
      if (i % 10 === 0) await new Promise(done => requestAnimationFrame(done));
    }
    write(`${who}-last.`);
  };

  bench.echoes = () => {
    let next = 0;
    const answer = () => {
      write(`pong-${next}.`);
      on_line(`ping-${++next}.`, answer);
    };
    on_line('ping-0.', answer);
  };

  bench.round_trips = async count => {
    const times = [];
    for (let i = 0; i < count; ++i) {
      const begin = performance.now();
      const back = new Promise(done => on_line(`pong-${i}.`, done));
      write(`ping-${i}.`);
      await back;
      times.push(performance.now() - begin);
    }
    return times;
  };

  bench.met = at.met;
  bench.pictures = () =>
    [...document.querySelectorAll(at.remote)].map(it => ({
      frames: it.getVideoPlaybackQuality().totalVideoFrames,
      pixels: it.videoWidth * it.videoHeight,
    }));
  bench.own_picture = () => (document.querySelector(at.own)?.videoWidth ?? 0) > 0;
  bench.watch = () => {
    const look = () => {
      const video = document.querySelector(at.remote);
      if (!video) return requestAnimationFrame(look);
      video.requestVideoFrameCallback(() => (bench.first_frame = clock()));
    };
    look();
  };
  bench.click_call = () => {
    bench.clicked = clock();
    document.querySelector('#join-call').click();
  };

  // Enter is pressed as soon as there is something to press, whether or not the page is ready for it.
  const enter = () => {
    const field = document.querySelector('#name');
    field.value = name;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('#enter-form').requestSubmit();
    bench.pressed = true;
    if (kind === 'plain' && first) write(first);
    look([]);
  };
  if (name) addEventListener('DOMContentLoaded', enter);

  const look = records => {
    if (!bench.inside && at.inside()) {
      bench.inside = true;
      if (kind === 'tincan' && first) write(first);
    }
    if (!bench.met_one && at.met() > 0) {
      bench.met_one = clock();
      if (call_at_once) {
        bench.watch();
        bench.click_call();
      }
    }
    if (!bench.met_seven && at.met() === 7) bench.met_seven = Date.now();
    // To look costs the page time, so only what somebody waits for is looked for.
    for (const record of waits.length ? records : []) {
      for (const node of record.addedNodes) {
        const text = node.textContent ?? '';
        if (!text.includes('-')) continue;
        const found = waits.findIndex(wait => text.includes(wait.text));
        if (found >= 0) waits.splice(found, 1)[0].act();
      }
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  new PerformanceObserver(list => {
    for (const mark of list.getEntries()) bench[mark.name] = mark.startTime;
  }).observe({ type: 'mark', buffered: true });
}
