import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createLogger } from './create-logger.ts';

describe('logger', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-logger-'));
    file = join(directory, 'log');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };
  const lines = () =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);

  it('writes a JSON line with level, time, message and fields before it returns', () => {
    createLogger({ clock, destination: file }).child({ cluster: 'a' }).info('started', { port: 1 });
    const line = { level: 'info', time: '2026-01-02T03:04:05.000Z', cluster: 'a', port: 1, message: 'started' };
    assert.deepEqual(lines(), [line]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('writes nothing below its level', () => {
    const logger = createLogger({ clock, destination: file, level: 'warn' });
    logger.info('quiet');
    logger.warn('loud');
    assert.equal(lines().length, 1);
  });

  it('strikes out secrets by name and by look, in messages, fields, errors and causes', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIGHsecretpart\n-----END PRIVATE KEY-----';
    const logger = createLogger({ clock, destination: file });
    const error = new Error(`no answer to Bearer abcdefghijkl`, { cause: new Error(pem) });
    logger.error(`token abcdef.0123456789abcdef at https://me:hunter2@host/`, {
      error,
      deep: { list: [{ bootstrapToken: 'secretpart', privateKey: 'secretpart', name: 'kept' }] },
      text: `before ${pem} after`,
      jwt: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJl',
      yaml: 'user:\n  client-key-data: TUlHc2VjcmV0cGFydA==\n  name: kept',
    });
    const text = readFileSync(file, 'utf8');
    for (const secret of ['0123456789abcdef', 'hunter2', 'secretpart', 'abcdefghijkl', 'eyJzdWIi', 'TUlHc2Vj']) {
      assert.ok(!text.includes(secret), `${secret} was logged`);
    }
    assert.match(text, /"name":"kept"/);
    assert.match(text, /before \[struck out\] after/);
  });
});
