import { labels } from '#api/meta/labels.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { EffectReason } from '#capabilities/effect.ts';
import type { ApplyConfiguration, ObjectKey } from '#capabilities/object-api.ts';
import {
  type CertificateDecision,
  type WorkloadCluster,
  WorkloadUnreachable,
} from '#capabilities/workload-clusters.ts';
import type { AppliedMemory } from './applied-memory.ts';
import { conditionsOf } from './conditions-of.ts';
import type { RemoteDeclaration } from './controller.ts';
import type { Declarations } from './declarations.ts';
import type { EffectPort } from './effect-port.ts';
import { keyText } from './key-text.ts';
import { kindId } from './kind-id.ts';
import type { ObjectCache } from './object-cache.ts';
import type { RemotePort } from './pass.ts';
import type { RemoteCluster } from './remote-cluster.ts';
import type { RemoteKey } from './remote-options.ts';
import type { WriteBarrier } from './write-barrier.ts';

export interface RemotePortOptions {
  readonly cluster: RemoteKey;
  /** Undefined while nobody knows how to reach it. */
  readonly remote: RemoteCluster | undefined;
  readonly declared: readonly RemoteDeclaration[];
  readonly declarations: Declarations;
  readonly effects: EffectPort;
  readonly barrier: WriteBarrier;
  readonly memory: AppliedMemory;
  readonly controller: string;
  readonly keyId: string;
  readonly signal: AbortSignal;
}

type Change = {
  readonly verb: string;
  readonly kind: Kind;
  readonly key: ObjectKey;
  readonly input: unknown;
  readonly reason: EffectReason;
};

/** The two built-in kinds with verbs of their own, by what tells kinds apart. */
const podKind = { group: '', kind: 'Pod' };
const requestKind = { group: 'certificates.k8s.io', kind: 'CertificateSigningRequest' };

/** A workload cluster as a step sees it. */
export function createRemotePort(options: RemotePortOptions): RemotePort {
  const { remote, declarations, signal } = options;
  for (const declaration of options.declared) {
    remote?.cache(declaration);
  }
  return {
    state: remote?.state ?? { state: 'unknown' },
    known(kind) {
      declarations.remote(kind);
      const caches = cachesOf(options, kind);
      return caches.length > 0 && caches.every((cache) => cache.synced);
    },
    get(kind, key) {
      declarations.remote(kind);
      const found = cachesOf(options, kind)
        .map((cache) => cache.get(key))
        .find((object) => object !== undefined);
      return found === undefined ? undefined : typed(kind, found);
    },
    list(kind, filter) {
      declarations.remote(kind);
      return listCached(options, kind, filter);
    },
    async live(kind, key) {
      declarations.remoteLive(kind);
      try {
        return await reach(options).call(({ objects }) => objects.get(kind, key, { signal }));
      } catch (error) {
        return absentOrThrow(error);
      }
    },
    async liveList(kind, filter) {
      declarations.remoteLive(kind);
      const { items } = await reach(options).call(({ objects }) => objects.list(kind, { ...filter, signal }));
      return items;
    },
    ensure: (kind, object, reason) => ensure(options, kind, { object, reason }),
    patch: (kind, key, { body, verb, reason }) =>
      change(options, { verb, kind, key, input: body, reason }, ({ objects }) =>
        objects.patch(kind, key, { type: 'merge', body, fieldManager: options.controller, signal }),
      ),
    delete: (kind, key, reason) => remove(options, kind, { key, reason }),
    evict: (key, reason) => evict(options, key, reason),
    approve: (name, request) => approve(options, name, request),
  };
}

/** A cache of a kind holds objects of that kind. */
function typed<T extends KubeObject>(_kind: Kind<T>, object: KubeObject): T {
  return object as T;
}

function reach({ remote, cluster }: RemotePortOptions): RemoteCluster {
  if (remote === undefined) {
    throw new WorkloadUnreachable(
      `cluster ${cluster.namespace}/${cluster.name} cannot be reached yet: there is no kubeconfig for it`,
    );
  }
  return remote;
}

function cachesOf({ remote, declared }: RemotePortOptions, kind: Pick<Kind, 'group' | 'kind'>): readonly ObjectCache[] {
  return remote === undefined
    ? []
    : declared
        .filter((declaration) => kindId(declaration.kind) === kindId(kind))
        .map((declaration) => remote.cache(declaration));
}

function listCached<T extends KubeObject>(
  options: RemotePortOptions,
  kind: Kind<T>,
  filter: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } } | undefined,
): readonly T[] | undefined {
  const caches = cachesOf(options, kind);
  const [first, ...others] = caches;
  if (first === undefined || caches.some((cache) => !cache.synced)) {
    return undefined;
  }
  const found = first.list(filter);
  if (others.length === 0) {
    return found.map((object) => typed(kind, object));
  }
  const seen = new Set(found.map(({ metadata }) => metadata.uid));
  const more = others
    .flatMap((cache) => cache.list(filter))
    .filter(({ metadata }) => !seen.has(metadata.uid) && seen.add(metadata.uid) !== undefined);
  return [...found, ...more].map((object) => typed(kind, object));
}

function absentOrThrow(error: unknown): undefined {
  if (error instanceof ApiError && error.reason === 'NotFound') {
    return undefined;
  }
  throw error;
}

async function change<R extends KubeObject>(
  options: RemotePortOptions,
  { verb, kind, key, input, reason }: Change,
  call: (cluster: WorkloadCluster) => Promise<R>,
): Promise<R> {
  options.declarations.remoteWrites(kind);
  const remote = reach(options);
  const target = {
    world: 'workload',
    verb,
    resource: kind.kind.toLowerCase(),
    name: nameIn(options.cluster, key),
    ...reason.called,
  } as const;
  const object = await remote.call((cluster) =>
    options.effects.perform({ target, input, reason }, () => call(cluster)),
  );
  noteWrite(options, kind, object);
  return object;
}

