import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

/** Whose finalizer, on what, and whether it shall be there. */
export interface FinalizerTarget {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly controller: string;
  readonly present: boolean;
}

/** The finalizer of one controller: a qualified name, so that two controllers of one kind have two. */
export function finalizerOf(controller: string): string {
  return `slipway.dev/${controller}`;
}

/** So often another writer may come between before the pass is given up and run again later. */
const mostAttempts = 4;

/**
 * Puts the finalizer on or takes it off. Whoever else changed the object meanwhile is no obstacle, as long as it still is
 * the same object and its deletion was asked for or not as before; else rejects with Conflict or NotFound.
 */
export async function writeFinalizer(
  objects: ObjectApi,
  target: FinalizerTarget,
  signal: AbortSignal,
): Promise<KubeObject> {
  let { object } = target;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await patchFinalizer(objects, { ...target, object }, signal);
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'Conflict') || attempt === mostAttempts) {
        throw error;
      }
      object = await objects.get(target.kind, target.object.metadata, { signal });
      const { uid, deletionTimestamp } = target.object.metadata;
      if (
        object.metadata.uid !== uid ||
        (object.metadata.deletionTimestamp === undefined) !== (deletionTimestamp === undefined)
      ) {
        throw error;
      }
    }
  }
}

async function patchFinalizer(
  objects: ObjectApi,
  { kind, object, controller, present }: FinalizerTarget,
  signal: AbortSignal,
): Promise<KubeObject> {
  const finalizer = finalizerOf(controller);
  const others = (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  const { uid, resourceVersion } = object.metadata;
  const body = { metadata: { uid, resourceVersion, finalizers: present ? [...others, finalizer] : others } };
  return await objects.patch(kind, object.metadata, { type: 'merge', body, fieldManager: controller, signal });
}
