import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

/** The Cluster an object belongs to or is; undefined for what belongs to none. */
export function clusterOf(object: KubeObject): { readonly namespace: string; readonly name: string } | undefined {
  const { namespace, name } = object.metadata;
  if (namespace === undefined) return undefined;
  if (object.kind === Cluster.kind) return { namespace, name };
  const cluster = object.metadata.labels?.[labels.cluster];
  return cluster === undefined ? undefined : { namespace, name: cluster };
}
