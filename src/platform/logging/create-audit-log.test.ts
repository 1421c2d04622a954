import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import type { AuditEvent } from '#capabilities/audit-log.ts';
import { createAuditLog } from './create-audit-log.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-audit-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const event = (auditID: string): AuditEvent => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'Metadata',
  auditID,
  stage: 'ResponseComplete',
  requestURI: '/api/v1/namespaces/default/secrets',
  verb: 'create',
  user: { username: 'admin', groups: ['slipway:admins'] },
  sourceIPs: ['127.0.0.1'],
  userAgent: 'kubectl',
  responseStatus: { code: 201 },
  requestReceivedTimestamp: '2026-01-02T03:04:05.000Z',
  stageTimestamp: '2026-01-02T03:04:05.001Z',
});

it('writes one line for each event, goes on with the file it finds, and keeps so many older ones as it was told', () => {
  const path = join(directory, 'audit.log');
  const line = JSON.stringify(event('00')).length + 1;
  const options = { path, mostBytes: 2 * line, mostOlder: 2 };
  const write = (...numbers: readonly number[]): void => {
    const log = createAuditLog(options);
    for (const number of numbers) log.record(event(String(number).padStart(2, '0')));
    log.close();
  };
  write(1);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  write(2, 3, 4, 5);
  write(6, 7, 8, 9);
  const ids = (name: string) =>
    readFileSync(join(directory, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => (JSON.parse(text) as AuditEvent).auditID);
  assert.deepEqual(readdirSync(directory).sort(), ['audit.log', 'audit.log.1', 'audit.log.2']);
  assert.deepEqual(['audit.log', 'audit.log.1', 'audit.log.2'].map(ids), [['09'], ['07', '08'], ['05', '06']]);
});

it('says once that events cannot be kept, and goes on when they can', () => {
  const path = join(directory, 'audit.log');
  mkdirSync(path);
  const said: string[] = [];
  const none = () => undefined;
  const logger = {
    debug: none,
    info: none,
    error: none,
    warn: (text: string) => void said.push(text),
    child: () => logger,
  };
  const log = createAuditLog({ path, logger });
  log.record(event('1'));
  log.record(event('2'));
  assert.deepEqual(said, ['requests are not written to the audit log']);
  rmdirSync(path);
  log.record(event('3'));
  log.close();
  assert.equal(readFileSync(path, 'utf8').trimEnd().split('\n').length, 1);
});
