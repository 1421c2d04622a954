import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ApplyConfiguration, ObjectKey } from '#capabilities/object-api.ts';
import type { EffectReason } from '#capabilities/effect.ts';
import type { HostCommand, HostResult } from '#capabilities/host-access.ts';
import type { Pki } from '#capabilities/pki.ts';
import type { TaskInput, TaskState } from '#capabilities/tasks.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { Driver, HostFacts } from '#providers/contract/driver.ts';
import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import type { ImageDesired, ImageFacts } from '#providers/contract/image.ts';
import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import type { Listed, ListScope, Observed, Owner } from '#providers/contract/resource.ts';

/** Cached reads of the store. They may lag, but never behind this controller's own writes to this key's objects. */
export interface StoreReader {
  get<T extends KubeObject>(kind: Kind<T>, key: ObjectKey): T | undefined;
  /** In order of namespace and name by code unit. `labels` must all match. */
  list<T extends KubeObject>(
    kind: Kind<T>,
    options?: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } },
  ): readonly T[];
  /** Reads the store itself: before anything is created or destroyed because something is absent. */
  live<T extends KubeObject>(kind: Kind<T>, key: ObjectKey): Promise<T | undefined>;
  liveList<T extends KubeObject>(
    kind: Kind<T>,
    options?: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } },
  ): Promise<readonly T[]>;
}

/** Writes to the store, each an effect. */
export interface StoreWriter {
  /**
   * Makes this object be as said, by server-side apply under the controller's name: what it said earlier and no longer says is removed.
   * Adds the cluster label and the owner reference to the pass's object. `created` tells whether it was absent. No write when nothing differs.
   */
  ensure<T extends KubeObject>(
    kind: Kind<T>,
    object: ApplyConfiguration,
    reason: EffectReason,
  ): Promise<{ readonly object: T; readonly changed: 'created' | 'updated' | 'unchanged' }>;
  /** Deletes with the uid as precondition; absent is fine. True when it asked for a deletion that was not asked before. */
  delete(kind: Kind, object: KubeObject, reason: EffectReason): Promise<boolean>;
}

/** One kind of provider resource as a step uses it; the effect port stands before create, update and delete. */
export interface ProviderResource<D, F> {
  observe(owner: Owner): Promise<Observed<F>>;
  list(scope: ListScope): Promise<readonly Listed<F>[]>;
  /** `because` and `after` in `reason`; the effect's target is `<resource> <namespace>/<name>` of the owner. */
  create(owner: Owner, desired: D, reason: EffectReason): Promise<void>;
  update(owner: Owner, desired: D, reason: EffectReason): Promise<void>;
  delete(owner: Owner, reason: EffectReason, providerId?: string): Promise<void>;
}

/** The provider named by a Provider object. */
export interface ProviderPort {
  readonly model: ProviderModel;
  readonly machine: ProviderResource<MachineDesired, MachineFacts>;
  readonly network: ProviderResource<NetworkDesired, NetworkFacts>;
  readonly endpoint: ProviderResource<EndpointDesired, EndpointFacts>;
  readonly image: ProviderResource<ImageDesired, ImageFacts>;
  hostFacts(): Promise<HostFacts>;
}

/** A command on a machine that changes it. */
export interface HostPort {
  exec(request: {
    readonly provider: string;
    readonly machine: string;
    readonly target: { readonly resource: string; readonly name: string };
    readonly command: HostCommand;
    readonly reason: EffectReason;
  }): Promise<HostResult>;
}

export type RemoteState =
  | { readonly state: 'reachable' }
  /** No kubeconfig yet, or nobody asked before. */
  | { readonly state: 'unknown' }
  | { readonly state: 'unreachable'; readonly since: string; readonly because: string };

/** One workload cluster: cached reads of the declared kinds, writes as effects. */
export interface RemotePort {
  readonly state: RemoteState;
  /** Whether the cache of a declared kind is filled: only then is what it lacks absent. */
  known(kind: Kind): boolean;
  get<T extends KubeObject>(kind: Kind<T>, key: ObjectKey): T | undefined;
  /** Undefined while the cache has not been filled: absence is then not known. */
  list<T extends KubeObject>(
    kind: Kind<T>,
    options?: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } },
  ): readonly T[] | undefined;
  live<T extends KubeObject>(kind: Kind<T>, key: ObjectKey): Promise<T | undefined>;
  liveList<T extends KubeObject>(
    kind: Kind<T>,
    options?: { readonly namespace?: string; readonly labelSelector?: string; readonly fieldSelector?: string },
  ): Promise<readonly T[]>;
  ensure<T extends KubeObject>(
    kind: Kind<T>,
    object: ApplyConfiguration,
    reason: EffectReason,
  ): Promise<{ readonly object: T; readonly changed: 'created' | 'updated' | 'unchanged' }>;
  patch<T extends KubeObject>(
    kind: Kind<T>,
    key: ObjectKey,
    request: { readonly body: unknown; readonly verb: string; readonly reason: EffectReason },
  ): Promise<T>;
  delete(kind: Kind, key: ObjectKey, reason: EffectReason): Promise<boolean>;
  /** The eviction API; false when a PodDisruptionBudget refuses now. */
  evict(key: ObjectKey, reason: EffectReason): Promise<boolean>;
  /** Sets conditions of a CertificateSigningRequest through its approval subresource. */
  approve(
    name: string,
    request: {
      readonly approved: boolean;
      readonly reason: string;
      readonly message: string;
      readonly effect: EffectReason;
    },
  ): Promise<void>;
}

/** What the manager heard of one machine's journal, in order without gaps; it is re-read from the machine after a restart. */
export interface JournalPort {
  /** Starts following (idempotent) and gives what has arrived. Wakes the key when it hears first, then on each entry of the task. */
  entries(
    request: { readonly provider: string; readonly machine: string; readonly uid: string },
    task: string,
  ): readonly JournalEntry[];
  forget(uid: string): void;
}

export interface TaskPort {
  ensure(key: string, input: TaskInput): Promise<void>;
  observe(key: string): Promise<TaskState>;
  cancel(key: string): Promise<void>;
}

/** One run of a controller over one key: everything a scope or a step may touch. */
export interface Pass {
  readonly store: StoreReader;
  readonly write: StoreWriter;
  /** Storage uid and manager epoch, for provider tags. */
  readonly installation: string;
  /** Rejects with an ApiError NotFound when the Provider object is absent. */
  provider(name: string): Promise<ProviderPort>;
  readonly host: HostPort;
  readonly journals: JournalPort;
  /** The workload cluster of a Cluster object; its connection comes from the Secret the control-plane controller publishes. */
  remote(cluster: { readonly namespace: string; readonly name: string; readonly uid: string }): RemotePort;
  readonly tasks: TaskPort;
  readonly pki: Pki;
  /** Wall-clock milliseconds, read once at the start of the pass. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Named for completeness: what a provider registry of the composition root gives the runtime. */
export interface ConnectedProvider {
  readonly model: ProviderModel;
  readonly driver: Driver;
}
