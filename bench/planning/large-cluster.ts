import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Cluster } from '#api/cluster/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { composition } from '#manager/composition/composition.ts';
import { plantSeeds } from '#manager/composition/plant-seeds.ts';
import { createBreath } from '#manager/plans/create-breath.ts';
import { PlanThread } from '#manager/plans/plan-thread.ts';
import { timers } from '#platform/timers.ts';
import { createWorld } from '#simulation/create-world.ts';
import { readSnapshot } from '#simulation/plan/read-snapshot.ts';
import { sourceOfWorld } from '#simulation/plan/source-of-world.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';

/** A simulated cluster of so many machines that stands, and plans for it as a manager makes them. */
export async function largeCluster(machines: number): Promise<{
  /** Plans so many machines more. */
  plan(more: number): Promise<PlanDocument>;
  close(): Promise<void>;
}> {
  const world = createWorld({
    seed: 'bench',
    kinds: servedKinds,
    workloadKinds,
    trace: false,
    pace: () => 0,
    mostSteps: 10_000_000,
  });
  const workers = machines - 1;
  await world.act(plantSeeds.inOwnStore);
  await world.act((objects) => objects.apply(Cluster, declared(workers), { fieldManager: 'slipway' }));
  world.startManager(composition);
  await world.runUntilQuiet();
  const found = world.truth.cloud.machines.size;
  if (found !== machines) throw new Error(`there are ${found} machines instead of ${machines}`);
  const breathe = createBreath(timers);
  const entry = pathToFileURL(join(import.meta.dirname, '..', '..', 'src', 'manager', 'entry', 'plan-worker.ts'));
  const thread = new PlanThread({ entry, timers, breathe });
  return {
    async plan(more) {
      const change = { manifests: [{ ...declared(workers + more) }], deletions: [] };
      const source = {
        ...sourceOfWorld(world, { kinds: servedKinds, connections: composition.connections.of }),
        breathe,
      };
      const { snapshot } = await readSnapshot(source, change);
      const plan = await thread.compute({ snapshot, change, providerType: 'sim' });
      if (plan.result !== 'Changes') throw new Error(`the plan is none: ${plan.summary}`);
      return plan;
    },
    close: () => thread.close(),
  };
}

function declared(workers: number) {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'large', namespace: 'default' },
    spec: {
      release: 'v1.0.0',
      provider: 'docker',
      network: { pods: { cidrs: ['10.128.0.0/12'] } },
      controlPlane: { replicas: 1 },
      pools: [{ name: 'workers', replicas: workers }],
    },
  };
}
