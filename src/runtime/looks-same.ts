import type { KubeObject } from '#api/meta/kube-object.ts';
import { deepEqual } from '#base/deep-equal.ts';
import type { CacheChange } from './object-cache.ts';

/** Whether an object is still the one it was, and all that is looked at of it is as before. */
export function looksSame({ current, old }: CacheChange, looksAt: (object: KubeObject) => unknown): boolean {
  return (
    old !== undefined &&
    current !== undefined &&
    old.metadata.uid === current.metadata.uid &&
    deepEqual(looksAt(old), looksAt(current))
  );
}
