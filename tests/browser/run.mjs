// The browser suite: real browsers play the stories.
//   node tests/browser/run.mjs [--all] [part of a story's name]...
// The quick set, or, with --all, every story in all browsers. A story that failed is played once more at the end, alone: in the quick
// set it is enough that it passes then.
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import reporter from '../reporter.mjs';

const suite = fileURLToPath(new URL('suite.mjs', import.meta.url));
const words = process.argv.slice(2).filter(it => it !== '--all');
const all = process.argv.includes('--all');
process.env.TINCAN_BROWSERS = all ? 'all' : 'quick';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

const pattern = (text, end = '') => new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') + end);
/** The events of the stories with such names, or of all. @param {RegExp[]} [patterns] */
const play = patterns => run({ files: [suite], testNamePatterns: patterns, signal: stop.signal });

const is_failed_story = ({ type, data }) => type === 'test:fail' && data.nesting > 0 && data.details.error.failureType !== 'subtestsFailed';

/** All events. A failed story comes last, as it went alone; that it failed at first is said where it happens. */
async function* events() {
  const failed = [];
  for await (const event of play(words.length ? words.map(it => pattern(it)) : undefined)) {
    if (is_failed_story(event)) {
      failed.push(event);
      yield said(`Failed, and is played once more at the end: ${event.data.name}\n${event.data.details.error.cause?.stack}\n`);
    } else {
      yield event;
    }
  }
  for (const at_first of failed) {
    for await (const event of play([pattern(at_first.data.name, '$')])) {
      const passes_alone = event.type === 'test:pass' && event.data.name === at_first.data.name;
      yield passes_alone ? passed_alone(at_first, event) : event;
    }
  }
}

const said = message => ({ type: 'test:stdout', data: { message } });

function passed_alone(at_first, { type, data }) {
  const name = `${data.name} (passed alone)`;
  return all ? { ...at_first, data: { ...at_first.data, name } } : { type, data: { ...data, name } };
}

let failed = false;
for await (const text of reporter(events())) {
  failed ||= text.startsWith('FAILED: ');
  process.stdout.write(text);
}
process.exit(failed || stop.signal.aborted ? 1 : 0);
