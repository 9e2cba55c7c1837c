// A TURN server as a process: coturn, which takes the credentials that Tincan's server makes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executable } from './executable.mjs';
import { Skipped } from './telling.mjs';
import { until } from './waiting.mjs';

/** @returns {Promise<number>} a port that nobody listens on */
function free_port() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const answers = port =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && true));
    socket.on('error', () => resolve(false));
  });

/**
 * A relay for the length of the story.
 * @param {import('./scene.mjs').Scene} scene
 * @returns {Promise<string[]>}  the options of tincan-server that name it
 */
export async function start_turn(scene) {
  const turnserver = executable('TINCAN_TURNSERVER', ['turnserver']);
  if (!turnserver) throw new Skipped('coturn is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'tincan-turn-'));
  const port = await free_port();
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'what only two servers know\n');
  const child = spawn(
    turnserver,
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--fingerprint', '--simple-log', '--log-file=/dev/null', '--realm=tincan.test'],
      ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`, '--allow-loopback-peers'],
      ...['--use-auth-secret', '--static-auth-secret=what only two servers know', `--pidfile=${folder}/pid`, `--userdb=${folder}/db`],
    ],
    { stdio: 'ignore' },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  scene.at_end(async () => {
    process.removeListener('exit', kill);
    kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await until('the relay listens', () => answers(port));
  return ['--turn', `turn:127.0.0.1:${port}?transport=udp`, '--turn', `turn:127.0.0.1:${port}?transport=tcp`, '--turn-secret-file', secret];
}
