import assert from 'node:assert/strict';
import { Cluster } from '#api/cluster/index.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import { createWorld } from '../create-world.ts';
import type { World } from '../world.ts';
import type { Fault } from '../fault.ts';
import { computePlan } from '../plan/compute-plan.ts';
import { declareChange } from '../plan/declare-change.ts';
import { readSnapshot } from '../plan/read-snapshot.ts';
import { runEffects } from '../plan/run-effects.ts';
import { sourceOfWorld } from '../plan/source-of-world.ts';
import { workloadKinds } from '../workload-kinds.ts';
import { firstCluster } from './first-cluster.ts';

/** What a change of the first cluster does: made with so many workers, brought to so many, or deleted. */
export type Wish = { readonly workers: number } | 'deleted';

const key = { namespace: 'default', name: 'first' };

/** The first cluster with so many workers, as a user writes it. */
export function declaredCluster(workers: number): ApplyConfiguration {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: key,
    spec: {
      release: 'v1.0.0',
      provider: 'docker',
      controlPlane: { replicas: 1 },
      pools: [{ name: 'workers', replicas: workers }],
    },
  };
}

export function changeTo(wish: Wish): PlannedChange {
  return wish === 'deleted'
    ? { manifests: [], deletions: [{ kind: 'Cluster', ...key }] }
    : { manifests: [{ ...declaredCluster(wish.workers) }], deletions: [] };
}

/** A world with a manager and, where `workers` says so, the first cluster with so many workers; all is quiet. */
export async function openPlannedWorld(
  seed: number,
  { safetyNets, workers }: { readonly safetyNets: boolean; readonly workers?: number | undefined },
): Promise<World> {
  const { composition, kinds, plantSeeds } = firstCluster({ safetyNets });
  const world = createWorld({ seed, kinds, workloadKinds });
  await world.act(plantSeeds);
  if (workers !== undefined) {
    await world.act((objects) => objects.apply(Cluster, declaredCluster(workers), { fieldManager: 'slipway' }));
  }
  world.startManager(composition);
  await world.runUntilQuiet();
  return world;
}

/** Plans a change of a world that is quiet. */
export async function planFor(world: World, change: PlannedChange, runs = 3): Promise<PlanDocument> {
  const { composition, kinds } = firstCluster({ safetyNets: true });
  const source = sourceOfWorld(world, { kinds, connections: composition.connections.of });
  const { model = world.truth.cloud.model, snapshot } = await world.act(() => readSnapshot(source, change));
  const parts = { composition, kinds, workloadKinds, model, expressions: new Expressions() };
  return await computePlan({ snapshot: JSON.parse(JSON.stringify(snapshot)), change }, parts, { runs });
}

/** Plans a change, then makes it under faults: the effects of the run are those of the plan, each with what it was to ask for. */
export async function livePlanned(life: {
  readonly seed: number;
  readonly from: number | undefined;
  readonly to: Wish;
  readonly faults: readonly Fault[];
  readonly safetyNets: boolean;
}): Promise<World> {
  const { kinds } = firstCluster({ safetyNets: true });
  const world = await openPlannedWorld(life.seed, { safetyNets: life.safetyNets, workers: life.from });
  const change = changeTo(life.to);
  const plan = await planFor(world, change);
  assert.deepEqual(plan.stalls, []);
  const already = world.effects.length;
  world.trouble(life.faults);
  assert.deepEqual(await world.act((objects) => declareChange(objects, kinds, change)), []);
  await world.runUntilQuiet();
  const done = runEffects(world.effects.slice(already));
  assert.deepEqual([...done.keys()].toSorted(), plan.effects.map(({ id }) => id).toSorted());
  for (const { digests, id } of plan.effects) {
    if (digests.length === 0) continue;
    const others = [...(done.get(id)?.digests ?? [])].filter((digest) => !digests.includes(digest));
    assert.deepEqual(others, [], `${id} asks for something else than was planned`);
  }
  return world;
}
