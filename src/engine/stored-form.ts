import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { registeredId } from './registered-id.ts';

/** The key and the bytes under which an engine keeps an object, to put it into a storage as it is: nothing is checked. */
export function storedForm(
  kind: Pick<Kind, 'group' | 'plural' | 'scope'>,
  object: KubeObject,
): { readonly key: string; readonly value: Uint8Array } {
  const { resourceVersion: _, ...metadata } = object.metadata;
  const place = kind.scope === 'Cluster' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  return {
    key: `${registeredId(kind)}/${place}`,
    value: new TextEncoder().encode(JSON.stringify({ ...object, metadata })),
  };
}
