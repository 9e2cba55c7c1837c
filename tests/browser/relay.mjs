// A server with a relay beside it, as tools/start --turn runs it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executable } from './executable.mjs';
import { Skipped } from './telling.mjs';

/** @returns {Promise<number>} a port that nobody listens on */
export function free_port() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The scene is played on it from now on. @param {import('./scene.mjs').Scene} scene */
export async function server_with_relay(scene) {
  if (!executable('TINCAN_TURNSERVER', ['turnserver'])) throw new Skipped('coturn is not installed');
  const relay = { port: await free_port(), folder: mkdtempSync(join(tmpdir(), 'tincan-turn-')) };
  scene.at_end(async () => rmSync(relay.folder, { recursive: true, force: true }));
  const server = await scene.server([], relay);
  scene.address = server.address;
  return { server, relay };
}
