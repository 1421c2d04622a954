import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { HostSystem } from './host-system.ts';
import type { Phase } from './phase.ts';
import { apiServerAnswers } from './phases/api-server-answers.ts';
import { endpointReady } from './phases/endpoint-ready.ts';
import { kubeletBootstrap } from './phases/kubelet-bootstrap.ts';
import { podNetwork } from './phases/pod-network.ts';
import { writeFiles } from './phases/write-files.ts';
import { registerNode } from './register-node.ts';
import { runPhases } from './run-phases.ts';
import { FakeCluster } from './testing/fake-cluster.ts';
import { FakeMachine } from './testing/fake-machine.ts';
import { kubeletKubeconfig } from './testing/kubelet-kubeconfig.ts';
import { sampleTask, sampleToken } from './testing/sample-task.ts';

const pem = '/var/lib/kubelet/pki/kubelet-client-current.pem';

interface Bench {
  readonly machine: FakeMachine;
  readonly cluster: FakeCluster;
  /** Runs phases as a task does; `meanwhile` is called whenever the machine waits. Gives the failure, or undefined. */
  run(phases: readonly Phase[], meanwhile?: () => void): Promise<unknown>;
  /** Messages of the journal, oldest first. */
  said(): readonly string[];
}

function bench(mode: BootstrapTask['mode']): Bench {
  const cluster = new FakeCluster({ servedElsewhere: mode === 'join' });
  const machine = new FakeMachine({ nodeName: 'node-1', unsynced: 'gone', cluster });
  const { task, secrets } = sampleTask(mode);
  return {
    machine,
    cluster,
    async run(phases, meanwhile = () => undefined) {
      let failure: unknown;
      await machine.boot(async (given) => {
        const system = whoWaits(given, meanwhile);
        const rest = { done: new Set<string>(), torn: new Set<string>(), secrets: () => Promise.resolve(secrets) };
        const alone = phases.map((phase) => ({ ...phase, after: [] }));
        failure = await runPhases({ system, task, phases: alone, ...rest }).catch((error: unknown) => error);
        return true;
      });
      return failure;
    },
    said: () => machine.entries().flatMap(({ message }) => (message === undefined ? [] : [message])),
  };
}

function whoWaits(system: HostSystem, meanwhile: () => void): HostSystem {
  const { clock } = system;
  const pause = (milliseconds: number): Promise<void> => {
    meanwhile();
    return clock.pause(milliseconds);
  };
  return { ...system, clock: { ...clock, pause } };
}

/** Lets something happen once the machine has said what the expression describes. */
function once(said: () => readonly string[], sentence: RegExp, act: () => void): () => void {
  let done = false;
  return () => {
    if (done || !said().some((message) => sentence.test(message))) return;
    done = true;
    act();
  };
}

const logLine = (line: string) => `2026-01-01T00:00:00.000000000Z stderr F ${line}`;

