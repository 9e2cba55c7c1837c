// The type-checker's view of what web/build.mjs bundles besides scripts: style sheets as text, and the module made from C++.
declare module '*.css' {
  const text: string;
  export default text;
}
declare module 'tincan/tincan.mjs' {
  /** Loads the module. Rejects where WebAssembly is missing or forbidden, or the network fails. */
  export default function tincan(options?: {
    locateFile?: (name: string) => string;
    onAbort?: (why: unknown) => void;
  }): Promise<import('./surface/surface.js').Core>;
}
declare module 'tincan/tincan.wasm' {
  /** Its address, relative to the page. */
  const url: string;
  export default url;
}
