import { labels } from '#api/meta/labels.ts';
import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isRecord } from '#base/is-record.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';

/** What tells which Cluster something belongs to. */
interface Part {
  readonly kind?: unknown;
  readonly metadata?: { readonly namespace?: string | undefined; readonly name?: string; readonly labels?: unknown };
  readonly spec?: unknown;
}

/** `namespace/name` of the Clusters that a change may do something to, in order: those it names, and those of what it names. */
export function concernedClusters(
  { deletions, manifests }: PlannedChange,
  objects: readonly KubeObject[],
): readonly string[] {
  const clusters = objects.filter((object): object is Cluster => object.kind === Cluster.kind);
  const stored = deletions.flatMap(({ kind, name, namespace }): readonly Part[] => {
    const found = objects.find(
      (object) =>
        object.kind === kind &&
        object.metadata.name === name &&
        (object.metadata.namespace ?? '') === (namespace ?? ''),
    );
    return found === undefined ? [{ kind, metadata: { namespace, name } }] : [found];
  });
  const found = [...(manifests as readonly Part[]), ...stored].flatMap((part) => clustersOf(part, clusters));
  return [...new Set(found)].toSorted();
}

function clustersOf({ kind, metadata, spec }: Part, clusters: readonly Cluster[]): readonly string[] {
  const { name = '', namespace = '' } = metadata ?? {};
  if (kind === Cluster.kind) return [`${namespace}/${name}`];
  if (kind === 'Provider' || kind === 'PlatformRelease') {
    const field = kind === 'Provider' ? 'provider' : 'release';
    return clusters
      .filter((cluster) => cluster.spec[field] === name)
      .map((cluster) => `${cluster.metadata.namespace}/${cluster.metadata.name}`);
  }
  const own = isRecord(metadata?.labels) ? metadata.labels[labels.cluster] : undefined;
  const cluster = own ?? (isRecord(spec) ? spec['cluster'] : undefined);
  return typeof cluster === 'string' ? [`${namespace}/${cluster}`] : [];
}