describe('a machine says', () => {
  it('that its clock is wrong by a day before it joins, and goes on with a right one', async () => {
    const { cluster, run } = bench('join');
    cluster.tokens.add(sampleToken);
    cluster.skewMilliseconds = 86_400_000;
    assert.match(
      String(await run([endpointReady])),
      /clock is 864\d\d\.\d s behind .* 30 s are tolerated\. Set the clock/,
    );
    cluster.skewMilliseconds = 0;
    assert.equal(await run([endpointReady]), undefined);
  });

  it('that its token is not known, and goes on when it is', async () => {
    const { cluster, run, said } = bench('join');
    const sentence = /does not know the machine's bootstrap token, or it is over/;
    const failure = await run(
      [endpointReady],
      once(said, sentence, () => cluster.tokens.add(sampleToken)),
    );
    assert.equal(failure, undefined);
    assert.equal(said().filter((message) => sentence.test(message)).length, 1);
  });

  it('that its disk is full, with the cure, and goes on when it is not', async () => {
    const { machine, run } = bench('join');
    machine.disk.full = true;
    await run([writeFiles]);
    const [, failed] = machine.entries();
    assert.equal(
      failed?.message,
      'There is no room left on the machine: ENOSPC: no space left on device, write. Free some; the task then goes on by itself.',
    );
    machine.disk.full = false;
    assert.equal(await run([writeFiles]), undefined);
  });

  it('that its kubelet crashes, with the exit code and what it complains about, and goes on when it does not', async () => {
    const { machine, cluster, run, said } = bench('join');
    machine.says.set('systemctl', {
      exitCode: 0,
      lines: ['NRestarts=4', 'ExecMainStatus=1', 'ActiveState=activating', 'SubState=auto-restart'],
    });
    const crash = 'E1125 10:00:00.000000       7 run.go:72] "command failed" err="unknown flag: --nonsense"';
    machine.says.set('journalctl', { exitCode: 0, lines: ['Starting', crash] });
    machine.disk.writeUnsynced('/etc/kubernetes/bootstrap-kubelet.conf', `token: ${sampleToken}`);
    const sentence =
      /^The kubelet ends with exit code 1 each time it starts: "command failed" err="unknown flag: --nonsense"\. /;
    const mend = () => {
      machine.says.clear();
      machine.kubeletRuns = true;
      cluster.tokens.add(sampleToken);
    };
    assert.equal(await run([kubeletBootstrap([])], once(said, sentence, mend)), undefined);
    assert.equal(said().filter((message) => sentence.test(message)).length, 1, 'said once');
  });

  it('that its kubelet crashes with its certificate in hand, before it is a Node, and goes on when it does not', async () => {
    const { machine, cluster, run, said } = bench('join');
    machine.disk.writeUnsynced('/etc/kubernetes/kubelet.conf', kubeletKubeconfig(pem));
    machine.disk.writeUnsynced(pem, 'CERTIFICATE and KEY');
    machine.says.set('systemctl', { exitCode: 0, lines: ['NRestarts=4', 'ExecMainStatus=1'] });
    const crash =
      'E1125 10:00:00.000000       7 kubelet.go:1707] "Failed to start ContainerManager" err="reservation of cpu"';
    machine.says.set('journalctl', { exitCode: 0, lines: [crash] });
    const sentence =
      /^The kubelet ends with exit code 1 each time it starts: "Failed to start ContainerManager".*pod CIDR/;
    const mend = () => {
      machine.says.clear();
      cluster.nodes.set('node-1', { podCidr: '10.244.7.0/24' });
    };
    assert.equal(await run([podNetwork([])], once(said, sentence, mend)), undefined);
    assert.equal(said().filter((message) => sentence.test(message)).length, 1, 'said once');
  });

  const mendControlPlane = ({ machine }: Bench) => {
    machine.says.clear();
    machine.kubeletRuns = true;
    for (const path of [
      '/etc/kubernetes/manifests/etcd.yaml',
      '/etc/kubernetes/manifests/kube-apiserver.yaml',
      '/etc/kubernetes/pki/apiserver.crt',
      '/etc/kubernetes/pki/etcd/server.crt',
    ])
      machine.disk.writeUnsynced(path, 'whole');
  };

  it('why etcd does not come up, and goes on when it does', async () => {
    const there = bench('init');
    const folder = '/var/log/pods/kube-system_etcd-node-1_0123';
    const fatal = '{"level":"fatal","ts":"2026-01-01T00:00:00Z","msg":"discovery failed","error":"member has no data"}';
    there.machine.disk.writeUnsynced(`${folder}/etcd/0.log`, logLine('{"level":"info","msg":"starting"}'));
    there.machine.disk.writeUnsynced(`${folder}/etcd/11.log`, `${logLine(fatal)}\n`);
    const sentence = /^etcd says: discovery failed: member has no data\. The API server does not answer yet/;
    const failure = await there.run(
      [apiServerAnswers([])],
      once(there.said, sentence, () => mendControlPlane(there)),
    );
    assert.equal(failure, undefined);
  });

  it('nothing of what a server complains about that merely starts slowly', async () => {
    const there = bench('init');
    const noise = logLine('E1125 10:00:00.000000       1 finisher.go:175] "Post-timeout activity" method="GET"');
    there.machine.disk.writeUnsynced('/var/log/pods/kube-system_kube-apiserver-node-1_01/kube-apiserver/0.log', noise);
    let pauses = 0;
    const mend = () => {
      pauses += 1;
      if (pauses === 100) mendControlPlane(there);
    };
    assert.equal(await there.run([apiServerAnswers([])], mend), undefined);
    assert.deepEqual(there.said(), ['The API server does not answer yet: the connection is refused.']);
  });

  it('which image is missing, and goes on when it is there', async () => {
    const there = bench('init');
    const line =
      'E1125 10:00:00.1 7 pod_workers.go:1324] "Error syncing pod" err="failed to \\"StartContainer\\" for \\"etcd\\" with ErrImageNeverPull: \\"Container image \\\\\\"slipway.dev/etcd:3.6.16\\\\\\" is not present with pull policy of Never\\""';
    there.machine.says.set('journalctl', { exitCode: 0, lines: [line] });
    const sentence = /^Image slipway\.dev\/etcd:3\.6\.16 is missing on the machine/;
    const failure = await there.run(
      [apiServerAnswers([])],
      once(there.said, sentence, () => mendControlPlane(there)),
    );
    assert.equal(failure, undefined);
    const asked = there.machine.commands.filter(
      ([program, ...rest]) => program === 'journalctl' && rest.includes('400'),
    );
    assert.ok(asked.length > 0 && asked.every((words) => words.includes('--since=-1min')), 'nothing that is over');
  });

  it('nothing of troubles while all comes up in its time', async () => {
    const there = bench('init');
    const began = there.machine.commands.length;
    let pauses = 0;
    const mend = () => {
      pauses += 1;
      if (pauses === 20) mendControlPlane(there);
    };
    assert.equal(await there.run([apiServerAnswers([])], mend), undefined);
    assert.equal(there.machine.commands.length, began);
  });
});

describe('a machine whose Node was deleted', () => {
  it('registers it with the pod ranges it has and restarts its kubelet; a second time changes nothing', async () => {
    const { machine, cluster } = bench('join');
    const { task } = sampleTask('join');
    machine.disk.writeUnsynced('/etc/kubernetes/kubelet.conf', kubeletKubeconfig(pem));
    machine.disk.writeUnsynced(pem, 'CERTIFICATE and KEY');
    const wrote = { machine: 'uid-1', task: 'bootstrap', phase: 'pod-network', event: 'succeeded' } as const;
    const register = async (system: HostSystem) => {
      await system.journal.append({ ...wrote, facts: { podCidrs: ['10.244.7.0/24'] } });
      await registerNode(system, task);
      await registerNode(system, task);
      return true;
    };
    await machine.boot(register);
    assert.deepEqual([...cluster.nodes], [['node-1', { podCidr: '10.244.7.0/24' }]]);
    const restarts = machine.commands.filter((command) => command.join(' ') === 'systemctl restart kubelet');
    assert.equal(restarts.length, 2);
    const [entry] = machine.entries().filter(({ task: name }) => name === 'register');
    assert.equal(entry?.phase, 'create-node');
  });
});
