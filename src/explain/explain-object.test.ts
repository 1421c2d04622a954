import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Event } from '#api/builtin/event.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { explainObject, type Known } from './explain-object.ts';
import { made } from './testing/made.ts';

const spec = { cluster: 'first', release: 'v1' };
const cluster = made('Cluster', 'first', {
  spec: { release: 'v1' },
  ready: ['False', 'ControlPlaneNotReady', 'the control plane is not Ready'],
});
const plane = made('ControlPlane', 'first', {
  spec,
  owner: 'Cluster-first',
  ready: ['False', 'MachineNotReady', 'first-control-plane-1 is not Ready'],
});
const pool = made('NodePool', 'first-workers', {
  spec: { ...spec, pool: 'workers' },
  owner: 'Cluster-first',
  ready: ['False', 'NotReady', 'no machine is Ready'],
});

function machine(
  name: string,
  ready: readonly ['True' | 'False' | 'Unknown', string, string],
  status = {},
): KubeObject {
  const owner = name.includes('control') ? 'ControlPlane-first' : 'NodePool-first-workers';
  const role = name.includes('control') ? 'ControlPlane' : 'Worker';
  return made('Machine', name, { spec: { ...spec, role }, owner, ready, status });
}

function known(others: readonly KubeObject[], more: Partial<Known> = {}): Known {
  return { others, events: [], journals: new Map(), nextTries: new Map(), ...more };
}

function chainOf(object: KubeObject, others: readonly KubeObject[]): readonly string[] {
  return explainObject(object, known(others)).chain.map(({ kind, name, reason }) => `${kind} ${name} ${reason}`);
}

const failed = machine(
  'first-control-plane-1',
  ['False', 'BootstrapFailed', 'phase kubeadm-init-etcd failed\nno space left'],
  {
    providerId: 'x',
    bootstrap: {
      state: 'Failed',
      phase: 'kubeadm-init-etcd',
      message: 'no space left',
      command: 'kubeadm init',
      exitCode: 1,
    },
  },
);
const waiting = machine('first-workers-1', ['False', 'Bootstrapping', 'waits for the endpoint'], {
  bootstrap: { state: 'Running', phase: 'endpoint-ready', message: 'the endpoint does not answer' },
});

function entry(sequence: number, fields: Partial<JournalEntry>): JournalEntry {
  return {
    machine: 'Machine-first-control-plane-1',
    sequence,
    task: 'bootstrap',
    phase: 'kubeadm-init-etcd',
    event: 'started',
    time: `2026-01-01T00:00:0${sequence}.000Z`,
    ...fields,
  };
}

