import { ApiError } from '#api/meta/api-error.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { SimulatedCluster } from '../../simulated-cluster.ts';
import { act } from '../act.ts';
import { clusterNamed } from '../cluster-named.ts';
import { readReference } from '../read-reference.ts';
import type { ScenarioEvent } from '../scenario.ts';
import type { Stage } from '../stage.ts';

type Workload = NonNullable<ScenarioEvent['workload']>;

/** What people do within a workload cluster. */
export async function actInCluster(stage: Stage, workload: Workload, place: string): Promise<void> {
  const { shortfalls, story, world } = stage;
  const cluster = clusterNamed(stage, workload.cluster);
  if (cluster === undefined) {
    shortfalls.push({ expectation: place, says: `there is no cluster ${workload.cluster} yet` });
    return;
  }
  try {
    for (const manifest of (workload.apply ?? []) as readonly ApplyConfiguration[]) {
      story.tell('you', `apply ${manifest.kind} ${manifest.metadata.name} in cluster ${workload.cluster}`);
      await world.act(() => apply(stage, cluster, manifest));
    }
    for (const object of workload.delete ?? []) {
      story.tell('you', `delete ${object} in cluster ${workload.cluster}`);
      const reference = readReference(object, stage.workloadKinds);
      if (reference === undefined) {
        throw new ApiError('NotFound', `a cluster serves no ${object}`);
      }
      const { kind, ...key } = reference;
      await world.act(() => cluster.engine.delete(kind, key));
    }
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    shortfalls.push({ expectation: place, says: `${error.reason}: ${error.message}` });
  }
}

/** What a controller there would find out, the status, is written as it stands. */
async function apply(
  { workloadKinds }: Stage,
  { engine }: SimulatedCluster,
  manifest: ApplyConfiguration,
): Promise<void> {
  const kind = act.kindOf(workloadKinds, manifest);
  const { status, ...rest } = act.inNamespace(kind, manifest) as ApplyConfiguration & { readonly status?: unknown };
  await engine.apply(kind, rest, { fieldManager: 'you' });
  if (status !== undefined && kind.statusSubresource) {
    await engine.patch(kind, rest.metadata, { type: 'merge', body: { status }, subresource: 'status' });
  }
}
