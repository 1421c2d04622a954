import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostPaths } from '#domain/host/host-paths.ts';
import { clockSkew } from './clock-skew.ts';
import { runTasks } from './run-tasks.ts';
import { FakeCluster } from './testing/fake-cluster.ts';
import { FakeMachine } from './testing/fake-machine.ts';
import { sampleTask, sampleToken } from './testing/sample-task.ts';

const noon = Date.parse('2026-01-01T12:00:00Z');
const date = new Date(noon).toUTCString();

test('what the whole seconds of the header and the duration of the call leave open is no skew', () => {
  assert.equal(clockSkew({ date, asked: noon + 900, answered: noon + 990 }), 0);
  assert.equal(clockSkew({ date, asked: noon - 200, answered: noon + 10 }), 0);
});

test('a clock that is behind is told from one that is ahead', () => {
  assert.equal(clockSkew({ date, asked: noon - 5100, answered: noon - 5000 }), 5000);
  assert.equal(clockSkew({ date, asked: noon + 5999, answered: noon + 6100 }), -5000);
});

test('a header that is no date says nothing', () => {
  assert.equal(clockSkew({ date: 'soon', asked: 0, answered: 1 }), undefined);
});

test('a machine whose clock is wrong does not join: it says by how much and how to cure it, and sends no token', async () => {
  const cluster = new FakeCluster({ servedElsewhere: true });
  cluster.tokens.add(sampleToken);
  cluster.skewMilliseconds = 90_000;
  const machine = new FakeMachine({ nodeName: 'node-1', unsynced: 'gone', cluster });
  const { task, secrets } = sampleTask('join');
  machine.disk.files.set(`${hostPaths.tasks}/bootstrap.json`, {
    content: JSON.stringify(task),
    mode: '0644',
    synced: true,
  });
  machine.disk.files.set(`${hostPaths.secrets}/bootstrap.json`, {
    content: JSON.stringify(secrets),
    mode: '0600',
    synced: true,
  });
  assert.equal(await machine.boot(runTasks), false);
  const failed = machine.entries().find((entry) => entry.phase === 'endpoint-ready' && entry.event === 'failed');
  assert.match(failed?.message ?? '', /90\.0 s behind .*30 s are tolerated.*timedatectl/s);
  assert.deepEqual(failed?.facts, { clockSkewMilliseconds: 90_000 });
  assert.equal(
    machine.commands.some((command) => command[1] === 'join'),
    false,
  );
  cluster.skewMilliseconds = 0;
  assert.equal(await machine.boot(runTasks), true);
});
