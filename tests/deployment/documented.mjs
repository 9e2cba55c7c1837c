// The lines that docs/deployment.md tells people to write, as it stands there.
import { readFileSync } from 'node:fs';

const text = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8');

/** The block of that kind. @param {string} kind */
export function block(kind) {
  const found = [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'gm'))];
  if (found.length !== 1) throw new Error(`docs/deployment.md has ${found.length} blocks of the kind ${kind}`);
  return found[0][1];
}
