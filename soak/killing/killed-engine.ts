import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '#api/cluster/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { createSeededRandomness, type SeededRandomness } from '#simulation/seeded-randomness.ts';
import { awaitCluster } from '../../e2e/harness/await-cluster.ts';
import { clusterManifest } from '../../e2e/harness/cluster-manifest.ts';
import { declarePrivateEngine } from '../../e2e/harness/declare-private-engine.ts';
import { dockerInventory } from '../../e2e/harness/docker-inventory.ts';
import { countEffects } from '../../e2e/harness/effect-count.ts';
import { createInstallation, type Installation } from '../../e2e/harness/installation.ts';
import { createPrivateEngine, type PrivateEngine } from '../../e2e/harness/private-engine.ts';
import { openWorkload } from '../../e2e/harness/workload.ts';

const name = 'killed';
const key = { namespace: 'default', name };
/** Fewer effects than each stage has, so that each moment comes. */
const mostEffects = { create: 12, scale: 4, delete: 4 } as const;
const longestAway = 15_000;

interface Scene {
  readonly installation: Installation;
  readonly engine: PrivateEngine;
  readonly random: SeededRandomness;
}

/** Does something and kills the engine at a random moment of it, for a random while. */
async function killDuring(
  { engine, installation, random }: Scene,
  stage: keyof typeof mostEffects,
  act: () => Promise<unknown>,
): Promise<void> {
  const effects = 1 + random.below(mostEffects[stage]);
  const away = random.below(longestAway);
  console.log(`  ${stage}: effect ${effects}, away for ${away} ms`);
  const count = countEffects(installation.manager);
  try {
    const reached = count.reached(effects);
    await act();
    await reached;
    await engine.end('SIGKILL');
    await pause(away);
    await engine.start();
  } finally {
    count.stop();
  }
}

async function assertNodes(installation: Installation, workers: number): Promise<void> {
  const workload = await openWorkload(installation, name);
  try {
    assert.equal((await workload.list('nodes')).length, 1 + workers);
    await workload.kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=3m'], { within: 190_000 });
  } finally {
    await workload.close();
  }
}

async function live(scene: Scene): Promise<void> {
  const { engine, installation } = scene;
  await declarePrivateEngine(installation, engine);
  const { objects } = await installation.client();
  const manifest = clusterManifest(name, 1) as { readonly spec: object };
  const declared = { ...manifest, spec: { ...manifest.spec, provider: 'private' } };
  await killDuring(scene, 'create', () => objects.create(Cluster, declared as never));
  await awaitCluster.ready(installation, name);
  await assertNodes(installation, 1);
  const pool = { namespace: 'default', name: `${name}-workers` };
  const body = { spec: { replicas: 2 } };
  await killDuring(scene, 'scale', () => objects.patch(NodePool, pool, { type: 'merge', subresource: 'scale', body }));
  await awaitCluster.poolReady(installation, pool.name, 2);
  await awaitCluster.ready(installation, name);
  await assertNodes(installation, 2);
  await killDuring(scene, 'delete', () => objects.delete(Cluster, key));
  await awaitCluster.gone(installation, name);
  const { containers, networks, volumes } = await dockerInventory.read(installation.uid(), engine.docker);
  assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
}

/** A killed engine, a private one: once in each of create, scale and delete of a cluster; gives how many kills that were. */
export async function killedEngine(seed: string): Promise<number> {
  const engine = await createPrivateEngine();
  let installation: Installation | undefined;
  try {
    installation = await createInstallation();
    await live({ engine, installation, random: createSeededRandomness(seed) });
    return 3;
  } finally {
    await installation?.remove();
    await engine.remove();
  }
}
