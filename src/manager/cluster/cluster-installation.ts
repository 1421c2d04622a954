import { Namespace } from '#api/builtin/namespace.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';

const key = { name: systemNamespace };

async function find(objects: ObjectApi): Promise<Namespace | undefined> {
  try {
    return await objects.get(Namespace, key);
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}

async function make(objects: ObjectApi): Promise<Namespace> {
  try {
    return await objects.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: key });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) throw error;
    return await objects.get(Namespace, key);
  }
}

/**
 * Whose everything at providers is: the uid of the manager's own Namespace. A cluster's storage has no uid that clients
 * see; this one is made once, is the same for all who ask, and no other cluster has it.
 */
export async function clusterInstallation(objects: ObjectApi): Promise<string> {
  const { metadata } = (await find(objects)) ?? (await make(objects));
  if (metadata.deletionTimestamp !== undefined)
    throw new Error(
      `the namespace ${systemNamespace} is being deleted, and what was made at providers belongs to it; wait until it is gone, then everything starts anew`,
    );
  return metadata.uid;
}
