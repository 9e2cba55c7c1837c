// The type-checker's view of what web/build.mjs bundles besides scripts: style sheets as text, and the module made from C++.
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.svg' {
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
/** The address of a file that web/build.mjs makes: of a package, or a script of its own, with all that it imports. */
declare module 'url_of/*' {
  const url: string;
  export default url;
}
declare module 'tincan/tincan.wasm' {
  /** Its address, relative to the page. */
  const url: string;
  export default url;
}
/** Made by web/build.mjs: a line for each emoji, with the emoji, its name and what else it is found by between tabs; an empty line between groups. */
declare module 'emoji_data/emoji_en' {
  const lines: string;
  export default lines;
}
/** The same in Korean and in the same order, without the emoji and without the empty lines. */
declare module 'emoji_data/emoji_ko' {
  const lines: string;
  export default lines;
}

// The audio thread's own names.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
  constructor(options?: unknown);
}
declare function registerProcessor(name: string, processor: new (options: never) => AudioWorkletProcessor): void;

// The service worker's own names, and what web/build.mjs tells it: the build, the files without which the page does not start, and those of
// the languages.
declare const BUILD: string;
declare const SHELL: string[];
declare const LANGUAGES: Record<string, string>;
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface ServiceWorkerClient {
  readonly id: string;
  readonly url: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
interface WorkerMessageEvent extends ExtendableEvent {
  readonly data: Record<string, any>;
  readonly source: ServiceWorkerClient;
}
interface NotificationClick extends ExtendableEvent {
  readonly notification: Notification;
  readonly action: string;
}
interface ServiceWorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(what?: { type: 'window' }): Promise<ServiceWorkerClient[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', hear: (event: ExtendableEvent) => void): void;
  addEventListener(kind: 'fetch', hear: (event: FetchEvent) => void): void;
  addEventListener(kind: 'message', hear: (event: WorkerMessageEvent) => void): void;
  addEventListener(kind: 'notificationclick', hear: (event: NotificationClick) => void): void;
}
