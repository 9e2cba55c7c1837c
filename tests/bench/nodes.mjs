// Letters of 4 KB over one server with rooms in its memory, over one with rooms in Redis, and over two with one Redis. What a letter costs is
// what all these processes take.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const turns = 3;
const members = '1000';
const letters = '30000';
const body = '4096';
const bursts = ['1', '8'];
const generous = ['--letters-per-second', '1000000', '--letter-burst', '1000000', '--rooms', '1000000'];

/** Until it answers as one whose Redis is there. @param {number} port */
async function is_ready(port) {
  const question = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ room: 'A'.repeat(22) }),
  };
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/look`, question).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('the server does not reach its Redis');
}

/**
 * @param {{start: Function, run: Function, stop: (pid: number) => void, program: string, load: string}} tools
 * @returns {Promise<object[]>} of each setting and each size of a burst, all samples
 */
export async function nodes({ start, run, stop, program, load }) {
  const samples = [];
  for (let turn = 0; turn < turns; ++turn) {
    for (const [name, servers, over] of [
      ['one server, memory', 1, false],
      ['one server and Redis', 1, true],
      ['two servers and one Redis', 2, true],
    ]) {
      const folder = mkdtempSync('/tmp/tincan-bench-redis-');
      const socket = join(folder, 'socket');
      const pids = [];
      const ports = [];
      if (over) {
        const redis = await start('redis-server', '--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '');
        while (!existsSync(socket)) await new Promise(resolve => setTimeout(resolve, 20));
        pids.push(redis.pid);
      }
      for (let i = 0; i < servers; ++i) {
        const { line, pid } = await start(program, '--port', '0', ...generous, ...(over ? ['--redis', `unix://${socket}`] : []));
        pids.unshift(pid);
        ports.push(Number(/:(\d+)/.exec(line)?.[1]));
      }
      for (const port of ports) await is_ready(port);
      for (const burst of bursts)
        samples.push({
          name,
          ...JSON.parse(await run(load, 'http', pids.join(), ports.join(), members, letters, burst, '256', body)),
        });
      pids.forEach(stop);
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return samples;
}

/** @param {any[]} samples @param {(values: number[]) => number} median */
export function nodes_table(samples, median) {
  const lines = [
    '| letters of 4 KB | in a burst | letters per second | per CPU second of all | p50 at rest, ms | p50 busy, ms | p99 busy, ms |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const row of new Set(samples.map(each => `${each.name} | ${each.burst}`))) {
    const of = (/** @type {(sample: any) => number} */ figure) =>
      median(samples.filter(each => `${each.name} | ${each.burst}` === row).map(figure));
    const ms = (/** @type {(sample: any) => number} */ figure) => (of(figure) / 1000).toFixed(2);
    lines.push(
      `| ${row} | ${of(it => it.letters_per_second)} | ${of(it => it.letters_per_cpu_second)} | ` +
        `${ms(it => it.quiet_us.p50)} | ${ms(it => it.busy_us.p50)} | ${ms(it => it.busy_us.p99)} |`,
    );
  }
  return lines.join('\n');
}
