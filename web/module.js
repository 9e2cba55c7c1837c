// Loads the module made from C++.

import tincan from 'tincan/tincan.mjs';
import wasm_url from 'tincan/tincan.wasm';

/** @type {Promise<import('./surface/surface.js').Core> | null} */
let loading = null;

/** Everybody gets the same module. A failed load is tried again when it is asked for again. @param {() => void} [onAbort]  it stopped by a fault of ours */
export function load_module(onAbort) {
  loading ??= tincan({ locateFile: () => wasm_url, onAbort }).catch(why => {
    loading = null;
    throw why;
  });
  return loading;
}
