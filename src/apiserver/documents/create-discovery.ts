import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import { reviews } from '../access/reviews.ts';
import { servedVerbs } from '../served-verbs.ts';

const subresourceVerbs = ['get', 'patch', 'update'] as const;

interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly Subresource[];
}

interface Subresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The documents by which clients find out what is served: one by one, and all at once (aggregated). */
export interface Discovery {
  /** The answer to a path of one to three segments, or undefined. */
  document(segments: readonly string[]): object | undefined;
  /** Everything below `/api` or `/apis`. */
  aggregated(root: 'api' | 'apis'): object;
}

/** Makes the documents for these kinds. */
export function createDiscovery(kinds: readonly Kind[]): Discovery {
  const resources = [...kinds.map(resourceOf), ...reviews.map(reviewOf)];
  const groups = [...new Set(resources.map(({ group }) => group))];
  const named = groups.filter((group) => group !== '').toSorted();
  return {
    document: ([root, group, version, ...more]) => {
      if (more.length > 0) return undefined;
      if (root === 'api' && version === undefined)
        return group === undefined ? coreVersions(resources) : resourceList(resources, '', group);
      if (root !== 'apis') return undefined;
      if (group === undefined)
        return { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map((name) => groupOf(resources, name)) };
      if (!named.includes(group)) return undefined;
      return version === undefined
        ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(resources, group) }
        : resourceList(resources, group, version);
    },
    aggregated: (root) => ({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: (root === 'api' ? [''] : named).map((group) => aggregatedGroup(resources, group)),
    }),
  };
}

function resourceOf(kind: Kind): Resource {
  const { group, version, plural, singular, shortNames, categories } = kind;
  const status = kind.statusSubresource ? [{ name: 'status', group, version, kind: kind.kind }] : [];
  const scale = kind.scale ? [{ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale' }] : [];
  const namespaced = kind.scope === 'Namespaced';
  const subresources = [...status, ...scale];
  return {
    group,
    version,
    plural,
    kind: kind.kind,
    namespaced,
    singular,
    shortNames,
    categories,
    verbs: servedVerbs(kind),
    subresources,
  };
}

function reviewOf(review: (typeof reviews)[number]): Resource {
  const singular = review.kind.toLowerCase();
  return {
    ...review,
    namespaced: false,
    singular,
    shortNames: [],
    categories: [],
    verbs: ['create'],
    subresources: [],
  };
}

function versionsOf(resources: readonly Resource[], group: string): readonly string[] {
  return [...new Set(resources.filter((one) => one.group === group).map(({ version }) => version))];
}

function coreVersions(resources: readonly Resource[]): object {
  return { kind: 'APIVersions', versions: versionsOf(resources, ''), serverAddressByClientCIDRs: [] };
}

function groupOf(resources: readonly Resource[], group: string): object {
  const versions = versionsOf(resources, group).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function resourceList(resources: readonly Resource[], group: string, version: string): object | undefined {
  const found = resources.filter((one) => one.group === group && one.version === version);
  if (found.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersion({ group, version }),
    resources: found.flatMap(entries),
  };
}

function entries(resource: Resource): readonly object[] {
  const { plural, singular, namespaced, shortNames, categories } = resource;
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind: resource.kind,
    verbs: resource.verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
  };
  const below = resource.subresources.map(({ name, group, version, kind }) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    kind,
    ...(group === resource.group ? {} : { group, version }),
    verbs: subresourceVerbs,
  }));
  return [own, ...below];
}

function aggregatedGroup(resources: readonly Resource[], group: string): object {
  const versions = versionsOf(resources, group).map((version) => ({
    version,
    freshness: 'Current',
    resources: resources.filter((one) => one.group === group && one.version === version).map(aggregatedResource),
  }));
  return { metadata: group === '' ? {} : { name: group }, versions };
}

function aggregatedResource(resource: Resource): object {
  const { group, version, plural, kind, namespaced, singular, shortNames, categories } = resource;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: resource.verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(resource.subresources.length === 0 ? {} : { subresources: resource.subresources.map(aggregatedSubresource) }),
  };
}

function aggregatedSubresource(subresource: Subresource): object {
  const { group, version, kind } = subresource;
  return { subresource: subresource.name, responseKind: { group, version, kind }, verbs: subresourceVerbs };
}
