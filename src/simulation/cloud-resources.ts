import type { Listed, ListScope, Observed, Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { refuseOutdated } from '#providers/contract/refuse-outdated.ts';
import type { Cloud, CloudResource, ResourceKind } from './cloud.ts';

/** How one kind of resource differs from the others. */
export interface ResourceRules<D, F, R extends CloudResource<D, F>> {
  readonly kind: ResourceKind;
  readonly store: Map<string, R>;
  /** Makes the resource, in state creating; may refuse. */
  readonly make: (request: { readonly tags: Tagged; readonly desired: D }) => R;
  /** It has come up. */
  readonly ready: (resource: R) => void;
  readonly update: (resource: R, desired: D) => void;
  /** Throws when it cannot go now. */
  readonly mayDelete: (resource: R) => void;
  readonly deleted: (resource: R) => void;
  readonly facts: (resource: R) => F;
  /** Leaves it as whoever is cut off in the middle of making it would. */
  readonly cutOff?: (resource: R) => void;
  /** Takes up what was left so; false when it was not. */
  readonly takeUp?: (resource: R) => boolean;
}

/** What all kinds of resources of the simulated provider have in common: tags, ownership, idempotence, latency. */
export function createCloudResources<D, F, R extends CloudResource<D, F>>(
  cloud: Cloud,
  rules: ResourceRules<D, F, R>,
): ResourceDriver<D, F> {
  const { kind, store } = rules;
  const since = (resource: R): string => new Date(resource.since).toISOString();
  const view = (resource: R): Omit<Extract<Observed<F>, { readonly state: 'present' }>, 'state'> => ({
    tags: resource.tags,
    facts: rules.facts(resource),
    since: since(resource),
    ...(resource.deleting ? { deleting: true } : {}),
  });
  return {
    async observe(owner): Promise<Observed<F>> {
      const found = mine(store, owner);
      if (found !== undefined) {
        return { state: 'present', ...view(found) };
      }
      const other = foreign(store, owner);
      return other === undefined ? { state: 'absent' } : { state: 'foreign', holder: holderOf(other) };
    },
    async list({ installation, clusterUid }: ListScope): Promise<readonly Listed<F>[]> {
      return [...store.values()]
        .filter(
          ({ foreign: isForeign, tags: { owner } }) =>
            !isForeign &&
            owner.installation === installation &&
            (clusterUid === undefined || owner.clusterUid === clusterUid),
        )
        .map((resource) => ({ providerId: resource.providerId, ...view(resource) }));
    },
    create: (request) => create(cloud, rules, request),
    async update({ tags, desired }) {
      refuseForeign(store, kind, tags.owner);
      const found = mine(store, tags.owner);
      if (found === undefined) {
        throw new ProviderError('NotFound', `there is no ${kind} of ${tags.owner.name} to change`);
      }
      refuseOutdated(found.tags, tags.epoch);
      rules.update(found, desired);
      found.tags = tags;
      cloud.hint(tags.owner.uid);
    },
    delete: (request) => remove(cloud, rules, request),
  };
}

async function create<D, F, R extends CloudResource<D, F>>(
  cloud: Cloud,
  { kind, store, make, ready, cutOff, takeUp }: ResourceRules<D, F, R>,
  { tags, desired }: { readonly tags: Tagged; readonly desired: D },
): Promise<void> {
  refuseForeign(store, kind, tags.owner);
  const present = mine(store, tags.owner);
  if (present !== undefined) {
    refuseOutdated(present.tags, tags.epoch);
  }
  if (present?.deleting === true) {
    throw new ProviderError('Unavailable', `${kind} ${present.providerId} is still going`, {
      retryAfterMilliseconds: 1000,
    });
  }
  if (present !== undefined && takeUp?.(present) !== true) {
    return;
  }
  if (cloud.full !== undefined) {
    throw new ProviderError('NoCapacity', cloud.full);
  }
  const made = present ?? make({ tags, desired });
  store.set(made.providerId, made);
  if (cutOff !== undefined && cloud.cutOff.delete(`${kind} ${tags.owner.name}`)) {
    cutOff(made);
    cloud.hint(tags.owner.uid);
    return;
  }
  cloud.later(`${kind} ${tags.owner.name} is made`, cloud.model.latencies[kind].create, () => {
    if (store.get(made.providerId) === made && !made.deleting) {
      made.since = cloud.now();
      ready(made);
      cloud.hint(tags.owner.uid);
    }
  });
}

async function remove<D, F, R extends CloudResource<D, F>>(
  cloud: Cloud,
  { kind, store, mayDelete, deleted }: ResourceRules<D, F, R>,
  { owner, epoch, providerId }: { readonly owner: Owner; readonly epoch?: number; readonly providerId?: string },
): Promise<void> {
  refuseForeign(store, kind, owner);
  const found = providerId === undefined ? mine(store, owner) : store.get(providerId);
  if (found === undefined || found.deleting) {
    return;
  }
  if (!owns(owner, found)) {
    throw new ProviderError('ForeignOwner', `${kind} ${found.providerId} belongs to ${holderOf(found)}`);
  }
  refuseOutdated(found.tags, epoch);
  mayDelete(found);
  found.deleting = true;
  found.since = cloud.now();
  cloud.hint(owner.uid);
  cloud.later(`${kind} ${owner.name} is removed`, cloud.model.latencies[kind].delete, () => {
    store.delete(found.providerId);
    deleted(found);
    cloud.hint(owner.uid);
  });
}

function owns(owner: Owner, resource: { readonly foreign: boolean; readonly tags: Tagged }): boolean {
  return (
    !resource.foreign &&
    resource.tags.owner.installation === owner.installation &&
    resource.tags.owner.uid === owner.uid
  );
}

/** The oldest of an owner's resources: there may be duplicates. */
function mine<R extends { readonly foreign: boolean; readonly tags: Tagged }>(
  store: Map<string, R>,
  owner: Owner,
): R | undefined {
  return store.values().find((resource) => owns(owner, resource));
}

function foreign<R extends { readonly foreign: boolean; readonly tags: Tagged }>(
  store: Map<string, R>,
  owner: Owner,
): R | undefined {
  return store.values().find((resource) => resource.foreign && resource.tags.owner.uid === owner.uid);
}

function refuseForeign<R extends { readonly foreign: boolean; readonly tags: Tagged }>(
  store: Map<string, R>,
  kind: ResourceKind,
  owner: Owner,
): void {
  const other = foreign(store, owner);
  if (other !== undefined) {
    throw new ProviderError(
      'ForeignOwner',
      `a ${kind} of ${holderOf(other)} stands where that of ${owner.name} would be: remove it or choose another name`,
    );
  }
}

function holderOf(resource: { readonly foreign: boolean; readonly tags: Tagged }): string {
  return resource.foreign ? 'somebody else' : `installation ${resource.tags.owner.installation}`;
}
