import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '#api/cluster/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { SeededRandomness } from '#simulation/seeded-randomness.ts';
import { awaitCluster } from './await-cluster.ts';
import { clusterManifest } from './cluster-manifest.ts';
import { countEffects } from './effect-count.ts';
import { expectedInventory } from './expected-inventory.ts';
import type { Installation } from './installation.ts';
import { killMoments, type Stage } from './kill-moment.ts';
import { objectVersions } from './object-versions.ts';
import { openWorkload } from './workload.ts';

export interface KillStory {
  readonly installation: Installation;
  readonly random: SeededRandomness;
  /** In each stage. */
  readonly kills: number;
  /** Told each moment before it comes. */
  readonly tell: (text: string) => void;
}

const name = 'killed';
const key = { namespace: 'default', name };

/** Does something to a cluster by the API and kills and restarts the manager while that goes on. */
async function killDuring(story: KillStory, stage: Stage, act: () => Promise<unknown>): Promise<void> {
  const { installation, kills, random, tell } = story;
  const { manager } = installation;
  const count = countEffects(manager);
  try {
    const moments = killMoments(random, stage, kills);
    tell(`${stage}: ${moments.map((at) => `effect ${at.effects} + ${at.delayMilliseconds} ms`).join(', ')}`);
    const arm = (index: number) => count.reached(moments[index]?.effects ?? 0);
    let armed = arm(0);
    await act();
    for (const [index, moment] of moments.entries()) {
      await armed;
      await pause(moment.delayMilliseconds);
      await manager.kill();
      await installation.disconnect();
      if (index + 1 < moments.length) armed = arm(index + 1);
      await manager.start();
    }
  } finally {
    count.stop();
  }
}

async function assertNodes(installation: Installation, workers: number): Promise<void> {
  const machines = [
    `${name}-control-plane-1`,
    ...Array.from({ length: workers }, (_, n) => `${name}-workers-${n + 1}`),
  ];
  const stored = await objectVersions(installation, ['machines']);
  assert.deepEqual(
    [...stored.keys()].toSorted(),
    machines.map((machine) => `machines/${machine}`),
  );
  const workload = await openWorkload(installation, name);
  try {
    const nodes = await workload.list('nodes');
    assert.deepEqual(nodes.map(({ metadata }) => metadata.name).toSorted(), machines);
    await workload.kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=2m'], { within: 130_000 });
  } finally {
    await workload.close();
  }
}

/** Creates, scales and deletes a cluster under kills, and judges each end: what was asked for, once, and nothing else. */
export const killStory = {
  async create(story: KillStory): Promise<void> {
    const { installation } = story;
    const { objects } = await installation.client();
    await killDuring(story, 'create', () => objects.create(Cluster, clusterManifest(name, 1) as never));
    await awaitCluster.ready(installation, name);
    await expectedInventory.assertCluster(installation, name, 1);
    await assertNodes(installation, 1);
  },

  async scale(story: KillStory): Promise<void> {
    const { installation } = story;
    const { objects } = await installation.client();
    const pool = { namespace: 'default', name: `${name}-workers` };
    const body = { spec: { replicas: 3 } };
    await killDuring(story, 'scale', () =>
      objects.patch(NodePool, pool, { type: 'merge', subresource: 'scale', body }),
    );
    await awaitCluster.poolReady(installation, pool.name, 3);
    await awaitCluster.ready(installation, name);
    await expectedInventory.assertCluster(installation, name, 3);
    await assertNodes(installation, 3);
  },

  async delete(story: KillStory): Promise<void> {
    const { installation } = story;
    const { objects } = await installation.client();
    await killDuring(story, 'delete', () => objects.delete(Cluster, key));
    await awaitCluster.gone(installation, name);
    await expectedInventory.assertNothing(installation);
    const kinds = ['clusters', 'controlplanes', 'nodepools', 'machines', 'secrets'];
    assert.deepEqual([...(await objectVersions(installation, kinds)).keys()], []);
  },
} as const;
