import type { Readable } from 'node:stream';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Watch, WatchEvent, WatchOptions } from '#capabilities/object-api.ts';
import { deepFreeze } from '#base/deep-freeze.ts';
import { isRecord } from '#base/is-record.ts';
import { LineReader } from './line-reader.ts';
import { readFailure } from './read-failure.ts';

export interface HttpWatchOptions {
  /** Opens the stream of JSON lines; called at the first `next`. */
  readonly open: (signal: AbortSignal) => Promise<Readable>;
  readonly watch: WatchOptions;
}

/** A watch over HTTP. It opens when first read; failing to open rejects, losing an open connection ends it quietly. */
export class HttpWatch<T extends KubeObject> implements Watch<T> {
  readonly #options: HttpWatchOptions;
  readonly #controller = new AbortController();
  #lines: Promise<LineReader> | undefined;

  constructor(options: HttpWatchOptions) {
    this.#options = options;
    const { signal } = options.watch;
    if (signal?.aborted) this.close();
    signal?.addEventListener('abort', () => this.close(), { once: true, signal: this.#controller.signal });
  }

  async next(): Promise<readonly WatchEvent<T>[]> {
    if (this.#closed) return [];
    try {
      this.#lines ??= this.#options.open(this.#controller.signal).then((stream) => new LineReader(stream));
      const reader = await this.#lines;
      for (;;) {
        const lines = await reader.next();
        if (this.#closed || lines.length === 0) return this.#end();
        const events = lines.flatMap((line) => this.#event(JSON.parse(line)));
        if (events.length > 0) return events;
      }
    } catch (error) {
      if (this.#closed) return [];
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#controller.abort();
  }

  get #closed(): boolean {
    return this.#controller.signal.aborted;
  }

  #end(): readonly WatchEvent<T>[] {
    this.close();
    return [];
  }

  #event(frame: unknown): readonly WatchEvent<T>[] {
    if (!isRecord(frame)) throw new ApiError('InternalError', 'the server sent a watch event that is no JSON object');
    const { type, object } = frame;
    if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED')
      return [{ type, object: deepFreeze(object as T) }];
    if (type === 'BOOKMARK') return this.#bookmark(object as KubeObject);
    const failure =
      readFailure(object) ?? new ApiError('InternalError', 'the server ended the watch with an error it did not name');
    throw failure.reason === 'Gone' ? new ApiError('Expired', failure.message, failure.details) : failure;
  }

  #bookmark({ metadata }: KubeObject): readonly WatchEvent<T>[] {
    const { allowBookmarks, sendInitialEvents } = this.#options.watch;
    const initialEventsEnd = metadata.annotations?.['k8s.io/initial-events-end'] === 'true';
    if (allowBookmarks !== true && !(sendInitialEvents === true && initialEventsEnd)) return [];
    return [{ type: 'BOOKMARK', resourceVersion: metadata.resourceVersion, initialEventsEnd }];
  }
}
