import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, ObjectKey, Watch, WatchEvent } from '#capabilities/object-api.ts';
import type { Randomness } from '#capabilities/randomness.ts';
import type { Timers } from '#capabilities/timers.ts';
import { Backoff } from './backoff.ts';
import { compareRevisions } from './compare-revisions.ts';
import { ObjectIndex } from './object-index.ts';
import { Pause } from './pause.ts';

/** One difference: `old` absent for something new, `current` absent for something gone. A name made anew under another uid is two of them. */
export interface CacheChange {
  readonly old: KubeObject | undefined;
  readonly current: KubeObject | undefined;
  /** Part of the first filling: nothing happened, it was there. */
  readonly initial: boolean;
}

export interface ObjectCacheOptions {
  readonly kind: Kind;
  readonly objects: ObjectApi;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly timers: Timers;
  readonly randomness: Randomness;
  readonly onChange: (change: CacheChange) => void;
  /** The cache has seen more of the log, or was filled. */
  readonly onProgress: () => void;
  /** List or watch failed and will be tried again. */
  readonly onFailure: (error: unknown) => void;
}

const pageSize = 500;

/**
 * All objects of one kind (or a part of them), by list and watch. A watch that ends goes on from the last revision seen;
 * one whose revision was compacted is followed by a new list, compared with what was known by uid.
 */
export class ObjectCache {
  readonly #options: ObjectCacheOptions;
  readonly #index = new ObjectIndex();
  readonly #backoff: Backoff;
  readonly #pause: Pause;
  #revision = '';
  #synced = false;
  #closed = false;
  #watch: Watch<KubeObject> | undefined;

  constructor(options: ObjectCacheOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ baseMilliseconds: 250, maximumMilliseconds: 30_000, randomness: options.randomness });
    this.#pause = new Pause(options.timers);
  }

  get synced(): boolean {
    return this.#synced;
  }

  /** Whether this shows what a write answered, or what came after it. */
  hasSeen({ metadata }: KubeObject): boolean {
    const shown = this.#index.get(metadata)?.metadata.resourceVersion ?? '';
    return [this.#revision, shown].some((revision) => compareRevisions(revision, metadata.resourceVersion) >= 0);
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#index.get(key);
  }

  byUid(uid: string): KubeObject | undefined {
    return this.#index.byUid(uid);
  }

  list(options?: {
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
  }): readonly KubeObject[] {
    return this.#index.list(options);
  }

  /** Lists and watches until closed; never rejects. */
  async follow(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#fill();
        while (!this.#closed && (await this.#watchOnce())) {
          this.#backoff.reset();
        }
        if (!this.#closed) {
          await this.#pause.wait(this.#backoff.next());
        }
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  /** Tries again at once if it is waiting after a failure. */
  retry(): void {
    this.#pause.wake();
  }

  close(): void {
    this.#closed = true;
    this.#watch?.close();
    this.#pause.wake();
  }

  async #recover(error: unknown): Promise<void> {
    if (this.#closed || (error instanceof ApiError && error.reason === 'Expired' && this.#backoff.failures === 0)) {
      this.#backoff.next();
      return;
    }
    this.#options.onFailure(error);
    await this.#pause.wait(this.#backoff.next());
  }

  async #fill(): Promise<void> {
    const { objects, kind, namespace, labelSelector } = this.#options;
    const found: KubeObject[] = [];
    let revision = '';
    let next: string | undefined;
    do {
      const page = await objects.list(kind, {
        limit: pageSize,
        ...(namespace === undefined ? {} : { namespace }),
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(next === undefined ? {} : { continue: next }),
      });
      found.push(...page.items);
      revision = page.resourceVersion;
      next = page.continue === '' ? undefined : page.continue;
    } while (next !== undefined);
    if (this.#closed) {
      return;
    }
    this.#replace(found);
    this.#revision = revision;
    this.#synced = true;
    this.#options.onProgress();
  }

  #replace(found: readonly KubeObject[]): void {
    const initial = !this.#synced;
    const present = new Set(found.map((object) => object.metadata.uid));
    for (const old of this.#index.list()) {
      if (!present.has(old.metadata.uid)) {
        this.#index.remove(old);
        this.#options.onChange({ old, current: undefined, initial });
      }
    }
    for (const current of found) {
      const old = this.#index.get(current.metadata);
      if (old?.metadata.resourceVersion !== current.metadata.resourceVersion) {
        this.#index.put(current);
        this.#options.onChange({ old, current, initial });
      }
    }
  }

  /** False when the watch ended without a word: then a list finds out whether anybody answers. */
  async #watchOnce(): Promise<boolean> {
    const { objects, kind, namespace, labelSelector } = this.#options;
    const watch = objects.watch(kind, {
      resourceVersion: this.#revision,
      allowBookmarks: true,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labelSelector === undefined ? {} : { labelSelector }),
    });
    this.#watch = watch;
    let heard = false;
    try {
      for (let events = await watch.next(); events.length > 0 && !this.#closed; events = await watch.next()) {
        heard = true;
        for (const event of events) {
          this.#apply(event);
        }
        this.#options.onProgress();
      }
    } finally {
      watch.close();
    }
    return heard;
  }

  #apply(event: WatchEvent<KubeObject>): void {
    if (event.type === 'BOOKMARK') {
      this.#advance(event.resourceVersion);
      return;
    }
    const { object } = event;
    const known = this.#index.get(object.metadata);
    this.#advance(object.metadata.resourceVersion);
    if (event.type === 'DELETED') {
      if (known?.metadata.uid === object.metadata.uid) {
        this.#index.remove(known);
        this.#options.onChange({ old: known, current: undefined, initial: false });
      }
      return;
    }
    if (known !== undefined && compareRevisions(known.metadata.resourceVersion, object.metadata.resourceVersion) >= 0) {
      return;
    }
    const same = known?.metadata.uid === object.metadata.uid;
    if (known !== undefined && !same) {
      this.#index.remove(known);
      this.#options.onChange({ old: known, current: undefined, initial: false });
    }
    this.#index.put(object);
    this.#options.onChange({ old: same ? known : undefined, current: object, initial: false });
  }

  #advance(revision: string): void {
    if (compareRevisions(revision, this.#revision) > 0) {
      this.#revision = revision;
    }
  }
}