describe('an explanation', () => {
  it('goes down to the line in the journal of the machine itself', () => {
    const journal = [
      entry(1, { event: 'started' }),
      entry(2, {
        event: 'failed',
        command: ['kubeadm', 'init', 'phase', 'etcd', 'local'],
        exitCode: 1,
        message: 'writing the manifest\nno space left on device',
      }),
    ];
    const tries = [{ controller: 'machine.lifecycle', at: '2026-01-01T00:01:00Z', wokenBy: ["the machine's journal"] }];
    const explanation = explainObject(
      cluster,
      known([plane, pool, failed, waiting], {
        journals: new Map([[failed.metadata.uid, journal]]),
        nextTries: new Map([[failed.metadata.uid, tries]]),
      }),
    );
    assert.deepEqual(
      explanation.chain.map(({ kind, reason }) => `${kind} ${reason}`),
      ['Cluster ControlPlaneNotReady', 'ControlPlane MachineNotReady', 'Machine BootstrapFailed'],
    );
    const { evidence, layer, lasts, nextTries, who } = explanation.cause ?? {};
    assert.deepEqual([layer, lasts, who, nextTries], ['machine', 'retryable', 'operator', tries]);
    assert.deepEqual(evidence, [
      {
        source: 'journal of machine first-control-plane-1, entry 2',
        time: '2026-01-01T00:00:02.000Z',
        phase: 'kubeadm-init-etcd',
        command: 'kubeadm init phase etcd local',
        exitCode: 1,
        lines: ['writing the manifest', 'no space left on device'],
      },
    ]);
  });

  it('takes what the status keeps where the journal cannot be read, and never that of an earlier machine of the name', () => {
    const stranger = [entry(1, { machine: 'another', event: 'failed', message: 'long ago' })];
    for (const journals of [new Map(), new Map([[failed.metadata.uid, stranger]])]) {
      const [evidence] = explainObject(failed, known([], { journals })).cause?.evidence ?? [];
      assert.equal(evidence?.source, 'status of machine first-control-plane-1');
      assert.deepEqual(
        [evidence?.phase, evidence?.command, evidence?.exitCode],
        ['kubeadm-init-etcd', 'kubeadm init', 1],
      );
    }
  });

  it('of a worker that waits for the API leads to the control plane', () => {
    assert.deepEqual(chainOf(pool, [cluster, plane, pool, failed, waiting]), [
      'NodePool first-workers NotReady',
      'Machine first-workers-1 Bootstrapping',
      'Machine first-control-plane-1 BootstrapFailed',
    ]);
  });

  it('stops at the object that has the cause, not at those that wait for it', () => {
    const down = made('Cluster', 'first', {
      spec: { release: 'v1' },
      ready: ['False', 'ProviderUnavailable', 'the engine does not answer'],
    });
    const idle = machine('first-control-plane-1', ['False', 'WaitingForEndpoint', 'the API endpoint is not there yet']);
    assert.deepEqual(chainOf(down, [plane, pool, idle]), ['Cluster first ProviderUnavailable']);
    assert.deepEqual(chainOf(idle, [down, plane]), [
      'Machine first-control-plane-1 WaitingForEndpoint',
      'Cluster first ProviderUnavailable',
    ]);
  });

  it('of a machine that waits for its image leads to the build, and why that is stuck', () => {
    const image = made('MachineImage', 'v1-docker-amd64', {
      spec: { release: 'v1', provider: 'docker', architecture: 'amd64' },
      ready: ['False', 'ToolsMissing', 'go is missing'],
    });
    const idle = machine('first-workers-1', [
      'False',
      'WaitingForImage',
      'the machine image is not at the provider yet',
    ]);
    const { cause } = explainObject(idle, known([cluster, image]));
    assert.deepEqual([cause?.reason, cause?.layer, cause?.lasts], ['ToolsMissing', 'image', 'permanent']);
  });

  it('prefers what only a person changes to what goes by itself', () => {
    const lost = machine('first-workers-2', ['False', 'MachineLost', 'it is gone']);
    assert.equal(
      chainOf(pool, [machine('first-workers-1', ['False', 'Creating', '']), lost])[1],
      'Machine first-workers-2 MachineLost',
    );
  });

  it('says since when by the event that told it, and tells an error that is thrown as retryable', () => {
    const broken = made('Cluster', 'first', { ready: ['Unknown', 'ApiForbidden', 'no'] });
    const told = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: broken.metadata,
      type: 'Warning',
      reason: 'ApiForbidden',
      message: 'no',
      count: 3,
      lastTimestamp: '2026-01-01T00:05:00Z',
      involvedObject: { uid: broken.metadata.uid },
    } satisfies Event;
    const { cause } = explainObject(broken, known([], { events: [told] }));
    assert.deepEqual([cause?.since, cause?.lasts, cause?.layer], ['2026-01-01T00:05:00Z', 'retryable', 'manager']);
    assert.match(cause?.evidence[0]?.source ?? '', /event of Cluster first, seen 3 times/);
  });

  it('knows a paused cluster, an edit that nobody looked at, what is Ready, and what has no state', () => {
    const paused = made('Cluster', 'first', { spec: { management: 'Paused' } });
    assert.deepEqual(chainOf(paused, []), ['Cluster first Paused']);
    const edited = made('Cluster', 'first', { ready: ['True', 'Ready', ''], generation: 2, observed: 1 });
    assert.deepEqual(chainOf(edited, []), ['Cluster first NotReported']);
    const fine = made('Cluster', 'first', { ready: ['True', 'Ready', ''] });
    assert.deepEqual(explainObject(fine, known([])), {
      object: { kind: 'Cluster', name: 'first' },
      state: 'Ready',
      chain: [],
    });
    assert.equal(explainObject(made('Provider', 'docker'), known([])).state, 'Stateless');
  });

  it("tells of a word that is not ours that it is the cluster's own", () => {
    const node = machine('first-workers-1', ['False', 'KubeletNotReady', 'the network is not ready']);
    const { cause } = explainObject(node, known([]));
    assert.deepEqual([cause?.layer, cause?.lasts], ['cluster', 'passing']);
  });
});
