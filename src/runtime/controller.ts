import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from './pass.ts';

/**
 * Keys of the kind a controller is for: named one by one; all that bear `labels` in `namespace` (the parts of a cluster);
 * or `all`, for rare changes of cluster-scoped kinds only.
 */
export type WokenKeys =
  | readonly { readonly namespace?: string | undefined; readonly name: string }[]
  | { readonly namespace?: string | undefined; readonly labels: { readonly [key: string]: string } }
  | 'all';

/** Reads `of` wake the keys (of the kind the controller is for) that `wakes` names; pure, called for the old and the new object. */
export interface ReadDeclaration {
  readonly kind: Kind;
  readonly wakes: (object: KubeObject) => WokenKeys;
  /** What of the object is looked at; a change of nothing else wakes anybody. Absent: all of it. */
  readonly looksAt?: (object: KubeObject) => unknown;
}

/** The same for a kind in workload clusters; `cluster` is the Cluster's `{namespace, name}`. */
export interface RemoteDeclaration {
  readonly kind: Kind;
  /** Narrows the cache: a namespace or a label selector. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly wakes: (object: KubeObject, cluster: { readonly namespace: string; readonly name: string }) => WokenKeys;
}

export type CapabilityName = 'provider' | 'host' | 'journals' | 'workload' | 'tasks' | 'pki' | 'clock' | 'randomness';

/** One named step: idempotent, at most one effect verb. `why` says why it stands where it stands. */
export interface Step<S> {
  readonly name: string;
  readonly why: string;
  run(scope: S, pass: Pass): Promise<Outcome>;
}

/** What status is computed from: what was observed and how the pass ended. Nobody steers by what comes out. */
export interface StatusInput<T extends KubeObject, S> {
  readonly object: T;
  /** Undefined when the scope could not be read. */
  readonly scope: S | undefined;
  readonly outcome: Outcome | { readonly outcome: 'threw'; readonly error: unknown };
  /** Start of the pass as RFC 3339 in UTC with seconds, for facts that say since when. */
  readonly now: string;
  /** Name of the step that stopped the pass; undefined when all proceeded. */
  readonly step: string | undefined;
}

/** A condition as computed; the runtime adds observedGeneration and keeps lastTransitionTime. */
export interface ComputedCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/**
 * A controller is this declaration and nothing else. The runtime does watches, queue, finalizer, status, events, requeue,
 * metrics. Reading or writing a kind, or using a capability, that is not declared throws.
 */
export interface Controller<T extends KubeObject = KubeObject, S = unknown> {
  /** An address: `machine.lifecycle`. Also its field manager. */
  readonly name: string;
  readonly for: Kind<T>;
  readonly reads: readonly ReadDeclaration[];
  /** Kinds whose objects (below its own) it alone creates and changes. */
  readonly owns: readonly Kind[];
  /** Of what it owns the kinds it deletes itself; absent: none, and what it owns goes with its owner. */
  readonly deletes?: readonly Kind[];
  readonly remote: readonly RemoteDeclaration[];
  /** Kinds it writes in workload clusters. */
  readonly remoteWrites: readonly Kind[];
  readonly uses: readonly CapabilityName[];
  /** Reads everything steps need and gives it frozen; what cannot be read becomes a value that says so. */
  scope(object: T, pass: Pass): Promise<S>;
  readonly steps: readonly Step<S>[];
  /** With any, the runtime puts a finalizer on the object and takes it off when all of these proceed. */
  readonly deletionSteps: readonly Step<S>[];
  /** `status` without conditions; undefined leaves it as it is. */
  status(input: StatusInput<T, S>): { readonly [field: string]: unknown } | undefined;
  /** All conditions but Ready. */
  conditions(input: StatusInput<T, S>): readonly ComputedCondition[];
  /**
   * The conditions that Ready summarises: True only when all of them are True and no step waits or stalls. Where several
   * controllers are for one kind, exactly the one with any here writes Ready; it may name conditions the others write.
   */
  readonly readyFrom: readonly string[];
  /** True: it writes no Ready at all. For kinds of Kubernetes, whose objects are mostly somebody else's. */
  readonly withoutReady?: true;
  /** When the key must run again although nothing changes (a certificate's renewal), in milliseconds of wall-clock time. */
  revisit?(input: StatusInput<T, S>): number | undefined;
}
