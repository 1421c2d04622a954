import type { KubeObject } from '#api/meta/kube-object.ts';

/** Key of the Machine of a Node of a workload cluster: the same name in the Cluster's namespace. */
export function machineOfNode(
  node: KubeObject,
  cluster: { readonly namespace: string },
): readonly { readonly namespace: string; readonly name: string }[] {
  return [{ namespace: cluster.namespace, name: node.metadata.name }];
}
