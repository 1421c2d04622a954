import type { KubeObject } from '#api/meta/kube-object.ts';

/** Keys of the owners of one kind, for wake mappings from parts to their whole. */
export function ownerKey(
  kind: string,
): (object: KubeObject) => readonly { readonly namespace: string | undefined; readonly name: string }[] {
  return (object) =>
    (object.metadata.ownerReferences ?? [])
      .filter((owner) => owner.kind === kind)
      .map((owner) => ({ namespace: object.metadata.namespace, name: owner.name }));
}
