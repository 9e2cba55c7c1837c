// The notes of the pages (watch.mjs), as figures.

const FREEZE_MS = 1_000; // a picture that stands still for longer is seen to; five frames a second come at best
const STEADY_MS = 2_000;
const LINES = 4; // of each, typed and arrived, before it counts that words pass

/**
 * @typedef {{at: number, who: string, what: string}} Said  of somebody, or of the server ('')
 * @typedef {{at: number, samples: number, made_up: number, area: number}} Media  what came so far, and the pixels of the pictures
 * @typedef {{frames: Record<string, number[]>, said: Said[], arrived: [string, number][], lines: string[], media: Media[]}} Report  of one page
 * @typedef {{by: number, texts: string[], ended: boolean}} Stay  what one typed from coming to going, by the number of the report
 */

/** The times between frames that were too long: `{from, to}`; the last may still go on. */
function freezes(frames, since, now) {
  const times = [...frames.filter(it => it >= since), now];
  let before = frames.filter(it => it < since).at(-1) ?? since;
  const all = [];
  for (const at of times) {
    if (at - before > FREEZE_MS) all.push({ from: Math.max(before, since), to: at });
    before = at;
  }
  return all;
}

/** The last words about each. @param {Report} report */
const last_words = report => [...new Map(report.said.map(it => [it.who, it])).values()];

/**
 * Whether all has been well on this page for a while: of everybody is said what should be, and who is connected is seen.
 * @param {Report} report
 * @param {RegExp} as  what is said of people then
 */
function is_steady(report, now, as) {
  const words = last_words(report);
  const seen = name => {
    const frames = report.frames[name] ?? [];
    return !freezes(frames, now - STEADY_MS, now).length && frames.at(-1) > now - FREEZE_MS;
  };
  return words.some(it => it.who) && words.every(({ who, what }) => (who ? as.test(what) && (what !== 'connected' || seen(who)) : !what));
}

/**
 * Whether all is well: on every page, and several lines that each has typed since then are everywhere.
 * @param {Report[]} reports
 * @param {string[]} words  that each types
 */
export function is_well(reports, words, since, now, as) {
  const passes = (word, by) => {
    const typed = reports[by].arrived.filter(([text, at]) => at >= since && text.startsWith(`${word} `)).map(([text]) => text);
    return typed.filter(text => reports.every(it => it.lines.includes(text))).length >= LINES;
  };
  return reports.every(it => is_steady(it, now, as)) && words.every(passes);
}

/**
 * @param {Report[]} reports
 * @param {Stay[]} stays
 * @param {{began: number, from: number, now: number}} when  `from`: the end of the fault, or its beginning where it does not end
 */
export function figures(reports, stays, { began, from, now }) {
  const heals = [0];
  let frozen_ms = 0;
  let frames = 0;
  for (const [side, report] of reports.entries()) {
    for (const { who, what, at } of last_words(report)) {
      if (at >= began) heals.push(at - from);
      // A picture that cannot be here is not missed.
      if (!who || what !== 'connected') continue;
      const seen = report.frames[who] ?? [];
      frames += seen.filter(it => it >= began).length;
      // A page that was opened meanwhile has its first picture late, but nothing froze.
      const first = seen[0] ?? now;
      if (first > began) heals.push(first - from);
      for (const { from: start, to } of freezes(seen, Math.max(began, first), now)) {
        const gone = report.said.find(it => it.who === who && it.what === 'gone' && it.at >= start && it.at < to);
        frozen_ms = Math.max(frozen_ms, (gone?.at ?? to) - start);
        heals.push(to - from);
      }
    }
    // The others' text that was typed by then is here too.
    const here = new Map(report.arrived);
    for (const { by, texts, ended } of stays) {
      if (by === side || ended) continue;
      for (const [text, at] of reports[by].arrived) if (at < from && texts.includes(text)) heals.push((here.get(text) ?? now) - from);
    }
  }
  return {
    messages: stays.flatMap(it => it.texts).length,
    ...truth(reports, stays),
    frames,
    frozen_ms,
    healed_ms: Math.max(...heals),
    said: words_of(reports, began),
  };
}

/** The words that were lost or doubled, and whether they stand in order. */
function truth(reports, stays) {
  // A person's text is on every page but, where its own was opened anew, on that.
  const lost = reports.flatMap((report, side) =>
    stays.filter(it => !(it.ended && it.by === side)).flatMap(it => it.texts.filter(text => !report.lines.includes(text))),
  );
  const doubled = reports.flatMap(it => it.lines.filter((text, at) => it.lines.indexOf(text) !== at));
  const same = (one, other) =>
    one.lines.filter(text => other.lines.includes(text)).join() === other.lines.filter(text => one.lines.includes(text)).join();
  const as_typed = report =>
    stays.every(
      ({ texts }) => report.lines.filter(text => texts.includes(text)).join() === texts.filter(text => report.lines.includes(text)).join(),
    );
  return { lost, doubled, in_order: reports.every(it => as_typed(it) && reports.every(other => same(it, other))) };
}

/** The sentences of the pages from then on, each once. */
function words_of(reports, since) {
  const said = reports.flatMap(it => it.said).filter(it => it.at >= since && it.what && it.what !== 'connected');
  return [...new Set(said.map(({ who, what }) => (who ? `${who}: ${what}` : `“${what}”`)))];
}

/**
 * The sound that was missing on a page between two times, as a share and the most at once, and the pixels of the pictures at their largest
 * before and at the end.
 * @param {Report} report
 */
export function heard_and_seen({ media }, since, until) {
  const those = media.filter(it => it.at >= since && it.at < until);
  const steps = those.slice(1).map((it, at) => {
    const [samples, made_up] = [it.samples - those[at].samples, it.made_up - those[at].made_up];
    return { samples, made_up, ms: samples > 0 ? Math.round(((it.at - those[at].at) * made_up) / samples) : it.at - those[at].at };
  });
  const sum = what => steps.reduce((total, it) => total + it[what], 0);
  return {
    made_up: sum('samples') ? sum('made_up') / sum('samples') : 1,
    longest_ms: Math.max(...steps.map(it => it.ms)),
    area_before: Math.max(...media.filter(it => it.at < since).map(it => it.area)),
    area: those.at(-1)?.area ?? 0,
  };
}
