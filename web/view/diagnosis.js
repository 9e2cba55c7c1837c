// The doctor's conclusions, which are drawn in C++ (src/client/diagnosis.hpp): hands over what was found, in the words that the
// module itself has for it, and says in its words what that means.

/**
 * @typedef {'ok' | 'failed' | 'none' | 'unknown'} Reach   none: there is no such server; unknown: not asked, or the answer says nothing
 * @typedef {keyof import('../strings/doctor.js').DoctorWords['device']} Device
 * @typedef {keyof import('../strings/doctor.js').DoctorWords['cause']} Cause
 * @typedef {{name: string, connected: boolean, protocol: string, weak: boolean}} Other   protocol: '' not known
 */

/**
 * @typedef {object} Findings
 * @property {boolean} secure
 * @property {boolean} online
 * @property {boolean} webrtc   two ends on this page reach each other, or somebody is connected
 * @property {'ok' | 'away' | 'foreign'} server   foreign: something else answers in its place
 * @property {boolean} inside    only there a browser is told of STUN and TURN
 * @property {Reach} stun
 * @property {{udp: Reach, tcp: Reach, tls: Reach}} turn
 * @property {Device} microphone
 * @property {Device} camera
 * @property {Other[]} others
 */

/**
 * @typedef {object} Diagnosis
 * @property {Cause} cause
 * @property {'ok' | 'warn' | 'bad'} weight
 * @property {number} about   which of the others; -1: nobody
 * @property {Reach} udp      whether it passes
 */

/**
 * @typedef {object} Module   src/browser/doctor/main.cpp
 * @property {WebAssembly.Memory} memory
 * @property {() => void} _initialize
 * @property {(list: number, number: number) => number} word   address of a text that ends with 0; 0 behind the last
 * @property {() => void} nobody
 * @property {(connected: boolean, over_udp: boolean, weak: boolean) => void} other
 * @property {(secure: boolean, online: boolean, webrtc: boolean, inside: boolean, ...found: number[]) => number} diagnose
 * @property {() => number} weight
 * @property {() => number} about
 * @property {() => number} udp
 */

/** It is its own file, made from C++ (build.mjs). */
export async function load_diagnosis() {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(__DOCTOR_URL__));
  return diagnosis_of(instance);
}

/** @param {WebAssembly.Instance} instance */
export function diagnosis_of({ exports }) {
  const it = /** @type {Module} */ (/** @type {unknown} */ (exports));
  it._initialize();
  const [reaches, answers, devices, causes, weights] = /** @type {[string[], string[], string[], string[], string[]]} */ (
    [0, 1, 2, 3, 4].map(words)
  );

  /** @param {number} list */
  function words(list) {
    const all = [];
    for (let at = it.word(list, 0); at; at = it.word(list, all.length)) {
      const text = new Uint8Array(it.memory.buffer, at);
      all.push(new TextDecoder().decode(text.subarray(0, text.indexOf(0))));
    }
    return all;
  }

  /** @param {string[]} list @param {string} word */
  function number(list, word) {
    const at = list.indexOf(word);
    if (at < 0) throw new Error(`the doctor does not know ${word}`);
    return at;
  }

  /** @param {Findings} found @returns {Diagnosis} */
  function diagnose({ secure, online, webrtc, inside, server, stun, turn, microphone, camera, others }) {
    it.nobody();
    for (const { connected, protocol, weak } of others) it.other(connected, protocol === 'udp', weak);
    const reached = [stun, turn.udp, turn.tcp, turn.tls].map(reach => number(reaches, reach));
    const given = [microphone, camera].map(device => number(devices, device));
    const cause = causes[it.diagnose(secure, online, webrtc, inside, number(answers, server), ...reached, ...given)];
    const said = { cause, weight: weights[it.weight()], about: it.about(), udp: reaches[it.udp()] };
    return /** @type {Diagnosis} */ (said);
  }

  return { diagnose, causes, devices };
}
