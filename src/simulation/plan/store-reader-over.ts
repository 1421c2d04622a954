import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectKey } from '#capabilities/object-api.ts';
import type { StoreReader } from '#runtime/pass.ts';

/** Objects that were read together, as what reads a cache looks at them. */
export function storeReaderOver(objects: readonly KubeObject[]): StoreReader {
  const get = <T extends KubeObject>(kind: Kind<T>, { name, namespace }: ObjectKey): T | undefined =>
    objects.find(
      (object) => object.kind === kind.kind && object.metadata.name === name && object.metadata.namespace === namespace,
    ) as T | undefined;
  const list = <T extends KubeObject>(
    kind: Kind<T>,
    options: { readonly namespace?: string; readonly labels?: { readonly [key: string]: string } } = {},
  ): readonly T[] =>
    objects.filter(
      (object) =>
        object.kind === kind.kind &&
        (options.namespace === undefined || object.metadata.namespace === options.namespace) &&
        Object.entries(options.labels ?? {}).every(([name, value]) => object.metadata.labels?.[name] === value),
    ) as readonly KubeObject[] as readonly T[];
  return {
    get,
    list,
    live: async (kind, key) => get(kind, key),
    liveList: async (kind, options) => list(kind, options),
  };
}
