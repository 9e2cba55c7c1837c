// A copy of the conversation in a file, as it is shown: Markdown and HTML to be read, JSON for programs.

import { full_name } from '../../kit/names.js';
import { save_file } from '../../kit/save_file.js';
import { day, language, words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { all_entries } from './entries_copy.js';
import { text_of } from './line.js';

/** @typedef {import('../../surface/conversation.js').Line} Line */
/** @typedef {'md' | 'html' | 'json'} Format */

const PORTION = 100;
const TYPES = { md: 'text/markdown', html: 'text/html', json: 'application/json' };
const makers = { md: markdown, html, json };

/** The part that the module gave last. @type {{all: Line[], last: boolean}} */
let given = { all: [], last: true };

/** As the module gives what it is asked for. @param {Line[]} all @param {boolean} last */
export const take_copy = (all, last) => void (given = { all, last });

/**
 * A format: what stands before all messages, between two of them, and behind all. one: of one message, the day above it where there is one.
 * @typedef {{head: string, between: string, foot: string, one: (it: Line, day_above: string) => string}} Maker
 */

/** All messages of the room but deleted ones, from the first on, a portion at a time. @returns {Generator<Line[], void>} */
export function* portions() {
  let after = '';
  for (let done = false; !done;) {
    given = { all: [], last: true };
    state.core?.give_copy(after, PORTION);
    const { all, last } = given;
    yield all.filter(it => !it.deleted);
    after = all.at(-1)?.id ?? '';
    done = last;
  }
}

/** Hands the file to the browser, to be saved, once it is made: a portion at a time, so that nobody waits. @param {Format} format */
export async function save_copy(format) {
  const { head, between, foot, one } = makers[format]();
  const parts = [head];
  let last = '';
  for (const portion of portions()) {
    for (const it of portion) {
      const today = day(it.time);
      parts.push(parts.length > 1 ? between : '', one(it, today === last ? '' : today));
      last = today;
    }
    await new Promise(next => setTimeout(next));
  }
  const end = format === 'json' ? `\n], "entries": [\n${(await all_entries()).join(',\n')}\n]}\n` : foot;
  save_file(`${state.room.name}.${format}`, [...parts, end], TYPES[format]);
}

/** @param {Line} it */
const minute = it => new Date(it.time).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });

/** @param {Line} it */
const only_with = it => (it.only_with ? ` (${words.message.only_with(it.only_with)})` : '');

/** @param {string} text */
const quoted = text => text.replace(/^/gm, '> ');

/** @returns {Maker} */
function markdown() {
  return {
    head: `# ${state.room.name}\n\n`,
    between: '\n\n',
    foot: '\n',
    one(it, day_above) {
      const heading = day_above ? `## ${day_above}\n\n` : '';
      const quote = it.answers?.text ? `${quoted(`${it.answers.name}: ${it.answers.text}`)}\n\n` : '';
      const options = it.poll?.options.map(each => `\n- ${each.text}: ${each.count}`).join('') ?? '';
      const reactions = it.reactions.length ? `\n\n${it.reactions.map(each => `${each.emoji} ${each.count}`).join(' · ')}` : '';
      return `${heading}**${full_name(it)}** ${minute(it)}${only_with(it)}\n\n${quote}${text_of(it)}${options}${reactions}`;
    },
  };
}

/** A document of its own, in which every text is text. @returns {Maker} */
function html() {
  const page = document.implementation.createHTMLDocument(state.room.name);
  page.documentElement.lang = language;
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  page.head.prepend(charset);
  /** @param {string} tag @param {string} text */
  const element = (tag, text) => Object.assign(page.createElement(tag), { textContent: text });
  page.body.append(element('h1', state.room.name));
  const serializer = new XMLSerializer();
  const shell = serializer.serializeToString(page);
  const end = shell.lastIndexOf('</body>');
  return {
    head: shell.slice(0, end),
    between: '\n',
    foot: `${shell.slice(end)}\n`,
    one(it, day_above) {
      const article = page.createElement('article');
      if (day_above) article.append(element('h2', day_above));
      article.append(element('h3', `${full_name(it)} ${minute(it)}${only_with(it)}`));
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
      // The document says it once for all.
      return serializer.serializeToString(article).replace(' xmlns="http://www.w3.org/1999/xhtml"', '');
    },
  };
}

/** A text for programs, which this page can read back. @returns {Maker} */
function json() {
  return {
    head: `{"room": ${JSON.stringify(state.room.name)}, "messages": [\n`,
    between: ',\n',
    foot: '', // the entries themselves
    one: it =>
      JSON.stringify({
        id: it.id,
        author: full_name(it),
        time: new Date(it.time).toISOString(),
        text: text_of(it),
        ...(it.only_with ? { only_with: it.only_with } : {}),
        ...(it.answers ? { answers: it.answers.id } : {}),
        ...(it.edited ? { edited: true } : {}),
        ...(it.reactions.length ? { reactions: it.reactions.map(({ emoji, count, people }) => ({ emoji, count, people })) } : {}),
        ...(it.poll ? { options: it.poll.options.map(({ text, count, people }) => ({ text, count, people })) } : {}),
      }),
  };
}
