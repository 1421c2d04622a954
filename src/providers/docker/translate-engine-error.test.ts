import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { translateEngineError } from './translate-engine-error.ts';

function refused(status: number, text: string): Error {
  return Object.assign(new Error(`(HTTP code ${status}) server error - ${text} `), { statusCode: status });
}

function failed(code: string): Error {
  return Object.assign(new Error(`connect ${code} /var/run/docker.sock`), { code });
}

const table: readonly (readonly [string, Error, string])[] = [
  ['no socket', failed('ENOENT'), 'Unavailable'],
  ['nobody listens', failed('ECONNREFUSED'), 'Unavailable'],
  ['the connection broke', failed('ECONNRESET'), 'Unavailable'],
  ['the socket may not be opened', failed('EACCES'), 'Unauthorized'],
  ['the certificate has expired', failed('CERT_HAS_EXPIRED'), 'Unauthorized'],
  ['the disk is full', refused(500, 'write /var/lib/docker/x: no space left on device'), 'NoCapacity'],
  [
    'no network is left',
    refused(500, 'could not find an available, non-overlapping IPv4 address pool among the defaults'),
    'NoCapacity',
  ],
  [
    'the name is taken',
    refused(409, 'Conflict. The container name "/a" is already in use by container "b".'),
    'ForeignOwner',
  ],
  ['it is in use', refused(409, 'conflict: unable to remove repository reference "a" (must force)'), 'Unavailable'],
  ['it is not there', refused(404, 'No such image: a'), 'NotFound'],
  ['it is nonsense', refused(400, 'invalid reference format'), 'Invalid'],
  ['too many calls', refused(429, 'slow down'), 'RateLimited'],
  ['the engine has no idea', refused(500, 'something odd'), 'Unavailable'],
];

for (const [title, error, code] of table) {
  test(`when ${title} the refusal is ${code}`, () => {
    const translated = translateEngineError(error, 'Doing it');
    assert.equal(translated.code, code);
    assert.match(translated.message, /^Doing it: .+\. [A-Z].+\.$/);
    assert.equal(translated.cause, error);
    assert.equal(['Unavailable', 'RateLimited'].includes(code), translated.retryAfterMilliseconds !== undefined);
  });
}

test('an error that was translated before stays as it is', () => {
  const error = new ProviderError('Quota', 'There are too many.');
  assert.equal(translateEngineError(error, 'Doing it'), error);
});
