// The page around the frame in which this one may be (web/embed.js). What it chooses stands in the name of the frame, which no server sees.
// The host's list of origins decides which pages may have such a frame, and the browser (CSP, frame-ancestors).

/** @typedef {{origin: string, muted?: boolean, without?: string[], [chosen: string]: unknown}} Embedder */

/** @type {Embedder | null} */
export const embedder = read();

function read() {
  try {
    return window === parent ? null : JSON.parse(window.name).tincan;
  } catch {
    return null;
  }
}

/** Its choices of name, language and theme, as long as the person has not chosen otherwise. @type {Record<string, unknown>} */
export const chosen = { name: embedder?.name, language: embedder?.language, theme: embedder?.theme };
