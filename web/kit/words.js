// The language of the page: chosen by the person, else by the browser, and changed while everything goes on.

import { create } from './dom.js';
import { keep, kept } from './storage.js';
import { en } from '../strings/en.js';

/** @typedef {import('../strings/en.js').Words} Words */
/** @typedef {import('../strings/en.js').Forms} Forms */

/**
 * English is part of the page, and another language is loaded before the first drawing, or when it is chosen.
 * @type {Record<string, () => Words | Promise<Words>>}
 */
const languages = {
  ar: async () => (await import('../strings/ar.js')).ar,
  de: async () => (await import('../strings/de.js')).de,
  en: () => en,
  es: async () => (await import('../strings/es.js')).es,
  fr: async () => (await import('../strings/fr.js')).fr,
  ja: async () => (await import('../strings/ja.js')).ja,
  ko: async () => (await import('../strings/ko.js')).ko,
  pt: async () => (await import('../strings/pt.js')).pt,
  zh: async () => (await import('../strings/zh.js')).zh,
};

export let language = 'en';
export let words = en;
let locale = language;
let wanted = first_language();
// Nothing is drawn before its words are there.
document.body.hidden = true;
await learn();
document.body.hidden = false;

/** Changes to the wanted language once its words are there. Where they do not arrive, the language stays what it was. */
async function learn() {
  const asked = wanted;
  const found = await Promise.resolve(languages[asked]?.()).catch(() => null);
  if (!found || asked !== wanted) return;
  language = asked;
  words = found;
  locale = own_locale();
}

/** @type {(() => void)[]} */
const listeners = [];

function first_language() {
  const all = [kept('language'), ...(navigator.languages ?? [navigator.language])];
  return all.map(it => it.toLowerCase().replace(/-.*/, '')).find(it => it in languages) ?? 'en';
}

/** The language as the person's own region writes it: British and American English tell the time differently. */
function own_locale() {
  const cycle = () => new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hourCycle;
  return navigator.languages.find(it => it.slice(0, 2).toLowerCase() === language) ?? `${language}-u-hc-${cycle()}`;
}

/**
 * Calls `draw` whenever the language changes.
 * @param {() => void} draw
 */
export function on_language(draw) {
  listeners.push(draw);
}

/** @param {string} chosen  one of `languages` */
export async function speak(chosen) {
  wanted = chosen;
  await learn();
  keep('language', language);
  fill_page();
  for (const draw of listeners) draw();
}

/** Fills every element that names its words in the page itself. */
export function fill_page() {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = named(element, 'data-t');
  for (const element of document.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', named(element, 'data-t-label'));
  }
  for (const element of document.querySelectorAll('[data-t-placeholder]')) {
    element.setAttribute('placeholder', named(element, 'data-t-placeholder'));
  }
}

/**
 * @param {Element} element
 * @param {string} attribute
 */
function named(element, attribute) {
  const key = /** @type {keyof Words} */ (element.getAttribute(attribute));
  const found = words[key];
  if (typeof found !== 'string') throw new Error(`no words for ${key}`);
  return found;
}

/** "Mina, Jun and Ada". @param {string[]} names */
export const listed = names => new Intl.ListFormat(locale).format(names);

/**
 * A sentence that depends on a number, in the form that the language has for it.
 * @param {Forms} forms
 * @param {number} n
 * @param {string} [text]  what the sentence is given instead of the number
 */
export function counted(forms, n, text = n.toLocaleString(locale)) {
  return (forms[new Intl.PluralRules(locale).select(n)] ?? forms.other)(text);
}

/**
 * The minute of a message, and behind it the whole moment.
 * @param {number} time ms since 1970
 * @param {string} [classes]
 */
export function time_mark(time, classes) {
  const made = create('time', classes);
  made.dateTime = new Date(time).toISOString();
  made.textContent = clock(time);
  made.title = moment(time);
  return made;
}

/** @param {number} time ms since 1970 */
export function clock(time) {
  return written('clock', { timeStyle: 'short' }, time, 60_000);
}

/** @param {number} time ms since 1970 */
function moment(time) {
  return written('moment', { dateStyle: 'full', timeStyle: 'medium' }, time, 1000);
}

/** "Today", "Yesterday" or the date. @param {number} time ms since 1970 */
export function day(time) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const ago = Math.round((midnight - new Date(time).setHours(0, 0, 0, 0)) / 86_400_000);
  if (ago === 0 || ago === 1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day');
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  return formatter('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(time);
}

/** @type {Map<string, {unit: number, text: string}>} */
const last_written = new Map();

/**
 * Where many messages come, the next one mostly bears the time of the last.
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 * @param {number} time ms since 1970
 * @param {number} step within so many ms the text is the same
 */
function written(name, options, time, step) {
  const unit = Math.floor(time / step);
  let last = last_written.get(locale + name);
  if (last?.unit !== unit) last_written.set(locale + name, (last = { unit, text: formatter(name, options).format(time) }));
  return last.text;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formatters = new Map();

/** Made ahead, or the first message would wait for them. */
export const make_formatters = () => void time_mark(Date.now());

/**
 * Formatters are slow to make, and a long conversation needs many.
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatter(name, options) {
  const key = locale + name;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}
