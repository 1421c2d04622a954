import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Event } from '#api/builtin/event.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ClusterView } from './cluster-view.ts';
import { findStall } from './find-stall.ts';
import { progressTree } from './progress-tree.ts';
import { readiness } from './readiness.ts';
import type { TreeNode } from './tree-node.ts';
import { whyNotReady } from './why-not-ready.ts';

interface Given {
  readonly spec?: object;
  readonly status?: object;
  readonly ready?: readonly ['True' | 'False' | 'Unknown', string, string];
  readonly owner?: string;
  readonly generation?: number;
  readonly observed?: number;
}

function made<T extends KubeObject>(kind: string, name: string, given: Given = {}): T {
  const { generation = 1, observed = generation, owner, ready, spec = {}, status = {} } = given;
  const [state, reason, message] = ready ?? [];
  const conditions = ready
    ? [
        {
          type: 'Ready',
          status: state,
          reason,
          message,
          observedGeneration: observed,
          lastTransitionTime: '2026-01-01T00:01:00Z',
        },
      ]
    : [];
  const object = {
    apiVersion: 'slipway.dev/v1alpha1',
    kind,
    metadata: {
      name,
      uid: `${kind}-${name}`,
      resourceVersion: '1',
      generation,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(owner === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: owner, uid: owner }] }),
    },
    spec,
    status: { ...status, conditions },
  };
  return object as unknown as T;
}

function warning(uid: string, reason: string): Event {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: made('Event', uid).metadata,
    type: 'Warning',
    reason,
    involvedObject: { uid },
  };
}

const booting: ClusterView = {
  cluster: made('Cluster', 'first', {
    spec: { release: 'v1' },
    ready: ['False', 'ControlPlaneNotReady', 'the control plane is not Ready'],
  }),
  controlPlanes: [
    made('ControlPlane', 'first', {
      spec: { replicas: 1 },
      owner: 'Cluster-first',
      ready: ['False', 'Bootstrapping', 'the machine boots'],
    }),
  ],
  pools: [
    made('NodePool', 'first-workers', {
      spec: { pool: 'workers', replicas: 11 },
      status: { readyReplicas: 1 },
      owner: 'Cluster-first',
      ready: ['True', 'Ready', ''],
    }),
  ],
  machines: [
    made('Machine', 'first-workers-10', { spec: { role: 'Worker', pool: 'workers' }, ready: ['True', 'Ready', ''] }),
    made('Machine', 'first-workers-2', { spec: { role: 'Worker', pool: 'workers' } }),
    made('Machine', 'first-control-plane-1', {
      spec: { role: 'ControlPlane' },
      owner: 'ControlPlane-first',
      ready: ['False', 'Bootstrapping', 'phase init'],
    }),
  ],
  images: [
    made('MachineImage', 'v1-docker-amd64', {
      spec: { release: 'v1', provider: 'docker', architecture: 'amd64' },
      status: { progress: { message: 'compiling kubelet', done: 3, total: 8, remainingSeconds: 200 } },
      ready: ['False', 'Building', 'compiling kubelet'],
    }),
    made('MachineImage', 'v1-docker-arm64', {
      spec: { release: 'v1', provider: 'docker', architecture: 'arm64' },
      ready: ['False', 'NotWanted', 'no cluster uses it'],
    }),
  ],
  events: [],
};

function lines(nodes: readonly TreeNode[], depth = 0): readonly string[] {
  return nodes.flatMap(({ children, detail, label, measure, state }) => [
    `${' '.repeat(depth)}${label} [${state}] ${[measure, detail].filter(Boolean).join(' | ')}`.trimEnd(),
    ...lines(children, depth + 1),
  ]);
}

describe('the progress of a cluster', () => {
  it('is its wanted images, then its parts with their machines in the order of their numbers', () => {
    assert.deepEqual(lines(progressTree(booting)), [
      'machine image v1 (docker, amd64) [working] 37 %, about 3 min left | compiling kubelet',
      'cluster first [working] the control plane is not Ready',
      ' control plane [working] 0/1 Ready',
      '  first-control-plane-1 [working] phase init',
      ' pool workers [done] 1/11 Ready',
      '  first-workers-2 [waiting]',
      '  first-workers-10 [done]',
    ]);
  });

  it('ends for a part when it became Ready', () => {
    const [, cluster] = progressTree(booting);
    const pool = cluster?.children[1];
    assert.deepEqual([pool?.since, pool?.until], ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z']);
    assert.equal(cluster?.until, undefined);
  });
});

describe('Ready', () => {
  it('speaks of the spec as it is now, not of the one before an edit', () => {
    assert.equal(
      readiness.isReady(made('Cluster', 'a', { ready: ['True', 'Ready', ''], generation: 2, observed: 2 })),
      true,
    );
    const edited = made('Cluster', 'a', { ready: ['True', 'Ready', ''], generation: 2, observed: 1 });
    assert.equal(readiness.isReady(edited), false);
    assert.match(readiness.sentence(edited) ?? '', /not been looked at/);
  });

  it('is missed because of the part at the end of the chain', () => {
    const others = [...booting.controlPlanes, ...booting.pools, ...booting.machines];
    assert.deepEqual(
      whyNotReady(booting.cluster, others).map(({ object, sentence }) => `${object.kind}: ${sentence}`),
      [
        'Cluster: ControlPlaneNotReady: the control plane is not Ready',
        'ControlPlane: Bootstrapping: the machine boots',
        'Machine: Bootstrapping: phase init',
      ],
    );
    assert.equal(whyNotReady(booting.cluster, [...others, ...booting.images])[1]?.object.kind, 'MachineImage');
  });
});

describe('a stall', () => {
  it('is a state that was told as a warning', () => {
    assert.equal(findStall(booting), undefined);
    const told = {
      ...booting,
      events: [
        warning('Cluster-first', 'ControlPlaneNotReady'),
        warning('Machine-first-control-plane-1', 'Bootstrapping'),
      ],
    };
    assert.equal(findStall(told)?.object.metadata.name, 'first-control-plane-1');
  });

  it('is over when the object is in another state, and an error that is tried again is none', () => {
    assert.equal(findStall({ ...booting, events: [warning('Cluster-first', 'ReleaseNotFound')] }), undefined);
    const failing = {
      ...booting,
      cluster: made<ClusterView['cluster']>('Cluster', 'first', { ready: ['Unknown', 'Error', 'it broke'] }),
      events: [warning('Cluster-first', 'Error')],
    };
    assert.equal(findStall(failing), undefined);
  });
});
