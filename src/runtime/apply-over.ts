import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { deepEqual } from '#base/deep-equal.ts';
import type { ApplyConfiguration, ObjectApi } from '#capabilities/object-api.ts';

/** What is applied, and over what. */
export interface OverApplication {
  readonly desired: ApplyConfiguration;
  /** The object as it was when `desired` was decided. */
  readonly read: KubeObject;
  readonly manager: string;
  readonly subresource?: 'status';
  readonly signal: AbortSignal;
}

/** So often others may write the object in between. */
const mostAttempts = 4;

/**
 * Server-side apply over an object as it was read: its uid and resourceVersion go along. What others wrote in between is no
 * obstacle, as apply leaves that alone; but where somebody wrote under the same name, it is the work of a newer manager,
 * and nothing is written: rejects with Conflict. So does what is gone by now.
 */
export async function applyOver<T extends KubeObject>(
  objects: ObjectApi,
  kind: Kind<T>,
  application: OverApplication,
): Promise<T> {
  const { desired, manager, read, signal, subresource } = application;
  const options = { fieldManager: manager, force: true, signal, ...(subresource === undefined ? {} : { subresource }) };
  let over = read;
  for (let attempt = 1; ; attempt += 1) {
    const { resourceVersion, uid } = over.metadata;
    try {
      return await objects.apply(
        kind,
        { ...desired, metadata: { ...desired.metadata, uid, resourceVersion } },
        options,
      );
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'Conflict') || attempt === mostAttempts) throw error;
      const live = await find(objects, kind, application);
      if (live?.metadata.uid !== uid || !deepEqual(entryOf(live, application), entryOf(read, application))) throw error;
      over = live;
    }
  }
}

async function find(
  objects: ObjectApi,
  kind: Kind,
  { read, signal }: OverApplication,
): Promise<KubeObject | undefined> {
  try {
    return await objects.get(kind, read.metadata, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}

/** What an object says was applied under a name, and when. */
function entryOf(object: KubeObject, { manager, subresource }: OverApplication): unknown {
  return object.metadata.managedFields?.find(
    (entry) =>
      entry.manager === manager && entry.operation === 'Apply' && (entry.subresource ?? '') === (subresource ?? ''),
  );
}
