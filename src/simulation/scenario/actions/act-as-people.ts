import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { nodePoolName } from '#domain/naming/node-pool-name.ts';
import { act } from '../act.ts';
import { readReference } from '../read-reference.ts';
import type { ScenarioEvent } from '../scenario.ts';
import type { Stage } from '../stage.ts';

/** What people do with objects: apply, scale, patch, delete. */
export async function actAsPeople(stage: Stage, event: ScenarioEvent, place: string): Promise<void> {
  const { kinds, oracle, story } = stage;
  for (const manifest of (event.apply ?? []) as readonly ApplyConfiguration[]) {
    story.tell('you', `apply ${manifest.kind} ${manifest.metadata.name}`);
    await act.attempt(stage, `${place}.apply`, (objects) => act.apply(objects, kinds, manifest));
  }
  if (event.scale !== undefined) {
    await scale(stage, event.scale, place);
  }
  if (event.patch !== undefined) {
    const { merge, object } = event.patch;
    story.tell('you', `edit ${object}: ${JSON.stringify(merge)}`);
    const { kind, ...key } = found(stage, object);
    await act.attempt(stage, `${place}.patch`, async (objects) => {
      await objects.patch(kind, key, { type: 'merge', body: merge });
    });
  }
  for (const object of event.delete ?? []) {
    story.tell('you', `delete ${object}`);
    const { kind, ...key } = found(stage, object);
    if (kind.kind === 'Machine') {
      oracle.wishGone(`${key.namespace}/${key.name}`);
    }
    await act.attempt(stage, `${place}.delete`, async (objects) => {
      await objects.delete(kind, key, { propagationPolicy: 'Background' });
    });
  }
}

async function scale(
  stage: Stage,
  { pool: place, replicas }: NonNullable<ScenarioEvent['scale']>,
  expectation: string,
): Promise<void> {
  const [cluster = '', pool = ''] = place.split('/');
  stage.story.tell('you', `scale ${place} to ${replicas}`);
  const key = { namespace: 'default', name: nodePoolName(cluster, pool) };
  const cause = { type: 'merge', body: { spec: { replicas } } } as const;
  await act.attempt(stage, `${expectation}.scale`, async (objects) => {
    await objects.patch<KubeObject>(NodePool, key, cause);
    stage.wishes.scaled(`default/${cluster}`, pool, replicas);
  });
}

function found({ kinds }: Stage, object: string): NonNullable<ReturnType<typeof readReference>> {
  const reference = readReference(object, kinds);
  if (reference === undefined) {
    throw new Error(`no kind is called so: ${object}`);
  }
  return reference;
}
