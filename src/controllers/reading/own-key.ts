import type { KubeObject } from '#api/meta/kube-object.ts';

/** The key of an object itself: for kinds whose objects share the name of what they wake. */
export function ownKey(
  object: KubeObject,
): readonly { readonly namespace: string | undefined; readonly name: string }[] {
  return [{ namespace: object.metadata.namespace, name: object.metadata.name }];
}
