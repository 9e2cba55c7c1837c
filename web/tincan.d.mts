// What the module made from C++ looks like to the type-checker; web/build.mjs puts the real one in its place.
import type { Mind } from './surface.js';

/** Loads the module. Rejects where WebAssembly is missing or forbidden, or the network fails. */
export default function tincan(options?: { locateFile?: (name: string) => string; onAbort?: (why: unknown) => void }): Promise<Mind>;

declare global {
  /** Address of the module's bytes, relative to the page. */
  const __WASM_URL__: string;
}
