// The processes of a browser: a dozen. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

/** One that ended meanwhile has no words. */
function words_of(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Those that it has started, and those that they have. @param {number} root @returns {{pid: number, command: string}[]} */
export function descendants(root) {
  const all = readdirSync('/proc').filter(it => /^\d+$/.test(it));
  // "pid (name) state parent ...", and in a name there may be anything (proc(5)).
  const parents = new Map(all.map(pid => [pid, / \w (\d+) [^)]*$/.exec(words_of(pid, 'stat'))?.[1]]));
  const found = new Set([String(root)]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  found.delete(String(root));
  return [...found].map(pid => ({ pid: Number(pid), command: words_of(pid, 'cmdline').replaceAll('\0', ' ') }));
}

/** Seconds of CPU time that its descendants which are there now have used so far. @param {number} root */
export const cpu_seconds = root => cpu_seconds_of(descendants(root).map(it => it.pid));

/** @param {number[]} pids */
export function cpu_seconds_of(pids) {
  const ticks_per_second = 100; // the unit in which Linux tells programs of it (proc(5))
  const ticks = pids.map(pid => {
    const fields = words_of(pid, 'stat').split(') ').at(-1).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0); // utime and stime
  });
  return ticks.reduce((sum, it) => sum + it, 0) / ticks_per_second;
}

/** Says it to all of them; who ended meanwhile need not hear it. @param {NodeJS.Signals} which @param {number[]} pids */
export function signal(which, pids) {
  for (const pid of pids) {
    try {
      process.kill(pid, which);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}
