// The connection diagnostics: checks what lies between this person and the others, shows each result as it comes, names the cause in
// one sentence, and gives it all as text.

import { watch_level } from '../../kit/audio_levels.js';
import { open_card } from '../../kit/card.js';
import { create, create_button } from '../../kit/dom.js';
import { words } from '../../kit/words.js';
import { my_camera, state } from '../../state/state.js';
import { watch_peers } from './peer_stats.js';
import { hears, is_allowed, open_device, sees, webrtc_works } from './probes.js';

/** @typedef {import('../../surface/diagnosis.js').Findings} Findings */
/** @typedef {'ok' | 'bad' | 'unknown' | 'none' | 'wait'} State */

/** @param {import('./diagnostics.js').DiagnosticsCore} core */
export function open_diagnostics(core) {
  const said = words.diagnostics;
  /** @type {MediaStream[]} */
  const opened = [];
  const card = open_card({ classes: 'diagnostics', title: said.title, close: words.close, closed: leave });
  const verdict = create('p', 'verdict');
  verdict.setAttribute('role', 'status');
  const checks = create('ul', 'checks');
  const others = watch_peers(conclude);
  const copied = create('textarea');
  copied.readOnly = true;
  copied.hidden = true;
  copied.setAttribute('aria-label', said.copy);
  const again = create_button('primary', said.again, () => void examine());
  const actions = create('div', 'actions');
  const said_copied = create('span', 'small');
  said_copied.setAttribute('role', 'status');
  actions.append(again, create_button('secondary', said.copy, copy), said_copied);
  const end = create('div');
  end.append(actions, create('p', 'small quiet', said.copy_what), copied);
  card.append(verdict, titled(said.checks, checks), titled(said.people, others.at), end);

  /** @type {Record<string, {at: HTMLElement, state: HTMLElement, detail: HTMLElement}>} */
  const rows = {};
  for (const [key, text] of Object.entries(said.check)) {
    const [at, state, detail] = [create('li'), create('span', 'check-state'), create('span', 'check-detail small quiet')];
    at.dataset.check = key;
    at.append(create('span', '', text), state, detail);
    checks.append(at);
    rows[key] = { at, state, detail };
  }

  let running = 0;
  /** @type {Findings} */
  let found;
  void examine();

  async function examine() {
    const run = ++running;
    give_back();
    found = {
      secure: isSecureContext,
      online: navigator.onLine,
      webrtc: true,
      server: 'ok',
      inside: state.room.stage === 'inside',
      stun: 'unknown',
      turn: { udp: 'unknown', tcp: 'unknown', tls: 'unknown' },
      microphone: 'unknown',
      camera: 'unknown',
      others: [],
    };
    for (const key of Object.keys(rows)) show(key, 'wait', '');
    again.disabled = true;
    show('secure', found.secure ? 'ok' : 'bad', '');
    conclude();
    await Promise.all([check_webrtc(), check_server(), check_ice(), check_device('microphone'), check_device('camera'), others.first]);
    if (run !== running) return;
    again.disabled = false;
    conclude();
  }

  async function check_webrtc() {
    found.webrtc = [...state.people.values()].some(it => !it.me && it.state === 'connected') || (await webrtc_works());
    show('webrtc', found.webrtc ? 'ok' : 'bad', '');
  }

  async function check_server() {
    const { server, ms } = await core.check_server();
    found.server = server;
    show('server', server === 'ok' ? 'ok' : 'bad', server === 'ok' ? said.ms(ms) : said.detail[server]);
  }

  async function check_ice() {
    const ask_turn = async (/** @type {'udp' | 'tcp' | 'tls'} */ by) => {
      found.turn[by] = await ask_each(`turn_${by}`);
    };
    const ask_stun = async () => {
      found.stun = await ask_each('stun');
    };
    await Promise.all([ask_stun(), ask_turn('udp'), ask_turn('tcp'), ask_turn('tls'), others.first]);
  }

  /** @param {'stun' | 'turn_udp' | 'turn_tcp' | 'turn_tls'} kind */
  async function ask_each(kind) {
    const { asking, reach, answers } = await core.check_ice(kind);
    found.inside = asking !== 'inside';
    const said_of = (/** @type {typeof answers[number]} */ it) =>
      it.reach === 'ok' ? said.ms(it.ms) : it.reach === 'unknown' ? said.detail.same_address : said.detail.away;
    const detail = asking === 'asked' ? answers.map(it => `${it.url}: ${said_of(it)}`).join(' · ') : said.detail[asking];
    show(kind, reach === 'failed' ? 'bad' : reach, detail);
    return reach;
  }

  /** @param {'microphone' | 'camera'} which @param {boolean} [asked]  the person wants it, so the browser may ask */
  async function check_device(which, asked = false) {
    const running_already = state.call[which] === 'live' || state.call[which] === 'muted' ? my_camera() : null;
    if (!running_already && !asked && !(await is_allowed(which))) {
      show(which, 'unknown', said.detail.not_asked);
      return rows[which]?.detail.append(' ', create_button('secondary small-button', said.test_devices, test_devices));
    }
    show(which, 'wait', '');
    const { stream, why } = running_already
      ? { stream: running_already, why: found[which] }
      : await open_device(which, state.devices[which], core.refusal);
    if (stream && !running_already) keep(stream);
    if (!stream) found[which] = why;
    else if (which === 'microphone') found.microphone = await hears(stream, meter(), core.microphone_of);
    const size = stream && which === 'camera' ? await sees(stream) : null;
    if (size !== null) found.camera = core.camera_of(size !== '');
    const outcome = found[which];
    show(
      which,
      outcome === 'ok' ? 'ok' : outcome === 'muted' || outcome === 'unknown' ? 'unknown' : 'bad',
      outcome === 'ok' && size ? size : said.device[outcome],
    );
  }

  async function test_devices() {
    // One question after the other.
    for (const which of /** @type {['microphone', 'camera']} */ (['microphone', 'camera'])) {
      if (found[which] === 'unknown') await check_device(which, true);
    }
    conclude();
  }

  function meter() {
    const at = rows.microphone?.at;
    at?.querySelector('meter')?.remove();
    const made = create('meter');
    made.setAttribute('aria-label', said.level);
    at?.append(made);
    return (/** @type {number} */ level) => void (made.value = level);
  }

  /** @param {string} key @param {State} state @param {string} detail */
  function show(key, state, detail) {
    const row = rows[key];
    if (!row) return;
    row.at.dataset.state = state;
    row.state.textContent = said.state[state];
    row.detail.textContent = detail;
  }

  /** The conclusion, written anew only when it has changed. */
  function conclude() {
    found.others = others.now();
    const { cause, weight, about, udp: passes } = core.diagnose(found);
    show(
      'udp',
      again.disabled && passes !== 'ok' ? 'wait' : passes === 'ok' ? 'ok' : passes === 'failed' ? 'bad' : 'unknown',
      passes === 'unknown' && !found.inside ? said.detail.inside : '',
    );
    const text = again.disabled ? said.checking : said.cause[cause](found.others[about]?.name ?? '');
    if (verdict.textContent !== text) verdict.textContent = text;
    verdict.dataset.state = again.disabled ? 'wait' : weight;
  }

  function copy() {
    const { version = '', build = '' } = document.documentElement.dataset;
    // Those who are named on the card are numbered in the text.
    const { cause, about } = core.diagnose(found);
    const sentence = said.cause[cause](said.person(about + 1));
    const lines = Object.entries(said.check).map(([check, what]) =>
      `${what}: ${rows[check]?.state.textContent} ${rows[check]?.detail.firstChild?.textContent ?? ''}`.trim(),
    );
    const text = [
      `Tincan ${version}, build ${build}`,
      new Date().toISOString(),
      navigator.userAgent,
      '',
      sentence,
      '',
      ...lines,
      '',
      ...others.said(),
    ].join('\n');
    const fallback = () => {
      copied.value = text;
      copied.hidden = false;
      copied.select();
    };
    if (!navigator.clipboard) return fallback();
    navigator.clipboard.writeText(text).then(() => (said_copied.textContent = said.copied), fallback);
  }

  /** @param {MediaStream} stream */
  function keep(stream) {
    opened.push(stream);
    // It was closed, or begun again, while the browser asked.
    if (!card.isConnected) give_back();
  }

  function give_back() {
    watch_level('diagnostics', null, () => {});
    for (const track of opened.splice(0).flatMap(it => it.getTracks())) track.stop();
  }

  function leave() {
    others.stop();
    give_back();
    // The card from which it was opened has closed meanwhile.
    if (!document.activeElement || document.activeElement === document.body) document.getElementById('menu-button')?.focus();
  }

  /** @param {string} text @param {HTMLElement} what */
  function titled(text, what) {
    const made = create('section');
    made.append(create('h3', '', text), what);
    return made;
  }
}
