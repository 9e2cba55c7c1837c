// A certificate for this computer, of an authority that was made for it, and browsers that trust that authority as they would one
// that a company had put into them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executable } from './executable.mjs';
import { Skipped } from './declare.mjs';

const run = (program, ...words) => execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });

/**
 * @param {string} folder  an empty one
 * @returns {{certificate: string, key: string, authority: string}}  paths
 */
export function make_certificate(folder) {
  for (const [program, its_package] of [
    ['openssl', 'openssl'],
    ['certutil', 'libnss3-tools'],
  ]) {
    if (!executable('', [program])) throw new Skipped(`${its_package} is not installed`);
  }
  const [authority, authority_key, certificate, key, request, extensions] = [
    'authority.pem',
    'authority.key',
    'relay.pem',
    'relay.key',
    'relay.csr',
    'relay.ext',
  ].map(it => join(folder, it));
  const fresh_key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run(
    'openssl',
    'req',
    '-x509',
    ...fresh_key,
    '-keyout',
    authority_key,
    '-out',
    authority,
    '-days',
    '2',
    '-subj',
    '/CN=An authority of a test',
  );
  run('openssl', 'req', ...fresh_key, '-keyout', key, '-out', request, '-subj', '/CN=localhost');
  writeFileSync(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n');
  run(
    'openssl',
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    authority,
    '-CAkey',
    authority_key,
    '-CAcreateserial',
    '-out',
    certificate,
    '-days',
    '2',
    '-extfile',
    extensions,
  );
  return { certificate, key, authority };
}

/** A database of certificates (NSS) in which that authority is one to trust. @param {string} folder @param {string} authority */
export function trust(folder, authority) {
  mkdirSync(folder, { recursive: true });
  run('certutil', '-N', '--empty-password', '-d', `sql:${folder}`);
  run('certutil', '-A', '-d', `sql:${folder}`, '-n', 'a test', '-t', 'C,,', '-i', authority);
}
