import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';

export interface ObjectKey {
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
}

export interface ListOptions extends ReadOptions {
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
  readonly continue?: string;
  readonly resourceVersion?: string;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan';
}

export interface ObjectList<T extends KubeObject> {
  readonly items: readonly T[];
  /** Of the list as a whole: where a watch may start. */
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

export interface WatchOptions extends ReadOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Absent: start with synthetic ADDED events of everything that exists. */
  readonly resourceVersion?: string;
  readonly allowBookmarks?: boolean;
  /** Synthetic ADDED events first, then a BOOKMARK annotated `k8s.io/initial-events-end: "true"`. */
  readonly sendInitialEvents?: boolean;
  readonly timeoutSeconds?: number;
}

export type WatchEvent<T extends KubeObject> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: T }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string; readonly initialEventsEnd: boolean };

/**
 * A running watch, read by pulling. `next` waits for at least one event and gives all that are there, in order;
 * it resolves with an empty list when the watch has ended (closed, timed out, connection lost) and
 * rejects with ApiError `Expired` when the start revision is compacted. At most one `next` is pending at a time.
 */
export interface Watch<T extends KubeObject> {
  next(): Promise<readonly WatchEvent<T>[]>;
  close(): void;
}

export interface WriteOptions extends ReadOptions {
  readonly dryRun?: boolean;
  readonly fieldManager?: string;
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** `finalize` is of namespaces alone: it changes `spec.finalizers`, which nothing else does. */
  readonly subresource?: 'status' | 'scale' | 'finalize';
  /** Receives warnings (unknown fields under `Warn`, deprecated fields). */
  readonly onWarning?: (text: string) => void;
}

export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  readonly force?: boolean;
}

/** The three patch bodies; strategic merge exists for built-in kinds only. */
export type Patch =
  | { readonly type: 'json'; readonly body: readonly unknown[] }
  | { readonly type: 'merge' | 'strategic'; readonly body: unknown };

export interface DeleteOptions extends ReadOptions {
  readonly dryRun?: boolean;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

/**
 * Kubernetes' object semantics. Implemented by the engine (once, over any Storage) and by `kube` over HTTP.
 * Everything it refuses is an `ApiError`. Objects handed out are frozen and shared; none is ever cloned for the caller.
 * Identity is (kind, namespace, name); a namespaced kind without namespace is refused with BadRequest.
 */
export interface ObjectApi {
  get<T extends KubeObject>(kind: Kind<T>, key: ObjectKey, options?: ReadOptions): Promise<T>;
  list<T extends KubeObject>(kind: Kind<T>, options?: ListOptions): Promise<ObjectList<T>>;
  watch<T extends KubeObject>(kind: Kind<T>, options?: WatchOptions): Watch<T>;
  create<T extends KubeObject>(kind: Kind<T>, object: Unsaved<T>, options?: WriteOptions): Promise<T>;
  /** Replaces the object; `metadata.resourceVersion` is the precondition (needed for our own kinds, as for every custom resource). */
  update<T extends KubeObject>(kind: Kind<T>, object: Unsaved<T>, options?: WriteOptions): Promise<T>;
  patch<T extends KubeObject>(kind: Kind<T>, key: ObjectKey, patch: Patch & WriteOptions): Promise<T>;
  /** Server-side apply: creates or merges; fields this manager owned and no longer names are removed; Conflict names the other owners. */
  apply<T extends KubeObject>(kind: Kind<T>, object: ApplyConfiguration, options: ApplyOptions): Promise<T>;
  /** The object as it was when it was deleted, or as it is now with `deletionTimestamp` when finalizers hold it. */
  delete<T extends KubeObject>(kind: Kind<T>, key: ObjectKey, options?: DeleteOptions): Promise<T>;
}

/** What server-side apply takes: any part of an object, with its name. */
export interface ApplyConfiguration {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | undefined;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}
