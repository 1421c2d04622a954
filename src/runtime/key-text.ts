import type { ObjectKey } from '#capabilities/object-api.ts';

/** `namespace/name`, or the bare name of something cluster-scoped. */
export function keyText(key: ObjectKey): string {
  return key.namespace === undefined ? key.name : `${key.namespace}/${key.name}`;
}
