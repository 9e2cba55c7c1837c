// Tincan's server as a process: on a free port, with an end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));
const with_relay = `. ${project}/tools/lib/turn.sh && turn_start localhost "$1" "$0" && exec "\${@:2}" "\${turn_options[@]}"`;

/** Where tools/build has put the server and the page. */
export const build = process.env.TINCAN_BUILD ?? join(project, 'build');

/** The server's program. */
export const program = process.env.TINCAN_SERVER ?? join(build, 'native/tincan-server');

/**
 * @param {string[]} [options]  as of tincan-server; `--port N` for the port of one that has ended
 * @param {{port: number, folder: string}} [relay]  a relay beside it, as tools/start --turn=PORT has one
 * @returns {Promise<Server>}
 */
export async function start_server(options = [], relay) {
  const words = [
    program,
    ...(options.includes('--pages') ? [] : ['--pages', join(build, 'page')]),
    ...(options.includes('--port') ? [] : ['--port', '0']),
    ...options,
  ];
  if (relay) words.unshift('bash', '-c', with_relay, relay.folder, String(relay.port));
  const child = spawn(words[0], words.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  // Even a run that breaks off leaves nothing behind.
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const port = /^Listening on http:\/\/.*:(\d+)/.exec(line)?.[1];
    if (port) return new Server(child, ended, Number(port));
  }
  throw new Error('the server did not start');
}

export class Server {
  constructor(child, ended, port) {
    this.child = child;
    this.ended = ended;
    this.port = port;
    this.address = `http://localhost:${port}/`;
  }

  /** As a crash: at once, with no goodbye. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async stop() {
    this.child.kill('SIGTERM');
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 2_000);
    await this.ended;
    clearTimeout(patience);
  }
}
