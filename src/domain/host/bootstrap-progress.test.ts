import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapProgress } from './bootstrap-progress.ts';
import type { JournalEntry } from './journal-entry.ts';

type Line = Pick<JournalEntry, 'phase' | 'event'> & Partial<JournalEntry>;

function journal(lines: readonly Line[]): readonly JournalEntry[] {
  return lines.map((line, index) => ({
    machine: 'uid',
    task: 'bootstrap',
    sequence: index + 1,
    time: `2026-01-01T00:00:0${index}.000Z`,
    ...line,
  }));
}

test('a journal without an entry says nothing', () => {
  assert.equal(bootstrapProgress([]), undefined);
});

test('the phase that waits is shown before one that merely runs', () => {
  const progress = bootstrapProgress(
    journal([
      { phase: 'task', event: 'started' },
      { phase: 'endpoint-ready', event: 'started' },
      { phase: 'endpoint-ready', event: 'waiting', message: 'it does not serve yet' },
      { phase: 'files', event: 'started' },
    ]),
  );
  assert.deepEqual(progress, {
    phase: 'endpoint-ready',
    since: '2026-01-01T00:00:01.000Z',
    waitingFor: 'it does not serve yet',
    done: false,
  });
});

test('a failure keeps command, exit code and lines, and the entry of the task does not hide it', () => {
  const progress = bootstrapProgress(
    journal([
      { phase: 'task', event: 'started' },
      { phase: 'certs', event: 'started' },
      { phase: 'certs', event: 'failed', command: ['kubeadm', 'certs'], exitCode: 1, message: 'first\nsecond' },
      { phase: 'task', event: 'failed', message: 'first\nsecond' },
    ]),
  );
  assert.deepEqual(progress?.failed, {
    phase: 'certs',
    command: ['kubeadm', 'certs'],
    exitCode: 1,
    lines: ['first', 'second'],
  });
  assert.equal(progress?.done, false);
});

test('a failure is over when its phase succeeds', () => {
  const progress = bootstrapProgress(
    journal([
      { phase: 'task', event: 'started' },
      { phase: 'preflight', event: 'failed', message: 'no' },
      { phase: 'preflight', event: 'started' },
      { phase: 'preflight', event: 'succeeded' },
    ]),
  );
  assert.equal(progress?.failed, undefined);
});

test('a finished task is done, with nothing running and nothing failed', () => {
  const progress = bootstrapProgress(
    journal([
      { phase: 'task', event: 'started' },
      { phase: 'wipe-secrets', event: 'started' },
      { phase: 'wipe-secrets', event: 'succeeded' },
      { phase: 'task', event: 'succeeded' },
    ]),
  );
  assert.deepEqual(progress, { phase: 'task', since: '2026-01-01T00:00:03.000Z', done: true });
});

test('phases cut by a power cut are forgotten when the task begins again', () => {
  const progress = bootstrapProgress(
    journal([
      { phase: 'task', event: 'started' },
      { phase: 'certs', event: 'started' },
      { phase: 'task', event: 'started' },
    ]),
  );
  assert.equal(progress?.phase, 'task');
});

test('entries of other tasks count for nothing', () => {
  assert.equal(bootstrapProgress(journal([{ phase: 'task', event: 'succeeded', task: 'renew' }])), undefined);
});
