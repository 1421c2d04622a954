import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectApi, Watch } from '#capabilities/object-api.ts';

/** A store that managers may lose sight of, as when its server restarts: calls fail, watches end, nothing is lost. */
export class SilentStore {
  /** The store as managers have it. */
  readonly objects: ObjectApi;
  readonly #open = new Set<Watch<KubeObject>>();
  #silence: string | undefined;

  constructor(objects: ObjectApi) {
    const ask = async <R>(call: () => Promise<R>): Promise<R> => {
      if (this.#silence !== undefined) {
        throw new ApiError('ServiceUnavailable', this.#silence, { retryAfterSeconds: 1 });
      }
      return await call();
    };
    this.objects = {
      get: (...request) => ask(() => objects.get(...request)),
      list: (...request) => ask(() => objects.list(...request)),
      watch: (...request) => this.#watch(() => objects.watch(...request)),
      create: (...request) => ask(() => objects.create(...request)),
      update: (...request) => ask(() => objects.update(...request)),
      patch: (...request) => ask(() => objects.patch(...request)),
      apply: (...request) => ask(() => objects.apply(...request)),
      delete: (...request) => ask(() => objects.delete(...request)),
    };
  }

  fallSilent(because: string): void {
    this.#silence = because;
    for (const watch of [...this.#open]) {
      watch.close();
    }
    this.#open.clear();
  }

  answerAgain(): void {
    this.#silence = undefined;
  }

  #watch<T extends KubeObject>(open: () => Watch<T>): Watch<T> {
    if (this.#silence !== undefined) {
      return { next: async () => [], close: () => undefined };
    }
    const watch = open();
    this.#open.add(watch);
    return {
      next: () => watch.next(),
      close: () => {
        this.#open.delete(watch);
        watch.close();
      },
    };
  }
}
