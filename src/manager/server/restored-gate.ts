import { ConfigMap } from '#api/builtin/config-map.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { restoredMark } from '#api/restored-mark.ts';
import type { Effect } from '#capabilities/effect.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { followKind } from '#engine/follow-kind.ts';
import type { Admission, NotAdmitted } from '#runtime/manager-options.ts';

function isMark({ metadata }: KubeObject): boolean {
  return metadata.name === restoredMark.name && metadata.namespace === restoredMark.namespace;
}

/**
 * Lets no effect pass in a store that was restored until a person deletes its mark: what happened since the backup is not
 * in it, so machines may be there that it does not know, and some that it knows may be gone on purpose.
 */
export class RestoredGate implements Admission {
  readonly #objects: ObjectApi;
  readonly #listeners = new Set<() => void>();
  #mark: string | undefined;

  constructor(objects: ObjectApi) {
    this.#objects = objects;
  }

  /** Before any controller runs. */
  async load(): Promise<void> {
    try {
      this.#mark = (await this.#objects.get(ConfigMap, restoredMark)).metadata.uid;
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
    }
  }

  /** Follows the mark until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await followKind(this.#objects, ConfigMap, {
      signal,
      changed: (object) => {
        if (isMark(object)) this.#mark = object.metadata.uid;
      },
      gone: (object) => {
        if (isMark(object)) this.#accept();
      },
      synced: (uids) => {
        if (this.#mark !== undefined && !uids.has(this.#mark)) this.#accept();
      },
      settle: () => Promise.resolve(),
    });
  }

  judge(effect: Effect): NotAdmitted | undefined {
    if (this.#mark === undefined) return undefined;
    const message = `${effect.id} is due but this store was restored from a backup: let it happen with slipway server accept`;
    return { reason: 'RestoreNotAccepted', message };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #accept(): void {
    this.#mark = undefined;
    for (const listener of this.#listeners) listener();
  }
}
