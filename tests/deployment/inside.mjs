// Runs what docs/deployment.md says in a network and with an /etc of its own (isolated.mjs): node inside.mjs CASE
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { get } from 'node:http';
import { get as get_over_tls } from 'node:https';
import { join } from 'node:path';
import { program, project } from '../browser/server.mjs';
import { block } from './documented.mjs';
import { visit } from './visitor.mjs';

const PATIENCE_MS = 60_000;
const folder = mkdtempSync('/tmp/tincan-deployment-');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const pages = join(folder, 'page');
mkdirSync(pages);
writeFileSync(join(pages, 'index.html'), '<!doctype html>');

/** Ends with this process. @param {string} command @param {string[]} words */
function start(command, ...words) {
  const child = spawn(command, words, { stdio: ['ignore', 'inherit', 'inherit'], cwd: folder });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

const run = (/** @type {string} */ command, /** @type {string[]} */ ...words) =>
  execFileSync(command, words, { cwd: folder, encoding: 'utf8' });
const serve = (/** @type {string[]} */ ...options) => start(program, '--pages', pages, ...options);
const write = (/** @type {string} */ name, /** @type {string} */ text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** fullchain.pem and privkey.pem. @param {string} host @param {string} at  the folder for them */
function make_certificate_of(host, at) {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${at}/privkey.pem`];
  run('openssl', 'req', '-x509', ...key, '-out', `${at}/fullchain.pem`, '-subj', `/CN=${host}`);
}

function make_certificate() {
  make_certificate_of('chat.example.org', '/etc/tincan');
  const both = ['fullchain.pem', 'privkey.pem'].map(name => readFileSync(`/etc/tincan/${name}`, 'utf8'));
  writeFileSync('/etc/tincan/haproxy.pem', both.join(''));
}

/** Until it does not throw any more. @template T @param {() => Promise<T>} attempt */
async function eventually(attempt) {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

const fetched = (/** @type {string} */ url) =>
  eventually(
    () =>
      new Promise((resolve, reject) => {
        get(url, answer => {
          let text = '';
          answer.on('data', part => (text += part)).on('end', () => resolve(text));
        }).on('error', reject);
      }),
  );

/** The configuration that nginx wants around a server. @param {string} server */
const nginx = server => {
  const own = `daemon off; pid ${folder}/pid; error_log ${folder}/errors; events {}\n`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(it => `${it}_temp_path ${folder}/${it};`).join(' ');
  start('nginx', '-c', write('nginx.conf', `${own}http { access_log off; ${temporary}\n${server}}`), '-p', folder);
};

/** A server of STUN answers a binding request (RFC 8489 section 5). @param {number} port */
async function ask_for_binding(port) {
  const socket = createSocket('udp4');
  const question = Buffer.alloc(20);
  question.writeUInt16BE(0x0001, 0);
  question.writeUInt32BE(0x2112a442, 4);
  await eventually(
    () =>
      new Promise((resolve, reject) => {
        socket.removeAllListeners('message');
        socket.once('message', answer => (answer.readUInt16BE(0) === 0x0101 ? resolve(undefined) : reject(new Error('no binding'))));
        socket.send(question, port, '203.0.113.5', error => error && reject(error));
        setTimeout(() => reject(new Error('nobody answers')), 500);
      }),
  );
  socket.close();
}

/** @param {string} host */
const start_redis = host => start('redis-server', write('redis.conf', `bind ${host}\nport 6379\nsave ""\n${block('redis')}`));

async function serve_from_redis() {
  const password = />(\S+)/.exec(block('redis'))?.[1] ?? '';
  const options = ['--redis', 'redis://tincan@127.0.0.1:6379/1', '--redis-password-file', write('password', password)];
  serve(...options, '--metrics-port', '9464', '--expiry-ms', '300');
  await eventually(async () => {
    if (String(await fetched('http://127.0.0.1:9464/readyz')) !== 'ready\n') throw new Error('not ready');
  });
}

/** @type {Record<string, () => Promise<void>>} */
const cases = {
  async inside() {
    make_certificate();
    const files = ['--tls-certificate', '/etc/tincan/fullchain.pem', '--tls-key', '/etc/tincan/privkey.pem'];
    serve('--host', '0.0.0.0', '--port', '443', '--redirect-port', '80', '--hsts-seconds', '31536000', ...files);
    await visit('/');
  },
  async home() {
    const own = join(folder, 'tls');
    const said = run('bash', '-ec', `. ${project}/tools/lib/tls.sh && tls_start 8443 ${own}`);
    const address = /https:\/\/203\.0\.113\.5:8443/.exec(said)?.[0];
    if (!address) throw new Error(`nobody is told where to go: ${said}`);
    serve('--host', '0.0.0.0', '--port', '8443', '--tls-certificate', join(own, 'certificate.pem'), '--tls-key', join(own, 'key.pem'));
    // A phone that trusts the authority asks without a warning.
    const ca = readFileSync(join(own, 'authority.pem'));
    await eventually(() => new Promise((resolve, reject) => get_over_tls(address, { ca }, resolve).on('error', reject)));
  },
  async nginx() {
    make_certificate();
    serve('--trusted-proxy', '127.0.0.1');
    nginx(block('nginx'));
    await visit('/');
  },
  async path() {
    make_certificate();
    serve('--trusted-proxy', '127.0.0.1', '--base-path', '/chat/');
    nginx(block('nginx-path'));
    await visit('/chat/');
  },
  async haproxy() {
    make_certificate();
    serve('--trusted-proxy', '127.0.0.1');
    start('haproxy', '-db', '-f', write('haproxy.cfg', block('haproxy')));
    await visit('/');
  },
  async caddy() {
    serve('--trusted-proxy', '127.0.0.1');
    process.env.HOME = process.env.XDG_DATA_HOME = process.env.XDG_CONFIG_HOME = folder;
    // Here no authority is reached.
    const local = '{\n\tlocal_certs\n\tskip_install_trust\n}\n';
    start('caddy', 'run', '--adapter', 'caddyfile', '--config', write('Caddyfile', local + block('caddy')));
    await visit('/');
  },
  async coturn() {
    symlinkSync(join(project, 'tools'), join(folder, 'tools'));
    start('bash', '-ec', block('coturn'));
    await ask_for_binding(3478);
    run(program, '--check', '--turn', 'turn:chat.example.org?transport=udp', '--turn-secret-file', join(folder, 'turn-secret'));
  },
  async redis() {
    start_redis('127.0.0.1');
    await serve_from_redis();
    // Somebody comes, a letter goes, and everything that scripts do is done when they have expired.
    const api = (/** @type {string} */ path, /** @type {object} */ body) =>
      fetch(`http://127.0.0.1:8080/api/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const seat = (/** @type {string} */ letter) => ({ room: 'A'.repeat(22), member: letter.repeat(21) + 'A', token: 'A'.repeat(22) });
    for (const letter of 'AB') {
      const joined = await api('join', { ...seat(letter), hello: 'aGVsbG8' });
      if (joined.status !== 200) throw new Error(`join: ${await joined.text()}`);
    }
    const posted = await api('post', { ...seat('A'), after: 0, letters: [{ to: seat('B').member, body: 'aGVsbG8' }] });
    if (posted.status !== 204) throw new Error(`post: ${await posted.text()}`);
    await eventually(async () => {
      if (!/^tincan_members 0$/m.test(String(await fetched('http://127.0.0.1:9464/metrics')))) throw new Error('somebody is left');
    });
    const failures = String(await fetched('http://127.0.0.1:9464/metrics')).match(/^tincan_redis_failures_total .*$/m)?.[0];
    if (failures !== 'tincan_redis_failures_total 0') throw new Error(failures);
  },
  // Node and Redis are two computers: two addresses of this one, at each of which the other's ports are closed.
  async stunnel() {
    start_redis('127.0.0.2');
    mkdirSync('/etc/stunnel', { recursive: true });
    make_certificate_of('redis.example.org', '/etc/stunnel');
    // Here no authority is reached.
    cpSync('/etc/stunnel/fullchain.pem', '/etc/stunnel/authority.pem');
    writeFileSync('/etc/hosts', '127.0.0.2 redis.example.org\n', { flag: 'a' });
    const beside_redis = block('stunnel-redis')
      .replace('accept = 6380', 'accept = 127.0.0.2:6380')
      .replace('127.0.0.1:6379', '127.0.0.2:6379');
    const beside_node = block('stunnel-node').replace('/etc/ssl/certs/ca-certificates.crt', '/etc/stunnel/authority.pem');
    for (const [at, text] of [beside_redis, beside_node].entries())
      start('stunnel', write(`stunnel-${at}.conf`, `foreground = yes\npid =\n${text}`));
    await serve_from_redis();
  },
  async uacme() {
    const challenges = join(folder, 'challenges');
    mkdirSync(challenges);
    serve('--acme-folder', challenges);
    const hook = /-h (\S+)/.exec(block('uacme'))?.[1] ?? '';
    process.env.UACME_CHALLENGE_PATH = challenges;
    await fetched('http://127.0.0.1:8080/');
    run(process.env.TINCAN_UACME_HOOK ?? hook, 'begin', 'http-01', 'chat.example.org', 'to-ken', 'to-ken.thumbprint');
    const told = await fetched('http://127.0.0.1:8080/.well-known/acme-challenge/to-ken');
    if (String(told).trim() !== 'to-ken.thumbprint') throw new Error(`told: ${told}`);
  },
  async compose() {
    const command = /command: (\["--host"[^\]]*\])/.exec(block('yaml'))?.[1] ?? '';
    mkdirSync('/run/secrets');
    writeFileSync('/run/secrets/turn-secret', 'secret');
    run(program, '--check', ...JSON.parse(command));
  },
  async prometheus() {
    serve('--metrics-port', '9464');
    run('promtool', 'check', 'config', write('prometheus.yml', block('prometheus')));
    run('promtool', 'check', 'rules', join(project, 'tools/monitoring/alerts.yml'));
    run('promtool', 'test', 'rules', join(project, 'tools/monitoring/alerts_test.yml'));
    await fetched('http://127.0.0.1:8080/');
    const figures = String(await fetched('http://127.0.0.1:9464/metrics'));
    execFileSync('promtool', ['check', 'metrics'], { input: figures, stdio: ['pipe', 'inherit', 'inherit'] });
    // All that the board and the alerts ask for is told, or would be.
    const asked = ['board.json', 'alerts.yml'].map(name => readFileSync(join(project, 'tools/monitoring', name), 'utf8')).join('');
    const unknown = [...new Set(asked.match(/\btincan_[a-z_]+/g))].filter(
      name => !figures.includes(`# TYPE ${name.replace(/_bucket$/, '')} `) && !/certificate|handshakes|redis/.test(name),
    );
    if (unknown.length) throw new Error(`nobody tells ${unknown}`);
  },
};

await cases[process.argv[2]]();
process.exit(0);
