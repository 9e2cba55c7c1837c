// What two pages wrote down (watch.mjs), as figures.

const FREEZE_MS = 1_000; // a picture that stands still for longer is seen to; ten frames a second come at best
const STEADY_MS = 2_000;

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

/** What is said last of each subject: of the other, and of the server (''). */
const last_words = report => new Map(report.said.map(it => [it.who, it]));
const is_good = ({ who, what }) => what === (who ? 'connected' : '');

/** Whether all has been well on this side for a while. */
export function is_steady(report, now) {
  const words = [...last_words(report).values()];
  return words.some(it => it.who) && words.every(is_good) && !freezes(report.frames, now - STEADY_MS, now).length && report.frames.at(-1) > now - FREEZE_MS;
}

/**
 * @param {object[]} reports  of both sides
 * @param {string[][]} typed  by each side
 * @param {{began: number, from: number, now: number}} when  `from`: the end of the fault, or its beginning where it does not end
 */
export function figures(reports, typed, { began, from, now }) {
  const heals = [0];
  let frozen_ms = 0;
  let frames = 0;
  for (const [side, report] of reports.entries()) {
    for (const { from: start, to } of freezes(report.frames, began, now)) {
      frozen_ms = Math.max(frozen_ms, to - start);
      heals.push(to - from);
    }
    frames += report.frames.filter(it => it >= began).length;
    for (const word of last_words(report).values()) if (word.at >= began) heals.push(word.at - from);
    // What the other had typed by then is here too.
    const here = new Map(report.arrived);
    for (const [text, at] of reports[1 - side].arrived) if (at < from && typed[1 - side].includes(text)) heals.push((here.get(text) ?? now) - from);
  }
  const all = typed.flat();
  const lost = reports.flatMap(it => all.filter(text => !it.lines.includes(text)));
  const doubled = reports.flatMap(it => it.lines.filter((text, at) => it.lines.indexOf(text) !== at));
  const by = (report, side) => report.lines.filter(text => typed[side].includes(text)).join();
  const in_order = reports.every(it => by(it, 0) === typed[0].join() && by(it, 1) === typed[1].join()) && reports[0].lines.join() === reports[1].lines.join();
  return { messages: all.length, lost, doubled, in_order, frames, frozen_ms, healed_ms: Math.max(...heals), said: words_of(reports, began) };
}

/** What the pages said from then on, each thing once. */
function words_of(reports, since) {
  const said = reports.flatMap(it => it.said).filter(it => it.at >= since && it.what && it.what !== 'connected');
  return [...new Set(said.map(({ who, what }) => (who ? `${who}: ${what}` : `“${what}”`)))];
}
