import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import type { WorldEffect } from '#simulation/world-effect.ts';
import { createWorld } from '#simulation/create-world.ts';
import { firstCluster } from '#simulation/testing/first-cluster.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { currentBuild } from './harness/current-build.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type Effects, effectsOf, loggedEffects } from './harness/logged-effects.ts';

async function simulated(seed: number): Promise<Effects> {
  const { composition, kinds, plantSeeds } = firstCluster({ safetyNets: true });
  const world = createWorld({ seed, kinds, workloadKinds });
  await world.act(plantSeeds);
  await world.act((objects) => objects.create(Cluster, clusterManifest('first', 2) as never));
  world.startManager(composition);
  await world.runUntilQuiet();
  return effectsOf(world.effects.filter(({ phase }: WorldEffect) => phase === 'done'));
}

/** Resolves when a manager has done as many effects as are expected, or at once; the comparison tells the rest. */
async function real(installation: Installation, expected: number): Promise<Effects> {
  const { manager } = installation;
  const enough = () => loggedEffects(manager.log()).size >= expected;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 60_000);
    const end = () => {
      clearTimeout(timer);
      silence();
      resolve();
    };
    const silence = manager.onLine(() => {
      if (enough()) end();
    });
    if (enough()) end();
  });
  return loggedEffects(manager.log());
}

describe('a simulated creation of one control plane and two workers', () => {
  let installation: Installation;

  before(async () => {
    installation = await createInstallation();
  });

  after(() => installation?.remove());

  it('has the effects of the real one, each after the same others', async () => {
    const foretold = await simulated(1);
    const { root } = await currentBuild();
    await installation.cli(['apply', '-f', join(root, 'examples', 'first-cluster.yaml')]);
    await awaitCluster.ready(installation, 'first');
    assert.deepEqual(await real(installation, foretold.size), foretold);
  });
});
