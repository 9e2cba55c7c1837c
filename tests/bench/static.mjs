// The page's files as the server gives them, beside nginx with the same files, which are compressed already: requests per CPU second.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cpu_seconds_of, descendants } from '../browser/processes.mjs';
import { free_port } from '../browser/relay.mjs';

const turns = 3;
const seconds = '5';
const connections = '32';

// A small one, one between, and the largest of those that a page needs first.
const chosen = [/^index\.html$/, /^main-.*\.js$/, /^tincan-.*\.wasm$/];

const is_here = program => {
  try {
    execFileSync('which', [program]);
    return true;
  } catch {
    return false;
  }
};

/** As an operator would set it up: one worker, the files as they are, compressed before. */
const configuration = (folder, pages, port) => `
  daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/errors;
  events { worker_connections 512; }
  http {
    types { text/html html; application/wasm wasm; text/javascript js; }
    access_log off; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 1000000;
    client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
    server { listen 127.0.0.1:${port}; root ${pages}; }
  }`;

async function answers(url) {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error(`nobody answers at ${url}`);
}

/**
 * @param {{start: Function, begin: Function, run: Function, stop: (pid: number) => void, program: string, pages: string}} tools
 * @returns {Promise<{file: string, bytes: number, ours: number[], nginx: number[]}[] | string>}  requests per CPU second; or why there are none
 */
export async function static_files({ start, begin, run, stop, program, pages }) {
  const missing = ['nginx', 'wrk'].filter(it => !is_here(it));
  if (missing.length) return `The page's files were not measured beside nginx: there is no ${missing.join(' and no ')} here.`;
  const names = readdirSync(pages).filter(it => chosen.some(one => one.test(it)));
  const folder = mkdtempSync('/tmp/tincan-bench-nginx-');
  const port = await free_port();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, resolve(pages), port));
  const { line, pid } = await start(program, '--port', '0', '--pages', pages);
  const nginx = begin('nginx', '-p', folder, '-c', file);
  const servers = { ours: { pid, port: Number(/:(\d+)/.exec(line)?.[1]) }, nginx: { pid: nginx.pid, port } };
  const rows = names.map(name => ({
    file: name.replace(/-.*\./, '.'),
    bytes: readFileSync(join(pages, `${name}.gz`)).length,
    ours: [],
    nginx: [],
  }));
  for (const it of Object.values(servers)) await answers(`http://127.0.0.1:${it.port}/${names[0]}`);
  for (let turn = 0; turn < turns; ++turn) {
    for (const [at, name] of names.entries()) {
      for (const [who, server] of Object.entries(servers)) {
        const used = () => cpu_seconds_of([server.pid, ...descendants(server.pid).map(it => it.pid)]);
        const before = used();
        const told = await run(
          'wrk',
          '-t1',
          `-c${connections}`,
          `-d${seconds}s`,
          '-H',
          'Accept-Encoding: gzip',
          `http://127.0.0.1:${server.port}/${name}`,
        );
        rows[at][who].push(Number(/(\d+) requests in/.exec(told)?.[1]) / (used() - before));
      }
    }
  }
  stop(pid);
  // Its worker ends with it.
  nginx.kill('SIGTERM');
  await once(nginx, 'exit');
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

/** @param {Awaited<ReturnType<typeof static_files>>} rows @param {(values: number[]) => number} median */
export function static_table(rows, median) {
  if (typeof rows === 'string') return rows;
  const lines = ['| file of the page, gzip | bytes | requests per CPU second | nginx | ratio |', '| --- | ---: | ---: | ---: | ---: |'];
  const row = (file, bytes, a, b) => lines.push(`| ${file} | ${bytes} | ${Math.round(a)} | ${Math.round(b)} | ${(a / b).toFixed(2)} |`);
  const total = { bytes: 0, ours: 0, nginx: 0 };
  for (const { file, bytes, ours, nginx } of rows) {
    const [a, b] = [median(ours), median(nginx)];
    row(file, bytes, a, b);
    total.bytes += bytes;
    total.ours += 1 / a;
    total.nginx += 1 / b;
  }
  row('each of them once', total.bytes, 1 / total.ours, 1 / total.nginx);
  return lines.join('\n');
}
