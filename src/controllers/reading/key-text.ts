import type { KubeObject } from '#api/meta/kube-object.ts';

/** `namespace/name`, or the bare name of something cluster-scoped. */
export function keyText(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}
