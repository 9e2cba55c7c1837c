// Every configuration in docs/deployment.md is started as it stands, in a network and with an /etc of its own. Needs root; a program that
// is not there is a skipped test.
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const inside = fileURLToPath(new URL('inside.mjs', import.meta.url));
const is_root = process.getuid?.() === 0;
// The names of the documentation lead to this computer, which has an address besides: coturn wants one.
const setting = `
  ip link set lo up
  ip link add public type veth peer name others && ip address add 203.0.113.5/24 dev public
  ip link set public up && ip link set others up
  own=$(mktemp -d) && mount -t tmpfs tmpfs "$own" && mkdir "$own/changed" "$own/work"
  mount -t overlay overlay -o "lowerdir=/etc,upperdir=$own/changed,workdir=$own/work" /etc
  mkdir /etc/tincan && echo 127.0.0.1 chat.example.org >>/etc/hosts
  mount -t tmpfs tmpfs /run
  exec "$@"`;

/** @param {string} command */
const has = command =>
  promisify(execFile)('bash', ['-c', `command -v ${command}`]).then(
    () => true,
    () => false,
  );

/** @param {string} name @param {string} which @param {string} [needs]  a program */
function story(name, which, needs = 'bash') {
  test(name, async context => {
    if (!is_root) return context.skip('only root may have a network of its own');
    if (!(await has(needs))) return context.skip(`there is no ${needs} here`);
    const words = [
      '--mount',
      '--net',
      '--pid',
      '--fork',
      '--mount-proc',
      '--kill-child',
      '--propagation',
      'private',
      'bash',
      '-ec',
      setting,
      'bash',
      process.execPath,
      inside,
      which,
    ];
    await promisify(execFile)('unshare', words, { timeout: 300_000 });
  });
}

story('TLS inside: people come to the page, and letters come at once', 'inside', 'openssl');
story('a home: the certificate that tools/start --tls makes is that of this address', 'home', 'openssl');
story('nginx, as documented, holds no letter back', 'nginx', 'nginx');
story('nginx with a path before it', 'path', 'nginx');
story('haproxy, as documented, holds no letter back', 'haproxy', 'haproxy');
story('Caddy, as documented, holds no letter back', 'caddy', 'caddy');
story('coturn, as documented, answers those who ask for their address', 'coturn', 'turnserver');
story('Redis, as documented, gives the server all that it needs and nothing more', 'redis', 'redis-server');
story('stunnel, as documented, carries what goes to Redis', 'stunnel', 'stunnel');
story("uacme's hook puts its answer where the server tells it", 'uacme', process.env.TINCAN_UACME_HOOK ?? '/usr/share/uacme/uacme.sh');
story('the options in the file for containers are good', 'compose');
story('Prometheus understands figures, alerts and its own configuration', 'prometheus', 'promtool');
