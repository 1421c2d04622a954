import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { applyOver } from './apply-over.ts';
import type { AppliedMemory } from './applied-memory.ts';

export interface StatusWriterOptions {
  readonly objects: ObjectApi;
  readonly memory: AppliedMemory;
  readonly keyId: string;
  readonly controller: string;
  readonly signal: AbortSignal;
}

/**
 * Writes what one controller says of an object's status, through the status subresource and only if it says something new.
 * Gives the object as written, or undefined when nothing was: the same already stood there, or the object is gone.
 */
export async function writeStatus(
  options: StatusWriterOptions,
  kind: Kind,
  written: { readonly object: KubeObject; readonly status: { readonly [field: string]: unknown } },
): Promise<KubeObject | undefined> {
  const { objects, memory, keyId, controller, signal } = options;
  const { name, namespace } = written.object.metadata;
  const empty = Object.keys(written.status).length === 0;
  const desired = {
    apiVersion: apiVersion(kind),
    kind: kind.kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    // What states nothing is left out: an empty one becomes null in a kube-apiserver, which then refuses it.
    ...(empty ? {} : { status: written.status }),
  };
  const nothingYet = empty && !hasEntry(written.object, controller);
  if (
    nothingYet ||
    memory.holds(keyId, 'status', { desired, object: written.object, manager: controller, subresource: 'status' })
  ) {
    return undefined;
  }
  try {
    const read = written.object;
    const object = await applyOver(objects, kind, {
      desired,
      read,
      manager: controller,
      subresource: 'status',
      signal,
    });
    memory.remember(keyId, 'status', { desired, object, manager: controller, subresource: 'status' });
    return object;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') {
      return undefined;
    }
    throw error;
  }
}

function hasEntry(object: KubeObject, controller: string): boolean {
  return (
    object.metadata.managedFields?.some(
      ({ manager, subresource }) => manager === controller && subresource === 'status',
    ) ?? false
  );
}
