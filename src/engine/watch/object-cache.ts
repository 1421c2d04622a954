import type { KubeObject } from '#api/meta/kube-object.ts';
import type { LogEntry, Storage } from '#storage/storage.ts';
import type { KindRegistry, RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { KindCache } from './kind-cache.ts';
import type { ObjectCodec } from './object-codec.ts';
import { withResourceVersion } from './with-resource-version.ts';

/** Watches that see nothing of their own kind hear of progress at least after this many revisions. */
const bookmarkEvery = 500;

export interface ObjectCacheOptions {
  readonly storage: Storage;
  readonly codec: ObjectCodec;
  readonly registry: KindRegistry;
  /** How many changes of each kind are kept for watches that start late or read slowly. */
  readonly watchWindow: number;
}

/** Every current object, decoded once, frozen and shared, kept up by the storage's commits. */
export class ObjectCache {
  readonly #options: ObjectCacheOptions;
  readonly #kinds = new Map<string, KindCache>();
  readonly #waiting: { readonly revision: number; readonly wake: () => void }[] = [];
  #revision = 0;
  #progressTold = 0;
  /** Commits that arrived before the first read was done. */
  #early: (readonly LogEntry[])[] | undefined = [];
  readonly #stop: () => void;

  constructor(options: ObjectCacheOptions) {
    this.#options = options;
    this.#stop = options.storage.onCommit((changes) => this.#commit(changes));
  }

  /** Reads everything there is; called once, before anything else. */
  async load(): Promise<void> {
    const { storage, codec, registry, watchWindow } = this.#options;
    const { entries, revision } = await storage.range('');
    for (const kind of registry.all()) this.#kinds.set(kind.id, new KindCache(watchWindow, revision));
    for (const entry of entries) this.#kinds.get(objectPath.kindId(entry.key))?.load(entry.key, codec.decode(entry));
    this.#revision = revision;
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const changes of early) {
      const news = changes.filter((change) => revisionOf(change) > revision);
      if (news.length > 0) this.#commit(news);
    }
  }

  /** Everything committed up to this revision is visible here. */
  get revision(): number {
    return this.#revision;
  }

  of(kind: RegisteredKind): KindCache {
    const cache = this.#kinds.get(kind.id);
    if (!cache) throw new Error(`the cache was asked for ${kind.id} before it was loaded`);
    return cache;
  }

  get(kind: RegisteredKind, path: string): KubeObject | undefined {
    return this.of(kind).get(path);
  }

  /** Resolves once everything up to a revision is visible here: how a writer reads its own writes. */
  waitFor(revision: number): Promise<void> {
    if (this.#revision >= revision) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ revision, wake: resolve }));
  }

  close(): void {
    this.#stop();
  }

  #commit(changes: readonly LogEntry[]): void {
    if (this.#early) {
      this.#early.push(changes);
      return;
    }
    const touched = new Set<KindCache>();
    for (const change of changes) {
      this.#revision = Math.max(this.#revision, revisionOf(change));
      const path = change.type === 'put' ? change.entry.key : change.key;
      const cache = this.#kinds.get(objectPath.kindId(path));
      if (!cache) continue;
      this.#apply(cache, path, change);
      touched.add(cache);
    }
    if (this.#revision - this.#progressTold >= bookmarkEvery) {
      this.#progressTold = this.#revision;
      for (const cache of this.#kinds.values()) touched.add(cache);
    }
    for (const cache of touched) cache.wake();
    this.#wakeWriters();
  }

  #apply(cache: KindCache, path: string, change: LogEntry): void {
    const previous = cache.get(path);
    if (change.type === 'put') {
      const object = this.#options.codec.decode(change.entry);
      cache.apply({ revision: change.entry.version, path, object, previous });
    } else {
      const last = previous && withResourceVersion(previous, change.revision);
      cache.apply({ revision: change.revision, path, object: undefined, previous: last });
    }
  }

  #wakeWriters(): void {
    for (let index = 0; index < this.#waiting.length; ) {
      const waiting = this.#waiting[index];
      if (waiting && waiting.revision <= this.#revision) {
        this.#waiting.splice(index, 1);
        waiting.wake();
      } else {
        index++;
      }
    }
  }
}

function revisionOf(change: LogEntry): number {
  return change.type === 'put' ? change.entry.version : change.revision;
}
