// Stands in the place of libraries that markdown-it brings along (web/build.mjs): what it would do with them, it is not asked to do.
// Where a text looks like HTML, it stays what was typed; addresses are found and judged by C++.

/** HTML's names of letters. @param {string} text */
export const decodeHTMLStrict = text => text;

/** Finds links in text. */
export class LinkifyIt {}

/** Addresses and names of hosts in another way of writing. */
export const parse = null;
export const format = null;
export const encode = null;
export const decode = null;
export default {};
