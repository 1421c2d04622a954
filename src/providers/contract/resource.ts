/**
 * Whose resource it is. Everything made at a provider carries all of it as tags, and a name out there contains
 * part of `uid`. Without our `installation` a resource is foreign, whatever else it says.
 */
export interface Owner {
  /** The storage's own uid. */
  readonly installation: string;
  /** Namespace and name of the Cluster; both empty for what belongs to a Provider (its network, its images). */
  readonly namespace: string;
  readonly cluster: string;
  /** Uid of the Cluster; empty for what belongs to a Provider. */
  readonly clusterUid: string;
  /** Name and uid of the object it is made for. */
  readonly name: string;
  readonly uid: string;
}

/** A tag set with the manager's epoch at the time of the last change; what bears a higher one than the asker's is not changed. */
export interface Tagged {
  readonly owner: Owner;
  readonly epoch: number;
}

export type Observed<F> =
  | { readonly state: 'absent' }
  /** Somebody else's resource stands where ours would be; `holder` says whose, as far as it can be seen. */
  | { readonly state: 'foreign'; readonly holder: string }
  | {
      readonly state: 'present';
      readonly tags: Tagged;
      readonly facts: F;
      readonly since: string;
      /** True once it was asked to go and is not gone yet: there is nothing more to ask of it. */
      readonly deleting?: true;
    };

/** Everything found that carries our installation's tag; duplicates (same owner uid twice) are listed twice. */
export interface Listed<F> {
  readonly providerId: string;
  readonly tags: Tagged;
  readonly facts: F;
  readonly since: string;
}

/** Which resources to list: all of the installation, or one Cluster's. */
export interface ListScope {
  readonly installation: string;
  readonly clusterUid?: string;
}

/**
 * One kind of resource at a provider. No method blocks for the work to finish: create, update and delete ask, observe tells.
 * All are idempotent: creating what is there with the same owner succeeds, deleting what is absent succeeds.
 * A lost reply is repaired by calling again. Found by tag, never by memory. Refusals are ProviderErrors; one is
 * `Outdated`, for what bears a higher epoch than the manager's that asks.
 */
export interface ResourceDriver<D, F> {
  observe(owner: Owner): Promise<Observed<F>>;
  list(scope: ListScope): Promise<readonly Listed<F>[]>;
  create(request: { readonly tags: Tagged; readonly desired: D }): Promise<void>;
  update(request: { readonly tags: Tagged; readonly desired: D }): Promise<void>;
  /** Checks ownership first; `providerId` chooses one of several duplicates. `epoch` is absent where no manager asks. */
  delete(request: { readonly owner: Owner; readonly epoch?: number; readonly providerId?: string }): Promise<void>;
}

/** `replace` means an update in place cannot bring it there; `fields` name what differs. */
export type Comparison =
  | { readonly result: 'same' }
  | { readonly result: 'update' | 'replace'; readonly fields: readonly string[] };
