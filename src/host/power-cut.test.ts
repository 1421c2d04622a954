import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostPaths } from '#domain/host/host-paths.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { runTasks } from './run-tasks.ts';
import { FakeCluster } from './testing/fake-cluster.ts';
import { FakeMachine, PowerCut } from './testing/fake-machine.ts';
import { sampleTask, sampleToken } from './testing/sample-task.ts';

type Mode = BootstrapTask['mode'];

function machineFor(mode: Mode, unsynced: 'gone' | 'empty'): FakeMachine {
  const cluster = new FakeCluster({ servedElsewhere: mode !== 'init' });
  cluster.tokens.add(sampleToken);
  const machine = new FakeMachine({ nodeName: 'node-1', unsynced, cluster });
  const { task, secrets } = sampleTask(mode);
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
  return machine;
}

/** What must be the same whatever happened on the way. */
function endOf(machine: FakeMachine): object {
  const files = [...machine.disk.files].map(([path, file]) => `${path} ${file.mode} ${file.content}`).sort();
  return { files, kubeletRuns: machine.kubeletRuns, nodes: [...machine.cluster.nodes] };
}

function assertWholeJournal(machine: FakeMachine): void {
  const entries = machine.entries();
  assert.deepEqual(
    entries.map((entry) => entry.sequence),
    entries.map((_, index) => index + 1),
  );
  assert.equal(machine.journalText.includes(sampleToken), false);
}

async function uncut(mode: Mode): Promise<FakeMachine> {
  const machine = machineFor(mode, 'gone');
  assert.equal(await machine.boot(runTasks), true);
  return machine;
}

async function cutAt(machine: FakeMachine, step: number): Promise<void> {
  await assert.rejects(machine.boot(runTasks, step), PowerCut, `no power cut at step ${step}`);
}

for (const mode of ['init', 'join'] as const) {
  for (const unsynced of ['gone', 'empty'] as const) {
    test(`${mode}: after a power cut at any step the next boot ends as if nothing had happened (unsynced files ${unsynced})`, async () => {
      const whole = await uncut(mode);
      for (let step = 0; step < whole.steps; step += 1) {
        const machine = machineFor(mode, unsynced);
        await cutAt(machine, step);
        assert.equal(await machine.boot(runTasks), true, `step ${step}: ${machine.entries().at(-1)?.message}`);
        assert.deepEqual(endOf(machine), endOf(whole), `step ${step}`);
        assert.equal(machine.entries().at(-1)?.phase, 'task');
        assert.equal(machine.entries().at(-1)?.event, 'succeeded');
        assertWholeJournal(machine);
      }
    });
  }
}

test('the first control plane never resets, and etcd begins once', async () => {
  const { steps } = await uncut('init');
  for (let step = 0; step < steps; step += 1) {
    const machine = machineFor('init', 'empty');
    await cutAt(machine, step);
    await machine.boot(runTasks);
    assert.equal(machine.cluster.etcdBeginnings, 1, `step ${step}`);
    assert.equal(
      machine.commands.some((command) => command[1] === 'reset'),
      false,
      `step ${step}`,
    );
  }
});

test('a second power cut during the recovery changes nothing either', async () => {
  for (const mode of ['init', 'join'] as const) {
    const whole = await uncut(mode);
    for (let step = 1; step < whole.steps; step += 7) {
      const machine = machineFor(mode, 'empty');
      await cutAt(machine, step);
      const second = Math.floor(step / 2);
      const ended = await machine.boot(runTasks, second).catch((error: unknown) => error);
      if (ended !== true) assert.ok(ended instanceof PowerCut, `${mode}, step ${step}: ${String(ended)}`);
      assert.equal(await machine.boot(runTasks), true, `${mode}, step ${step} and ${second}`);
      assert.deepEqual(endOf(machine), endOf(whole), `${mode}, step ${step} and ${second}`);
    }
  }
});

test('a further control plane ends whole, or stops with the advice to replace it once it touched etcd', async () => {
  const whole = await uncut('join-control-plane');
  let stopped = 0;
  for (let step = 0; step < whole.steps; step += 1) {
    const machine = machineFor('join-control-plane', 'empty');
    await cutAt(machine, step);
    const touched = machine.cluster.etcdMembers.size > 0;
    if (await machine.boot(runTasks)) {
      assert.deepEqual(endOf(machine), endOf(whole), `step ${step}`);
      continue;
    }
    stopped += 1;
    assert.match(machine.entries().at(-1)?.message ?? '', /replace the machine/, `step ${step}`);
    assert.equal(
      touched || machine.entries().some((entry) => entry.phase === 'kubeadm-join-etcd'),
      true,
      `step ${step}`,
    );
  }
  assert.ok(stopped > 0);
});

test('a worker whose token was taken back after it joined still finishes', async () => {
  const whole = await uncut('join');
  const registered = whole
    .entries()
    .find((entry) => entry.phase === 'kubelet-bootstrap' && entry.event === 'succeeded');
  assert.ok(registered);
  const machine = machineFor('join', 'empty');
  let step = 1;
  for (; step < whole.steps; step += 1) {
    const trial = machineFor('join', 'empty');
    await cutAt(trial, step);
    if (trial.entries().some((entry) => entry.phase === 'kubelet-bootstrap' && entry.event === 'succeeded')) break;
  }
  await cutAt(machine, step);
  machine.cluster.tokens.clear();
  assert.equal(await machine.boot(runTasks), true);
  assert.deepEqual(endOf(machine), endOf(whole));
});

test('a machine that is done does nothing more at its next boots', async () => {
  const machine = await uncut('join');
  const [entries, commands] = [machine.journalText, machine.commands.length];
  assert.equal(await machine.boot(runTasks), true);
  assert.equal(machine.journalText, entries);
  assert.equal(machine.commands.length, commands);
});

test('no secret is left when the task is done', async () => {
  for (const mode of ['init', 'join', 'join-control-plane'] as const) {
    const machine = await uncut(mode);
    const holders = [...machine.disk.files]
      .filter(([, file]) => file.content.includes(sampleToken))
      .map(([path]) => path);
    assert.deepEqual(holders, []);
    assert.equal(
      [...machine.disk.files.keys()].some((path) => path.startsWith('/run/slipway/')),
      false,
    );
    assert.equal(machine.disk.files.has(`${hostPaths.secrets}/bootstrap.json`), false);
  }
});

test('a worker that was cut after its kubelet started and before it had a certificate resets, any other does not', async () => {
  const whole = await uncut('join');
  const seen = new Set<boolean>();
  for (let step = 0; step < whole.steps; step += 1) {
    const machine = machineFor('join', 'gone');
    await cutAt(machine, step);
    const began = machine.entries().some((entry) => entry.phase === 'kubeadm-join-kubelet-start');
    const certified = ['/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/pki/kubelet-client-current.pem'].every(
      (path) => machine.disk.files.has(path),
    );
    await machine.boot(runTasks);
    const reset = machine.commands.some((command) => command[1] === 'reset');
    assert.equal(reset, began && !certified, `step ${step}`);
    seen.add(reset);
  }
  assert.equal(seen.size, 2);
});
