// A small internet on this computer: a host with Tincan's server and a relay, and a place for each person, all in network
// namespaces of their own and joined by links (netem_link.cpp) whose conditions the tests order. Needs root.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build, program } from '../browser/server.mjs';
import { until } from '../browser/waiting.mjs';
import { RemotePerson } from './remote_person.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
// Addresses for measurements (RFC 2544): public enough for a relay, and nobody's. Names for tests (RFC 2606).
const NET = '198.18.0.';
const NAME = 'tincan.test';
const PORT = 8080;
const RELAY_PORT = 3478;

/** Why there can be no lab here; '' where there can. */
export function hindrance() {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid() !== 0) return 'needs root';
  if (!existsSync('/dev/net/tun')) return 'needs /dev/net/tun';
  return '';
}

/** The folder that `ip netns exec` lays over /etc (ip-netns(8)). @param {string} space */
const names_of = space => `/etc/netns/${space}`;

/** Chromium would watch /etc for another file of names, and see nothing of what is laid over it; the system's resolver reads it anew. */
function settle(folder) {
  const policies = join(folder, 'chromium/policies/managed');
  mkdirSync(existsSync('/etc/chromium') ? policies : folder, { recursive: true });
  if (existsSync(policies)) writeFileSync(join(policies, 'names.json'), JSON.stringify({ BuiltInDnsClientEnabled: false }));
}

