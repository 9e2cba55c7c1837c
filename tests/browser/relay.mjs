// A server with a relay beside it, as tools/start --turn runs it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { make_certificate } from './authority.mjs';
import { executable } from './executable.mjs';
import { project } from './server.mjs';
import { Skipped } from './declare.mjs';
import { until } from './waiting.mjs';

/** @returns {Promise<number>} a port that nobody listens on */
export function free_port() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port @returns {Promise<boolean>} whether somebody listens there */
export const answers = port =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && true));
    socket.on('error', () => resolve(false));
  });

/** @param {import('./scene.mjs').Scene} scene */
function folder_of_relay(scene) {
  if (!executable('TINCAN_TURNSERVER', ['turnserver'])) throw new Skipped('coturn is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'tincan-turn-'));
  scene.at_end(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The scene is played on it from now on. @param {import('./scene.mjs').Scene} scene */
export async function server_with_relay(scene) {
  const relay = { port: await free_port(), folder: folder_of_relay(scene) };
  const server = await scene.server([], relay);
  scene.address = server.address;
  return { server, relay };
}

/** A relay that no server stands beside, with the configuration that one of those has left. @param {import('./scene.mjs').Scene} scene */
export async function relay_alone(scene, { port, folder }) {
  const turnserver = spawn('turnserver', ['-c', join(folder, 'turnserver.conf')], { stdio: 'ignore' });
  const ended = once(turnserver, 'exit');
  process.once('exit', () => turnserver.kill('SIGKILL'));
  scene.at_end(async () => turnserver.kill() && (await ended));
  await until('the relay listens', () => answers(port));
}

/**
 * The same with a relay that is reached over TLS alone, as docs/deployment.md tells to run one.
 * @param {import('./scene.mjs').Scene} scene
 * @returns {Promise<string>}  the authority that vouches for it, as the path of its certificate
 */
export async function server_with_relay_over_tls(scene) {
  const folder = folder_of_relay(scene);
  const { certificate, key, authority } = make_certificate(folder);
  const port = await free_port();
  const [secret, configuration] = ['secret', 'turnserver.conf'].map(it => join(folder, it));
  writeFileSync(secret, 'a secret of two', { mode: 0o600 });
  const usual = execFileSync(
    'bash',
    ['-c', `. ${project}/tools/lib/turn.sh && turn_configuration 127.0.0.1 ${await free_port()} 'a secret of two' ${folder}`],
    { encoding: 'utf8' },
  );
  writeFileSync(configuration, `${usual.replace(/^no-tls$/m, '')}tls-listening-port=${port}\ncert=${certificate}\npkey=${key}\n`);
  await relay_alone(scene, { port, folder });
  const server = await scene.server(['--turn', `turns:localhost:${port}?transport=tcp`, '--turn-secret-file', secret]);
  scene.address = server.address;
  return authority;
}
