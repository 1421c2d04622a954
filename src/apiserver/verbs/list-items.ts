import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { isBuiltin } from '#engine/is-builtin.ts';

/** The items of a list as they are sent: those of Kubernetes' own kinds say their kind once, in the list. */
export function listItems(kind: Kind, items: readonly KubeObject[]): readonly KubeObject[] {
  if (!isBuiltin(kind)) return items;
  return items.map(({ apiVersion: _version, kind: _kind, ...item }) => item as KubeObject);
}