/** Targets in workload clusters bear the Cluster's name too, or two clusters' nodes would be one. */
function nameIn(cluster: RemoteKey, key: ObjectKey): string {
  return `${cluster.namespace}/${cluster.name}/${keyText(key)}`;
}

async function ensure<T extends KubeObject>(
  options: RemotePortOptions,
  kind: Kind<T>,
  { object: given, reason }: { readonly object: ApplyConfiguration; readonly reason: EffectReason },
): Promise<{ readonly object: T; readonly changed: 'created' | 'updated' | 'unchanged' }> {
  const { memory, keyId, controller, cluster, signal } = options;
  options.declarations.remoteWrites(kind);
  const ownLabels = typeof given.metadata.labels === 'object' ? given.metadata.labels : undefined;
  const desired = {
    ...given,
    apiVersion: apiVersion(kind),
    kind: kind.kind,
    metadata: { ...given.metadata, labels: { ...ownLabels, [labels.cluster]: cluster.name } },
  };
  const key = { namespace: given.metadata.namespace, name: given.metadata.name };
  const memoryTarget = `${cluster.uid} ${kindId(kind)} ${keyText(key)}`;
  const current =
    cachesOf(options, kind)
      .map((cache) => cache.get(key))
      .find((object) => object !== undefined) ?? (await readLive(options, kind, key));
  if (current !== undefined && memory.holds(keyId, memoryTarget, { desired, object: current, manager: controller })) {
    return { object: typed(kind, current), changed: 'unchanged' };
  }
  const object = await change(options, { verb: 'apply', kind, key, input: desired, reason }, ({ objects }) =>
    objects.apply(kind, desired, { fieldManager: controller, force: true, signal }),
  );
  memory.remember(keyId, memoryTarget, { desired, object, manager: controller });
  if (current?.metadata.uid !== object.metadata.uid) {
    return { object, changed: 'created' };
  }
  return {
    object,
    changed: current.metadata.resourceVersion === object.metadata.resourceVersion ? 'unchanged' : 'updated',
  };
}

async function readLive(options: RemotePortOptions, kind: Kind, key: ObjectKey): Promise<KubeObject | undefined> {
  try {
    return await reach(options).call(({ objects }) => objects.get(kind, key, { signal: options.signal }));
  } catch (error) {
    return absentOrThrow(error);
  }
}

async function remove(
  options: RemotePortOptions,
  kind: Kind,
  { key, reason }: { readonly key: ObjectKey; readonly reason: EffectReason },
): Promise<boolean> {
  const known = cachesOf(options, kind)
    .map((cache) => cache.get(key))
    .find((object) => object !== undefined);
  if (known?.metadata.deletionTimestamp !== undefined) {
    return false;
  }
  const preconditions = known === undefined ? {} : { preconditions: { uid: known.metadata.uid } };
  try {
    await change(options, { verb: 'delete', kind, key, input: undefined, reason }, ({ objects }) =>
      objects.delete(kind, key, { ...preconditions, propagationPolicy: 'Background', signal: options.signal }),
    );
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'Conflict') {
      return false;
    }
    absentOrThrow(error);
    return false;
  }
}

async function evict(options: RemotePortOptions, key: ObjectKey, reason: EffectReason): Promise<boolean> {
  options.declarations.remoteWrites(podKind);
  const target = { world: 'workload', verb: 'evict', resource: 'pod', name: nameIn(options.cluster, key) } as const;
  try {
    return await reach(options).call((cluster) =>
      options.effects.perform({ target, input: undefined, reason }, () => cluster.evict(key, options.signal)),
    );
  } catch (error) {
    absentOrThrow(error);
    return true;
  }
}

async function approve(
  options: RemotePortOptions,
  name: string,
  { effect, ...decision }: CertificateDecision & { readonly effect: EffectReason },
): Promise<void> {
  options.declarations.remoteWrites(requestKind);
  const verb = decision.approved ? 'approve' : 'deny';
  const target = {
    world: 'workload',
    verb,
    resource: 'certificatesigningrequest',
    name: nameIn(options.cluster, { name }),
    ...effect.called,
  } as const;
  await reach(options).call((cluster) =>
    options.effects.perform({ target, input: decision, reason: effect }, () =>
      cluster.approve(name, decision, options.signal),
    ),
  );
  const [cache] = cachesOf(options, requestKind);
  const type = decision.approved ? 'Approved' : 'Denied';
  options.barrier.note(options.keyId, () => {
    const seen = cache?.get({ name });
    return cannotSee(options) || seen === undefined || conditionsOf(seen).some((condition) => condition.type === type);
  });
}

/** A cluster that is gone or silent shows nothing any more: nobody waits to see what was written there. */
function cannotSee({ remote }: RemotePortOptions): boolean {
  return remote === undefined || remote.closed || remote.state.state === 'unreachable';
}

/** A cache that narrows by labels may never see what was written: only the others are waited for, and none while it cannot be filled. */
function noteWrite(options: RemotePortOptions, kind: Kind, object: KubeObject): void {
  const { remote } = options;
  const { namespace } = object.metadata;
  const declaration = options.declared.find(
    (one) =>
      kindId(one.kind) === kindId(kind) &&
      one.labelSelector === undefined &&
      (one.namespace === undefined || one.namespace === namespace),
  );
  if (remote === undefined || declaration === undefined) {
    return;
  }
  const cache = remote.cache(declaration);
  options.barrier.note(options.keyId, () => cannotSee(options) || cache.hasSeen(object));
}
