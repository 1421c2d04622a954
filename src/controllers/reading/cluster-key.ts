import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';

/** The key of the Cluster an object belongs to, for wake mappings; empty when it bears no cluster label. */
export function clusterKey(
  object: KubeObject,
): readonly { readonly namespace: string | undefined; readonly name: string }[] {
  const name = object.metadata.labels?.[labels.cluster];
  return name === undefined ? [] : [{ namespace: object.metadata.namespace, name }];
}
