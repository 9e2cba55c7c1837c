// A reporter for node:test: one line for each test, and a last line that counts them, in the form that tools/test reads.
//   node --test --test-reporter=./tests/reporter.mjs FILE...
// A test that holds other tests is counted only where it fails by itself; a file only where it breaks or holds no test.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIRST_LINES = 12;
// Node 18 and 20 say this of what a filter leaves out, later versions nothing.
const LEFT_OUT = 'test name does not match pattern';

const path_of = file => (file?.startsWith('file:') ? fileURLToPath(file) : file);
const is_file = ({ name, nesting, file }) => nesting === 0 && resolve(name) === path_of(file);
const is_filtered = process.execArgv.some(it => it.startsWith('--test-name-pattern'));

/** The first lines of what was thrown, which may be anything, each indented. @param {unknown} thrown */
function first_lines(thrown) {
  const text = String(thrown?.stack || thrown?.message || thrown);
  return text.trim().split('\n').slice(0, FIRST_LINES).join('\n').replace(/^/gm, '  ');
}

/**
 * @param {AsyncIterable<{type: string, data: object}>} events  of node:test
 * @returns {AsyncGenerator<string>}  what is printed
 */
export default async function* reporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** How deep the last result of each file was nested: one less deep that follows is its parent. @type {Map<string, number>} */
  const depths = new Map();
  /** Each file's standard error, which explains why it broke. @type {Map<string, string>} */
  const complaints = new Map();

  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      yield data.message;
      if (type === 'test:stderr') complaints.set(data.file, (complaints.get(data.file) ?? '') + data.message);
    }
    // An error between two tests.
    if (type === 'test:diagnostic' && /^(Error|Warning):/.test(data.message)) yield `${data.message}\n`;
    if ((type !== 'test:pass' && type !== 'test:fail') || data.skip === LEFT_OUT) continue;

    const { name, nesting, file, skip, details } = data;
    const seconds = `(${(details.duration_ms / 1000).toFixed(1)} s)`;
    const holds_tests = details.type === 'suite' || (depths.get(file) ?? 0) > nesting;
    depths.set(file, nesting);

    if (type === 'test:fail') {
      const { failureType, cause, message, exitCode } = details.error;
      if (failureType === 'subtestsFailed') continue;
      counts.failed += 1;
      const why = is_file(data) ? complaints.get(file) || `The file ended with exit code ${exitCode}.` : (cause ?? message);
      yield `FAILED: ${name} ${seconds}\n${first_lines(why)}\n`;
    } else if (skip !== undefined && skip !== false) {
      counts.skipped += 1;
      yield `skipped: ${name}: ${skip === true ? 'no reason is given' : skip} ${seconds}\n`;
    } else if (is_file(data)) {
      // With a filter, a file may well have no test that matches.
      if (is_filtered) continue;
      counts.failed += 1;
      process.exitCode = 1;
      yield `FAILED: ${name} ${seconds}\n  The file holds no test.\n`;
    } else if (!holds_tests) {
      counts.passed += 1;
      yield `passed: ${name} ${seconds}\n`;
    }
  }
  yield `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}
