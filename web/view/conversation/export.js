// A copy of the conversation in a file, as it is shown: Markdown and HTML to be read, JSON for programs.

import { create } from '../../kit/dom.js';
import { full_name } from '../../kit/names.js';
import { day, language } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { shown_lines } from './conversation.js';
import { all_entries } from './entries_copy.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {'md' | 'html' | 'json'} Format */

// Long enough for any browser to have begun to read it.
const KEPT_MS = 60_000;
const TYPES = { md: 'text/markdown', html: 'text/html', json: 'application/json' };
const makers = { md: as_markdown, html: as_html };

/** Hands the file to the browser, to be saved. @param {Format} format */
export async function save_copy(format) {
  const lines = shown_lines().filter(it => !it.deleted);
  const text = format === 'json' ? as_json(lines, await all_entries()) : makers[format](lines);
  const address = URL.createObjectURL(new Blob([text], { type: `${TYPES[format]};charset=utf-8` }));
  const link = create('a');
  link.href = address;
  // No name of a room may lead elsewhere on a disk.
  link.download = `${state.room.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '-')}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** @param {Line} it */
const minute = it => new Date(it.time).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });

/** @param {string} text */
const quoted = text => text.replace(/^/gm, '> ');

/** @param {Line[]} lines */
function as_markdown(lines) {
  const parts = [`# ${state.room.name}`];
  let last = '';
  for (const it of lines) {
    const today = day(it.time);
    if (today !== last) parts.push(`## ${today}`);
    last = today;
    const quote = it.answers?.text ? `${quoted(`${it.answers.name}: ${it.answers.text}`)}\n\n` : '';
    const options = it.poll?.options.map(each => `\n- ${each.text}: ${each.count}`).join('') ?? '';
    const reactions = it.reactions.length ? `\n\n${it.reactions.map(each => `${each.emoji} ${each.count}`).join(' · ')}` : '';
    parts.push(`**${full_name(it)}** ${minute(it)}\n\n${quote}${text_of(it)}${options}${reactions}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** A document of its own, in which every text is text. @param {Line[]} lines */
function as_html(lines) {
  const page = document.implementation.createHTMLDocument(state.room.name);
  page.documentElement.lang = language;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  page.head.prepend(charset);
  /** @param {string} tag @param {string} text */
  const element = (tag, text) => Object.assign(page.createElement(tag), { textContent: text });
  page.body.append(element('h1', state.room.name));
  let last = '';
  for (const it of lines) {
    const today = day(it.time);
    if (today !== last) page.body.append(element('h2', today));
    last = today;
    const article = page.createElement('article');
    article.append(element('h3', `${full_name(it)} ${minute(it)}`));
    if (it.answers?.text) article.append(element('blockquote', `${it.answers.name}: ${it.answers.text}`));
    // The rules of this page forbid a style that would keep the line breaks.
    const text = page.createElement('p');
    for (const [at, row] of text_of(it).split('\n').entries()) text.append(...(at ? [page.createElement('br'), row] : [row]));
    text.dir = 'auto';
    article.append(text);
    if (it.poll) {
      const list = page.createElement('ul');
      list.append(...it.poll.options.map(each => element('li', `${each.text}: ${each.count}`)));
      article.append(list);
    }
    if (it.reactions.length) article.append(element('p', it.reactions.map(each => `${each.emoji} ${each.count}`).join(' · ')));
    page.body.append(article);
  }
  return `${new XMLSerializer().serializeToString(page)}\n`;
}

/** What can be read by programs, and what this page can read back. @param {Line[]} lines @param {unknown[]} entries */
function as_json(lines, entries) {
  const messages = lines.map(it => ({
    id: it.id,
    author: full_name(it),
    time: new Date(it.time).toISOString(),
    text: text_of(it),
    ...(it.answers ? { answers: it.answers.id } : {}),
    ...(it.edited ? { edited: true } : {}),
    ...(it.reactions.length ? { reactions: it.reactions.map(({ emoji, count, people }) => ({ emoji, count, people })) } : {}),
    ...(it.poll ? { options: it.poll.options.map(({ text, count, people }) => ({ text, count, people })) } : {}),
  }));
  return `${JSON.stringify({ room: state.room.name, messages, entries }, null, 2)}\n`;
}
