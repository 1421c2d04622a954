import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import { PhaseFailure } from './phase-failure.ts';
import type { Phase } from './phase.ts';
import { runPhases } from './run-phases.ts';
import { FakeCluster } from './testing/fake-cluster.ts';
import { FakeMachine } from './testing/fake-machine.ts';
import { sampleTask, sampleToken } from './testing/sample-task.ts';

const { task, secrets } = sampleTask('join');

function phase(name: string, more: Partial<Phase> = {}): Phase {
  return { name, summary: name, after: [], run: () => Promise.resolve({}), ...more };
}

async function run(phases: readonly Phase[], done: readonly string[] = []) {
  const machine = new FakeMachine({
    nodeName: 'n',
    unsynced: 'gone',
    cluster: new FakeCluster({ servedElsewhere: true }),
  });
  let failure: unknown;
  await machine.boot(async (system) => {
    const rest = { done: new Set(done), torn: new Set<string>(), secrets: () => Promise.resolve(secrets) };
    failure = await runPhases({ system, task, phases, ...rest }).catch((error: unknown) => error);
    return true;
  });
  return {
    failure,
    lines: machine.entries().map((entry) => `${entry.phase} ${entry.event}`),
    entries: machine.entries(),
  };
}

test('phases follow their predecessors, and those that are done are not run', async () => {
  const { lines } = await run([phase('c', { after: ['b'] }), phase('b', { after: ['a'] }), phase('a')], ['a']);
  assert.deepEqual(lines, ['b started', 'b succeeded', 'c started', 'c succeeded']);
});

test('all checks come before any run, and every problem is journalled', async () => {
  const { failure, lines } = await run([
    phase('first'),
    phase('second', { check: () => Promise.resolve('no resolver; name one') }),
    phase('third', { check: () => Promise.resolve('no token; deliver one') }),
  ]);
  assert.deepEqual(lines, ['second failed', 'third failed']);
  assert.match(String(failure), /no resolver.*\n.*no token/);
});

test('a phase that may be tried again is, and each try is journalled', async () => {
  let tries = 0;
  const flaky = phase('flaky', {
    retry: { attempts: 5, firstMilliseconds: 100, longestMilliseconds: 200 },
    run: () => {
      tries += 1;
      return tries < 3 ? Promise.reject(new PhaseFailure('the API is away')) : Promise.resolve({});
    },
  });
  const { lines, entries } = await run([flaky]);
  assert.deepEqual(lines.filter((line) => line.endsWith('failed')).length, 2);
  assert.equal(lines.at(-1), 'flaky succeeded');
  assert.equal(Date.parse(entries.at(-1)?.time ?? '') - Date.parse(entries[0]?.time ?? ''), 300);
});

test('a phase tries no more often than it says, and not at all when that cannot help', async () => {
  const retry = { attempts: 3, firstMilliseconds: 1, longestMilliseconds: 1 };
  const failing = (retryable: boolean): Phase =>
    phase('failing', { retry, run: () => Promise.reject(new PhaseFailure('no', { retryable })) });
  assert.equal((await run([failing(true)])).lines.filter((line) => line.endsWith('started')).length, 3);
  assert.equal((await run([failing(false)])).lines.filter((line) => line.endsWith('started')).length, 1);
});

test('after a failure nothing new starts, and what runs is waited for', async () => {
  const slow = phase('slow', {
    async run({ system }) {
      await system.clock.pause(1000);
      return {};
    },
  });
  const { failure, lines } = await run([
    slow,
    phase('broken', { run: () => Promise.reject(new PhaseFailure('broken')) }),
    phase('later', { after: ['slow'] }),
  ]);
  assert.equal(lines.includes('slow succeeded'), true);
  assert.equal(lines.includes('later started'), false);
  assert.match(String(failure), /broken/);
});

test('a phase that waits for what a failed one would have brought gives up, and the failure stays the one that is told', async () => {
  const patient = phase('patient', {
    async run(context) {
      for (;;) {
        await context.waiting('nothing yet');
        await context.system.clock.pause(1000);
      }
    },
  });
  const broken = phase('broken', {
    async run({ system }) {
      await system.clock.pause(5000);
      throw new PhaseFailure('broken');
    },
  });
  const { entries, failure, lines } = await run([patient, broken]);
  assert.match(String(failure), /broken/);
  assert.deepEqual(lines.slice(-2), ['broken failed', 'patient skipped']);
  assert.equal(bootstrapProgress(entries)?.failed?.phase, 'broken');
});

test('the entry of a failed command has its arguments, its exit code and its last lines without secrets', async () => {
  const { entries } = await run([
    phase('talks', {
      async run({ execute }) {
        await execute(['kubeadm', 'join', 'phase', 'nonsense']);
        return {};
      },
    }),
    phase('leaks', { run: () => Promise.reject(new PhaseFailure(`refused ${sampleToken}`)) }),
  ]);
  const failed = entries.find((entry) => entry.phase === 'talks' && entry.event === 'failed');
  assert.deepEqual(failed?.command, ['kubeadm', 'join', 'phase', 'nonsense']);
  assert.equal(failed?.exitCode, 1);
  assert.equal(failed?.message, 'unknown command join phase nonsense');
  assert.equal(JSON.stringify(entries).includes(sampleToken), false);
});

test('what a phase waits for is journalled once for as long as it stays the same', async () => {
  const waits = phase('waits', {
    async run({ waiting }) {
      for (const message of ['a', 'a', 'b', 'b', 'b']) await waiting(message);
      return {};
    },
  });
  const { entries } = await run([waits]);
  assert.deepEqual(
    entries.filter((entry) => entry.event === 'waiting').map((entry) => entry.message),
    ['a', 'b'],
  );
});
