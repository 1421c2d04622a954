import type { KubeObject } from '#api/meta/kube-object.ts';
import { keyText as textOfKey } from '#runtime/key-text.ts';

/** The key of an object as text: `namespace/name`, or the bare name of something cluster-scoped. */
export function keyText(object: KubeObject): string {
  return textOfKey(object.metadata);
}
