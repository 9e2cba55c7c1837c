// Finds a program: where an environment variable says so, or on the PATH.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param {string} variable
 * @param {string[]} names
 * @returns {string}  '' where there is none
 */
export function executable(variable, names) {
  if (process.env[variable]) return process.env[variable];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // The next one.
      }
    }
  }
  return '';
}
