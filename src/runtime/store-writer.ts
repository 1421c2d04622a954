import { labels } from '#api/meta/labels.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { EffectReason } from '#capabilities/effect.ts';
import type { ApplyConfiguration, ObjectApi } from '#capabilities/object-api.ts';
import { applyOver } from './apply-over.ts';
import type { AppliedMemory } from './applied-memory.ts';
import type { EffectPort } from './effect-port.ts';
import { keyText } from './key-text.ts';
import { kindId } from './kind-id.ts';
import type { ClusterKey } from './manager-options.ts';
import type { ObjectCache } from './object-cache.ts';
import type { StoreWriter } from './pass.ts';
import type { StoreCaches } from './store-caches.ts';
import type { WriteBarrier } from './write-barrier.ts';

export interface StoreWriterOptions {
  readonly objects: ObjectApi;
  readonly caches: StoreCaches;
  readonly memory: AppliedMemory;
  readonly barrier: WriteBarrier;
  readonly effects: EffectPort;
  /** Throws for a kind that may not be written here. */
  readonly allow: (kind: Kind) => void;
  /** Throws for a kind that may not be deleted here. */
  readonly allowDelete: (kind: Kind) => void;
  readonly controller: string;
  readonly keyId: string;
  readonly for: Kind;
  /** The pass's object: owner of what is written. */
  readonly object: KubeObject;
  readonly cluster: ClusterKey | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes of owned kinds: server-side apply and deletion, each an effect. What is there is changed as it was read and deleted
 * by its uid. Its resourceVersion would add nothing to that: why something goes is written on other objects. What is not there is
 * made by name, and no server knows a precondition for that: its owner judges it like all that it finds.
 */
export function createStoreWriter(options: StoreWriterOptions): StoreWriter {
  return {
    ensure: (kind, object, reason) => ensure(options, kind, { object, reason }),
    delete: (kind, object, reason) => remove(options, kind, { object, reason }),
  };
}

async function ensure<T extends KubeObject>(
  options: StoreWriterOptions,
  kind: Kind<T>,
  request: { readonly object: ApplyConfiguration; readonly reason: EffectReason },
): Promise<{ readonly object: T; readonly changed: 'created' | 'updated' | 'unchanged' }> {
  options.allow(kind);
  const { objects, memory, keyId, controller, signal } = options;
  const desired = complete(options, kind, request.object);
  const key = { namespace: desired.metadata.namespace, name: desired.metadata.name };
  const memoryTarget = `${kindId(kind)} ${keyText(key)}`;
  const cached = options.caches.of(kind).get(key);
  const current = cached === undefined ? await readBeforeCreating(options, kind, key) : cached;
  if (current !== undefined) {
    refuseForeign(options, kind, current);
    const settled = current.metadata.deletionTimestamp !== undefined;
    if (settled || memory.holds(keyId, memoryTarget, { desired, object: current, manager: controller })) {
      return { object: current as T, changed: 'unchanged' };
    }
  }
  const target = { world: 'store', verb: 'apply', resource: kind.kind.toLowerCase(), name: keyText(key) } as const;
  const object = await options.effects.perform({ target, input: desired, reason: request.reason }, () =>
    current === undefined
      ? objects.apply(kind, desired, { fieldManager: controller, force: true, signal })
      : applyOver(objects, kind, { desired, read: current, manager: controller, signal }),
  );
  memory.remember(keyId, memoryTarget, { desired, object, manager: controller });
  noteWrite(options, options.caches.of(kind), object);
  if (current === undefined || current.metadata.uid !== object.metadata.uid) {
    return { object, changed: 'created' };
  }
  return {
    object,
    changed: current.metadata.resourceVersion === object.metadata.resourceVersion ? 'unchanged' : 'updated',
  };
}

/** Before anything is made because the cache does not know it, the store itself is asked, for it and for its owner. */
async function readBeforeCreating(
  options: StoreWriterOptions,
  kind: Kind,
  key: { readonly namespace?: string | undefined; readonly name: string },
): Promise<KubeObject | undefined> {
  const { objects, object: owner, signal } = options;
  try {
    return await objects.get(kind, key, { signal });
  } catch (error) {
    if (!(error instanceof ApiError && error.reason === 'NotFound')) {
      throw error;
    }
  }
  if (owner.metadata.deletionTimestamp !== undefined) {
    return undefined;
  }
  const live = await objects.get(options.for, owner.metadata, { signal });
  if (live.metadata.uid !== owner.metadata.uid || live.metadata.deletionTimestamp !== undefined) {
    throw new ApiError(
      'Conflict',
      `${owner.kind} ${keyText(owner.metadata)} is gone or being deleted: nothing is made for it any more`,
    );
  }
  return undefined;
}

/** The cluster's label and, where Kubernetes allows it, the owner reference. */
function complete(options: StoreWriterOptions, kind: Kind, given: ApplyConfiguration): ApplyConfiguration {
  const { object: owner, cluster } = options;
  const { metadata } = given;
  const ownLabels = typeof metadata.labels === 'object' ? metadata.labels : undefined;
  const allLabels = cluster === undefined ? ownLabels : { ...ownLabels, [labels.cluster]: cluster.name };
  const ownable =
    owner.metadata.namespace === undefined ||
    (kind.scope === 'Namespaced' && owner.metadata.namespace === metadata.namespace);
  const reference = {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  return {
    ...given,
    apiVersion: apiVersion(kind),
    kind: kind.kind,
    metadata: {
      ...metadata,
      ...(allLabels === undefined ? {} : { labels: allLabels }),
      ...(ownable && metadata.ownerReferences === undefined ? { ownerReferences: [reference] } : {}),
    },
  };
}

function refuseForeign(options: StoreWriterOptions, kind: Kind, current: KubeObject): void {
  const holder = current.metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (holder !== undefined && holder.uid !== options.object.metadata.uid) {
    throw options.effects.refuse(
      'NotOurs',
      `${kind.kind} ${keyText(current.metadata)} belongs to ${holder.kind} ${holder.name} of uid ${holder.uid}: delete it or choose another name`,
    );
  }
}

async function remove(
  options: StoreWriterOptions,
  kind: Kind,
  request: { readonly object: KubeObject; readonly reason: EffectReason },
): Promise<boolean> {
  options.allowDelete(kind);
  const { metadata } = request.object;
  if (metadata.deletionTimestamp !== undefined) {
    return false;
  }
  const { uid } = metadata;
  const target = {
    world: 'store',
    verb: 'delete',
    resource: kind.kind.toLowerCase(),
    name: keyText(metadata),
  } as const;
  const cache = options.caches.of(kind);
  try {
    await options.effects.perform({ target, input: undefined, reason: request.reason }, () =>
      options.objects.delete(kind, metadata, {
        preconditions: { uid },
        propagationPolicy: 'Background',
        signal: options.signal,
      }),
    );
  } catch (error) {
    if (error instanceof ApiError && (error.reason === 'NotFound' || error.reason === 'Conflict')) {
      return false;
    }
    throw error;
  }
  options.barrier.note(options.keyId, () => {
    const now = cache.get(metadata);
    return now === undefined || now.metadata.uid !== uid || now.metadata.deletionTimestamp !== undefined;
  });
  return true;
}

function noteWrite(options: StoreWriterOptions, cache: ObjectCache, object: KubeObject): void {
  options.barrier.note(options.keyId, () => cache.hasSeen(object));
}
