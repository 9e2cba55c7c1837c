// The package for Debian, from its making to its removal: in a fresh Debian 12 that is booted for it, its units start, sandbox and serve.
// Needs root, mmdebstrap and systemd-nspawn; takes minutes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { project } from '../browser/server.mjs';

const run = (/** @type {string} */ command, /** @type {string[]} */ ...words) =>
  execFileSync(command, words, { cwd: project, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });

function missing() {
  if (process.getuid?.() !== 0) return 'only root may boot a system';
  for (const command of ['mmdebstrap', 'systemd-nspawn', 'dpkg-shlibdeps']) {
    try {
      run('bash', '-c', `command -v ${command}`);
    } catch {
      return `there is no ${command} here`;
    }
  }
  return '';
}

// Runs inside, as the last unit of the boot. (A bare system has no program that asks by HTTP.)
const drive = `
ask() { exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET %s HTTP/1.0\\r\\n\\r\\n' "$1" >&3 && cat <&3; }
echo "=== page"; ask / | head -n 1
echo "=== sandbox"; pid=$(systemctl show -p MainPID --value tincan.service)
grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' "/proc/$pid/status"
echo "=== restart"
for _ in 1 2 3 4 5 6 7 8 9 10; do ask / | head -n 1; done & systemctl restart tincan.service; wait
echo "=== check"; tincan-server --config /etc/tincan/tincan.conf --check
echo "=== failed"; systemctl --failed --no-legend
echo "=== removal"; apt-get purge -y tincan >/dev/null 2>&1; find /etc /usr /var/lib -iname '*tincan*' -not -path '*/dpkg/*' -not -path '*/apt/*'
`;

test('the package installs on a bare Debian 12, serves, refuses nobody in a restart, and goes without a trace', async context => {
  const why = missing();
  if (why) return context.skip(why);
  const built = run('tools/package/build').trim().split('\n');
  const deb = built.find(it => it.endsWith('.deb'));
  assert.ok(deb, `no package among ${built}`);
  const root = mkdtempSync('/var/tmp/tincan-root-');
  try {
    const sources = readdirSync('/etc/apt/sources.list.d').map(it => join('/etc/apt/sources.list.d', it));
    run(
      'mmdebstrap',
      '--quiet',
      '--variant=minbase',
      '--include=systemd,dbus,libssl3',
      'bookworm',
      root,
      ...sources.filter(it => /\\.(list|sources)$/.test(it)),
    );
    copyFileSync(join(project, deb), join(root, 'tincan.deb'));
    run('chroot', root, 'dpkg', '--install', '/tincan.deb');
    writeFileSync(join(root, 'drive'), drive);
    const unit = ['[Unit]', 'After=tincan.socket network.target', 'Wants=tincan.socket', '[Service]', 'Type=oneshot'];
    unit.push(
      'ExecStart=-/bin/bash /drive',
      'ExecStopPost=/bin/sh -c "systemctl --no-block poweroff >/dev/null 2>&1"',
      'StandardOutput=append:/said',
      'StandardError=inherit',
    );
    writeFileSync(join(root, 'etc/systemd/system/drive.service'), unit.join('\n') + '\n');
    mkdirSync(join(root, 'etc/systemd/system/multi-user.target.wants'), { recursive: true });
    symlinkSync('/etc/systemd/system/drive.service', join(root, 'etc/systemd/system/multi-user.target.wants/drive.service'));
    const how = ['--register=no', '--keep-unit', '--private-network', '--console=pipe', '--link-journal=no'];
    run('timeout', '300', 'systemd-nspawn', '-q', '-D', root, ...how, '-b');
    const said = readFileSync(join(root, 'said'), 'utf8').replaceAll('\r', '');
    const part = (/** @type {string} */ name) => said.split(`=== ${name}\n`)[1]?.split('=== ')[0].trim().split('\n').filter(Boolean) ?? [];
    assert.deepEqual(part('page'), ['HTTP/1.1 200 OK'], said);
    const sandbox = part('sandbox').join('\n');
    assert.match(sandbox, /^CapEff:\s*0+$/m);
    assert.match(sandbox, /^NoNewPrivs:\s*1$/m);
    assert.match(sandbox, /^Seccomp:\s*2$/m);
    assert.doesNotMatch(sandbox, /^Uid:\s*0\s/m);
    assert.deepEqual(new Set(part('restart')), new Set(['HTTP/1.1 200 OK']), said);
    assert.equal(part('restart').length, 10, said);
    assert.deepEqual(part('check'), ['All options are good.'], said);
    assert.deepEqual(part('failed'), [], said);
    assert.deepEqual(part('removal'), [], said);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
