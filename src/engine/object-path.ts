import type { ObjectKey } from '#capabilities/object-api.ts';
import type { RegisteredKind } from './kind-registry.ts';

/** Storage keys: `group/plural/namespace/name`, without the namespace for cluster-scoped kinds. */
export const objectPath = {
  prefix(kind: RegisteredKind, namespace?: string): string {
    return namespace === undefined || namespace === '' ? `${kind.id}/` : `${kind.id}/${namespace}/`;
  },

  of(kind: RegisteredKind, key: ObjectKey): string {
    return kind.kind.scope === 'Cluster' ? `${kind.id}/${key.name}` : `${kind.id}/${key.namespace}/${key.name}`;
  },

  /** The `group/plural` part of a storage key. */
  kindId(path: string): string {
    return path.slice(0, path.indexOf('/', path.indexOf('/') + 1));
  },
};