function run(...words) {
  const { status, stderr } = spawnSync(words[0], words.slice(1), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
}

export class Lab {
  address = `http://${NAME}:${PORT}/`;
  #host_byte = 1;
  #places = [];
  #spaces = [];
  #people = [];
  #answers = [];
  #folder = mkdtempSync(join(tmpdir(), 'tincan-faults-'));

  /** @param {string[]} places  whose names orders use, beside 'host' */
  static async open(places) {
    const lab = new Lab();
    process.once('exit', () => lab.#clear());
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
    const names = (lab.#places = ['host', ...places]);
    for (const name of names) {
      run('ip', 'netns', 'add', lab.#space(name));
      lab.#spaces.push(lab.#space(name));
      settle(names_of(lab.#space(name)));
      run('ip', '-n', lab.#space(name), 'link', 'set', 'lo', 'up');
    }
    lab.#name_host();
    await lab.#lay_links(names);
    return lab;
  }

  async #lay_links(names) {
    const address = at => `${NET}${this.#last_byte(names[at])}`;
    const ends = names.map((name, at) => `${this.#space(name)}=${address(at)}`);
    this.netem = spawn(join(dirname(program), 'faults_netem'), ends, { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface(this.netem.stdout).on('line', line => this.#answers.shift()?.(line));
    this.netem.once('exit', () => this.#answers.forEach(it => it('the end')));
    if ((await this.#answer()) !== 'ready') throw new Error('the links are not there');
    for (const [at, name] of names.entries()) {
      const space = this.#space(name);
      run('ip', '-n', space, 'addr', 'add', `${address(at)}/24`, 'dev', 'cable');
      run('ip', '-n', space, 'link', 'set', 'cable', 'up', 'mtu', '1400');
      run('ip', '-n', space, 'route', 'add', 'default', 'dev', 'cable');
    }
  }

  get #host() {
    return `${NET}${this.#host_byte}`;
  }
  #last_byte = name => this.#places.indexOf(name) + 1;
  #space = name => `tincan-${process.pid}-${name}`;
  #answer = () => new Promise(resolve => this.#answers.push(resolve));

  /** Orders the conditions at one end, such as `{ loss: 0.05 }`; see netem_link.cpp. */
  async order(place, conditions) {
    for (const [what, number] of Object.entries(conditions)) {
      const answer = this.#answer();
      this.netem.stdin.write(`${this.#space(place)} ${what} ${number}\n`);
      if ((await answer) !== 'ok') throw new Error(`the links do not understand ${place} ${what} ${number}`);
    }
  }

  /** Good conditions at that end; without a name, at all. */
  async calm(place) {
    for (const it of place ? [place] : this.#places)
      await this.order(it, { up: 1, udp: 1, loss: 0, delay: 0, jitter: 0, rate: 0, apart: 0 });
  }

  /** No packet passes between these two; to all others they have their ways. */
  cut_apart(one, other) {
    return this.order(one, { apart: this.#last_byte(other) });
  }

  /** As by pulling the plug: the computer there knows it, and tells its browser. */
  unplug(place) {
    run('ip', '-n', this.#space(place), 'link', 'set', 'cable', 'down');
  }

  plug(place) {
    run('ip', '-n', this.#space(place), 'link', 'set', 'cable', 'up');
    run('ip', '-n', this.#space(place), 'route', 'replace', 'default', 'dev', 'cable');
  }

  /** Moves a place to another address, as when a telephone changes networks; told by their last bytes. */
  async move(place, from, to) {
    await this.order(place, { address: to });
    run('ip', '-n', this.#space(place), 'addr', 'del', `${NET}${from}/24`, 'dev', 'cable');
    run('ip', '-n', this.#space(place), 'addr', 'add', `${NET}${to}/24`, 'dev', 'cable');
    run('ip', '-n', this.#space(place), 'route', 'replace', 'default', 'dev', 'cable');
  }

  /** To an address that it has not had; the name leads there. Browsers may remember the one before for a minute. */
  async move_host() {
    const from = this.#host_byte;
    this.#host_byte = Math.max(99, from) + 1;
    await this.move('host', from, this.#host_byte);
    this.#name_host();
  }

  /** The address that everybody's computer finds under the server's name. */
  #name_host() {
    for (const space of this.#spaces) {
      const file = join(names_of(space), 'hosts');
      // All in one moment: as long as it was, and never empty.
      writeFileSync(file, `127.0.0.1 localhost\n${this.#host.padEnd(15)} ${NAME}\n`, { flag: existsSync(file) ? 'r+' : 'w' });
    }
  }

  /**
   * The server, and the relay that ends with it, as tools/start --turn runs them. Where there is to be no relay, it still tells browsers
   * under which address they are seen.
   */
  async start_server({ relay = true } = {}) {
    const host = this.#host;
    const options = relay ? '"${turn_options[@]}"' : `--stun stun:${host}:${RELAY_PORT}`;
    const words = [program, '--pages', join(build, 'page'), '--host', host, '--port', String(PORT)];
    const script = `. tools/lib/turn.sh && turn_start ${host} ${RELAY_PORT} ${this.#folder} && exec "$@" ${options}`;
    const inside = ['netns', 'exec', this.#space('host'), 'bash', '-c', script, 'start', ...words];
    this.server = spawn('ip', inside, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface(this.server.stdout)) if (line.startsWith('Listening on')) return;
    throw new Error('the server did not start');
  }

  is_served() {
    return this.server.exitCode === null && this.server.signalCode === null;
  }

  async kill_server() {
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
    // The relay ends with it, a moment later.
    const inside = ['netns', 'exec', this.#space('host'), 'bash', '-c', `: </dev/tcp/${this.#host}/${RELAY_PORT}`];
    await until('the relay has ended', () => spawnSync('ip', inside).status !== 0);
  }

  /** Somebody at that place, before a browser of their own. @param {'Chromium' | 'Firefox'} browser */
  async person(place, browser) {
    const person = await RemotePerson.at(this.#space(place), browser, this.address, join(this.#folder, `${place}-${browser}`));
    this.#people.push(person);
    return person;
  }

  async close() {
    for (const person of this.#people) if (!person.has_ended) await person.ends();
    if (this.is_served()) await this.kill_server();
    this.#clear();
  }

  #clear() {
    this.server?.kill('SIGKILL');
    this.netem?.kill('SIGKILL');
    for (const space of this.#spaces.splice(0)) {
      spawnSync('ip', ['netns', 'del', space]);
      rmSync(names_of(space), { recursive: true, force: true });
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
