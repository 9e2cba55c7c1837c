// A Redis of a story's own, where one is installed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Skipped } from './declare.mjs';
import { until } from './waiting.mjs';

const program = '/usr/bin/redis-server';

/**
 * Ends with the story.
 * @param {import('./scene.mjs').Scene} scene
 * @returns {Promise<string>}  for --redis
 */
export async function start_redis(scene) {
  if (!existsSync(program)) throw new Skipped('redis-server is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'tincan-redis-'));
  const socket = join(folder, 'socket');
  const child = spawn(program, ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  scene.at_end(async () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await until('Redis is there', async () => existsSync(socket));
  return `unix://${socket}`;
}
