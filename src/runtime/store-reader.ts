import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, ObjectKey } from '#capabilities/object-api.ts';
import type { StoreReader } from './pass.ts';
import type { StoreCaches } from './store-caches.ts';

export interface StoreReaderOptions {
  readonly caches: StoreCaches;
  readonly objects: ObjectApi;
  /** Throws for a kind that may not be read here. */
  readonly allow: (kind: Kind) => void;
  /** Told of every cached read by key, for readers whose reads wake. */
  readonly onGet?: (kind: Kind, key: ObjectKey) => void;
  readonly signal: AbortSignal;
}

/** A kind's cache holds objects of that kind: the one place where that is said to the type checker. */
function typed<T extends KubeObject>(_kind: Kind<T>, object: KubeObject): T {
  return object as T;
}

/** Reads of declared kinds, from the shared caches or from the store itself. */
export function createStoreReader(options: StoreReaderOptions): StoreReader {
  const { caches, objects, allow, onGet, signal } = options;
  return {
    get(kind, key) {
      allow(kind);
      onGet?.(kind, key);
      const found = caches.of(kind).get(key);
      return found === undefined ? undefined : typed(kind, found);
    },
    list(kind, filter) {
      allow(kind);
      return caches
        .of(kind)
        .list(filter)
        .map((object) => typed(kind, object));
    },
    async live(kind, key) {
      allow(kind);
      try {
        return await objects.get(kind, key, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.reason === 'NotFound') {
          return undefined;
        }
        throw error;
      }
    },
    async liveList(kind, filter) {
      allow(kind);
      const labelSelector = Object.entries(filter?.labels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(',');
      const { items } = await objects.list(kind, {
        signal,
        ...(filter?.namespace === undefined ? {} : { namespace: filter.namespace }),
        ...(labelSelector === '' ? {} : { labelSelector }),
      });
      return items;
    },
  };
}
