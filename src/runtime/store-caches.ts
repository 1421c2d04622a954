import type { Kind } from '#api/meta/kind.ts';
import { kindId } from './kind-id.ts';
import type { CacheChange, ObjectCache } from './object-cache.ts';

/** One shared cache for each kind of the store that anybody here reads. */
export class StoreCaches {
  readonly #caches = new Map<string, ObjectCache>();

  /** Makes a cache for each kind, once. */
  constructor(
    kinds: readonly Kind[],
    make: (kind: Kind, onChange: (change: CacheChange) => void) => ObjectCache,
    onChange: (kind: Kind, change: CacheChange) => void,
  ) {
    for (const kind of kinds) {
      if (!this.#caches.has(kindId(kind))) {
        this.#caches.set(
          kindId(kind),
          make(kind, (change) => onChange(kind, change)),
        );
      }
    }
  }

  of(kind: Kind): ObjectCache {
    const cache = this.#caches.get(kindId(kind));
    if (cache === undefined) {
      throw new Error(`the manager keeps no cache of ${kind.kind}`);
    }
    return cache;
  }

  synced(kinds: readonly Kind[]): boolean {
    return kinds.every((kind) => this.of(kind).synced);
  }

  /** Keeps all caches filled until {@link close}; resolves when the last has stopped. */
  async follow(): Promise<void> {
    await Promise.all([...this.#caches.values()].map((cache) => cache.follow()));
  }

  close(): void {
    for (const cache of this.#caches.values()) {
      cache.close();
    }
  }
}
