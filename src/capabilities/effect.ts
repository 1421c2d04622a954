/** What an effect does; `create machine` and `delete machine` are two effects on one target. */
export interface EffectTarget {
  /** Who is asked: the store, a provider, a host, or a workload cluster. */
  readonly world: 'store' | 'provider' | 'host' | 'workload';
  /** Lower-case verb of the capability: create, apply, update, delete, evict, approve, exec … */
  readonly verb: string;
  /** What: a kind in lower case, or a provider resource: machine, network, endpoint, image, routes … */
  readonly resource: string;
  /** `namespace/name`, or the bare name of something cluster-scoped: never a uid, address or revision. */
  readonly name: string;
}

/**
 * A change asked of a provider, a host, a workload API, or of a spec or an object's existence in the store.
 * Reads, status, events and Leases are none. `id` and `digest` are pure functions of stored state,
 * so that a plan and the run it foretells give the same ones; a retry is the same effect.
 */
export interface Effect {
  /** `world verb resource name`, e.g. `provider create machine default/first-workers-2`. */
  readonly id: string;
  readonly target: EffectTarget;
  /** SHA-256 of the canonical input (RFC 8785) without minted values: uid, revision, time, token, key, address. */
  readonly digest: string;
  /** The spec fields that made it necessary, e.g. `Cluster default/first spec.pools[workers].replicas`. */
  readonly because: readonly string[];
  /** Ids of the effects whose results it used. */
  readonly after: readonly string[];
  /** The Cluster it belongs to as `namespace/name`; empty for none. */
  readonly cluster: string;
}

/** What a controller says of an effect; the runtime adds the rest. */
export interface EffectReason {
  readonly because: readonly string[];
  readonly after?: readonly EffectTarget[];
  /** What it asks for follows from what has happened so far, in whatever order: its digest leaves that out. */
  readonly varies?: true;
  /** What the target is called where its own name is minted (a token, a request): the same in a plan and in its run. */
  readonly called?: Pick<EffectTarget, 'resource' | 'name'>;
}
