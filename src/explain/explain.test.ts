import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { causeChain } from './cause-chain.ts';
import type { ClusterView } from './cluster-view.ts';
import { findStall } from './find-stall.ts';
import { progressTree } from './progress-tree.ts';
import { readiness } from './readiness.ts';
import { made } from './testing/made.ts';
import type { TreeNode } from './tree-node.ts';

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
      causeChain(booting.cluster, others).map(({ object, reason }) => `${object.kind}: ${reason}`),
      ['Cluster: ControlPlaneNotReady', 'ControlPlane: Bootstrapping', 'Machine: Bootstrapping'],
    );
    assert.equal(causeChain(booting.cluster, [...others, ...booting.images])[1]?.object.kind, 'MachineImage');
  });
});

describe('a stall', () => {
  it('is the cause that only a person changes', () => {
    assert.equal(findStall(booting), undefined);
    const lost = made<ClusterView['machines'][number]>('Machine', 'first-control-plane-1', {
      spec: { role: 'ControlPlane' },
      owner: 'ControlPlane-first',
      ready: ['False', 'MachineLost', 'delete it'],
    });
    assert.deepEqual(
      [findStall({ ...booting, machines: [lost] })].map((stall) => [stall?.object.metadata.name, stall?.message]),
      [['first-control-plane-1', 'delete it']],
    );
  });

  it('is none where an error was thrown, or something is tried again', () => {
    for (const ready of [
      ['Unknown', 'RangeTaken', 'it broke'],
      ['False', 'ProviderUnavailable', 'no answer'],
    ] as const) {
      const cluster = made<ClusterView['cluster']>('Cluster', 'first', { spec: { release: 'v1' }, ready });
      assert.equal(findStall({ ...booting, cluster }), undefined);
    }
  });
});
