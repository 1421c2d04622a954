import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'NotFound';
}

/** Undefined where it is not there. */
async function find(
  client: KubeClient,
  kind: Kind,
  key: { readonly name: string; readonly namespace?: string | undefined },
): Promise<KubeObject | undefined> {
  try {
    return await client.objects.get(kind, key);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** All objects of one of our kinds; none where the kind itself is not there. */
async function list<T extends KubeObject>(client: KubeClient, kind: Kind<T>): Promise<readonly T[]> {
  try {
    return (await client.objects.list(kind)).items;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** Deletes an object exactly as it was seen; one that is gone meanwhile is no failure. */
async function remove(client: KubeClient, kind: Kind, { metadata }: KubeObject): Promise<void> {
  const { name, namespace, uid } = metadata;
  try {
    await client.objects.delete(kind, { name, namespace }, { propagationPolicy: 'Background', preconditions: { uid } });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** What is to go, where some of it may be gone already. */
export const doomed = { find, list, remove } as const;
