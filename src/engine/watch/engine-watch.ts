import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Watch, WatchEvent, WatchOptions } from '#capabilities/object-api.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { objectPath } from '../object-path.ts';
import { selector } from '../selector/selector.ts';
import type { Change, KindCache } from './kind-cache.ts';
import type { ObjectCache } from './object-cache.ts';
import { withResourceVersion } from './with-resource-version.ts';

type Event = WatchEvent<KubeObject>;

/** A watch as a position in the kind's list of changes: a slow reader costs no memory, and falls out of it in the end. */
export class EngineWatch implements Watch<KubeObject> {
  readonly #cache: ObjectCache;
  readonly #ready: Promise<void>;
  readonly #find: () => RegisteredKind;
  readonly #options: WatchOptions;
  #started: Position | undefined;
  #closed = false;
  #wake: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  constructor(cache: ObjectCache, ready: Promise<void>, watch: { find: () => RegisteredKind; options: WatchOptions }) {
    this.#cache = cache;
    this.#ready = ready;
    this.#find = watch.find;
    this.#options = watch.options;
    watch.options.signal?.addEventListener('abort', () => this.close(), { once: true });
    if (watch.options.signal?.aborted) this.#closed = true;
  }

  async next(): Promise<readonly Event[]> {
    await this.#ready;
    for (;;) {
      if (this.#closed) return [];
      this.#started ??= this.#start();
      const events = this.#read(this.#started);
      if (events.length > 0) return events;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#closed = true;
    this.#stopListening?.();
    this.#wake?.();
  }

  #start(): Position {
    const kind = this.#find();
    const cache = this.#cache.of(kind);
    const { namespace, resourceVersion } = this.#options;
    const matches = selector(kind.kind, this.#options);
    const prefix = objectPath.prefix(kind, namespace);
    const fresh = resourceVersion === undefined || resourceVersion === '' || resourceVersion === '0';
    const initial: Event[] = [];
    let sequence: number;
    let revision = this.#cache.revision;
    if (fresh || this.#options.sendInitialEvents === true) {
      for (const path of cache.paths(prefix)) {
        const object = cache.get(path);
        if (object && matches(object)) initial.push({ type: 'ADDED', object });
      }
      if (this.#options.sendInitialEvents === true) {
        initial.push({ type: 'BOOKMARK', resourceVersion: String(revision), initialEventsEnd: true });
      }
      sequence = cache.end;
    } else {
      revision = this.#parse(resourceVersion);
      sequence = this.#after(cache, revision);
    }
    this.#stopListening = cache.listen(() => {
      this.#wake?.();
    });
    return { cache, prefix, matches, sequence, revision, initial };
  }

  #parse(resourceVersion: string): number {
    if (/^\d{1,15}$/.test(resourceVersion)) return Number(resourceVersion);
    throw new ApiError(
      'BadRequest',
      `the resourceVersion "${resourceVersion}" is not one; take it from a list or an object`,
    );
  }

  #after(cache: KindCache, revision: number): number {
    if (revision > this.#cache.revision) {
      throw new ApiError('Timeout', `Too large resource version: ${revision}, current: ${this.#cache.revision}`);
    }
    const sequence = cache.after(revision);
    if (sequence === undefined)
      throw new ApiError('Expired', `too old resource version: ${revision} (${this.#cache.revision})`);
    return sequence;
  }

  #read(position: Position): Event[] {
    const events = position.initial.splice(0);
    const changes = position.cache.since(position.sequence);
    if (!changes) {
      this.close();
      throw new ApiError('Expired', 'the watch was read too slowly and its events are gone; list again');
    }
    position.sequence += changes.length;
    for (const change of changes) {
      if (!change.path.startsWith(position.prefix)) continue;
      const event = transition(change, position.matches);
      if (!event) continue;
      events.push(event);
      position.revision = change.revision;
    }
    const current = this.#cache.revision;
    if (
      this.#options.allowBookmarks === true &&
      current > position.revision &&
      (changes.length > 0 || current - position.revision >= 500)
    ) {
      events.push({ type: 'BOOKMARK', resourceVersion: String(current), initialEventsEnd: false });
      position.revision = current;
    }
    return events;
  }
}

interface Position {
  readonly cache: KindCache;
  readonly prefix: string;
  readonly matches: (object: KubeObject) => boolean;
  /** Of the next change to read. */
  sequence: number;
  /** The newest revision that the reader has heard of. */
  revision: number;
  readonly initial: Event[];
}

/** What a watch with a selector sees of a change: an object that stops matching is gone for it. */
function transition(change: Change, matches: (object: KubeObject) => boolean): Event | undefined {
  const before = change.previous !== undefined && matches(change.previous);
  const after = change.object !== undefined && matches(change.object);
  if (after && change.object) return { type: before ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!before || !change.previous) return undefined;
  return { type: 'DELETED', object: withResourceVersion(change.previous, change.revision) };
}
