import { Namespace } from '#api/builtin/namespace.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { followKinds } from './follow-kinds.ts';

export interface NamespaceControllerOptions {
  readonly api: ObjectApi;
  /** Every kind served; the namespaced ones are emptied. */
  readonly kinds: readonly Kind[];
}

/** Empties namespaces that are being deleted, and lets them go once nothing is left in them. */
export class NamespaceController {
  readonly #api: ObjectApi;
  readonly #kinds: readonly Kind[];
  /** Names of the namespaces whose deletion has begun. */
  #terminating = new Set<string>();
  #due = new Set<string>();
  #working = false;

  constructor(options: NamespaceControllerOptions) {
    this.#api = options.api;
    this.#kinds = options.kinds.filter((kind) => kind.scope === 'Namespaced');
  }

  /** Runs until the signal is aborted; rejects when the api fails otherwise than by refusing, to be run again. */
  async run(signal: AbortSignal): Promise<void> {
    this.#terminating = new Set();
    this.#due = new Set();
    this.#working = false;
    await followKinds({
      api: this.#api,
      kinds: [Namespace, ...this.#kinds],
      signal,
      follower: (kind) => (kind === Namespace ? this.#followNamespaces() : this.#followContents()),
    });
  }

  #followNamespaces() {
    return {
      changed: ({ metadata }: Namespace) => {
        if (metadata.deletionTimestamp === undefined) return;
        this.#terminating.add(metadata.name);
        this.#due.add(metadata.name);
      },
      gone: ({ metadata }: Namespace) => {
        this.#terminating.delete(metadata.name);
      },
      // A namespace that went unseen is found gone when it is looked at.
      synced: () => undefined,
      settle: () => this.#work(),
    };
  }

  #followContents() {
    const look = ({ metadata }: { readonly metadata: { readonly namespace?: string } }) => {
      if (metadata.namespace !== undefined && this.#terminating.has(metadata.namespace))
        this.#due.add(metadata.namespace);
    };
    const all = () => {
      for (const name of this.#terminating) this.#due.add(name);
    };
    return { changed: look, gone: look, synced: all, settle: () => this.#work() };
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (const name of this.#due) {
        this.#due.delete(name);
        await this.#finalize(name);
      }
    } finally {
      this.#working = false;
    }
  }

  async #finalize(name: string): Promise<void> {
    try {
      const { metadata, spec } = await this.#api.get(Namespace, { name });
      if (metadata.deletionTimestamp === undefined) return;
      if ((await this.#empty(name)) > 0) return;
      const finalizers = (spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
      const body = { metadata: { uid: metadata.uid, resourceVersion: metadata.resourceVersion }, spec: { finalizers } };
      const how = { type: 'merge', subresource: 'finalize', fieldManager: 'namespace-controller' } as const;
      await this.#api.patch(Namespace, { name }, { ...how, body });
    } catch (error) {
      const expected = error instanceof ApiError && (error.reason === 'NotFound' || error.reason === 'Conflict');
      if (!expected) throw error;
    }
  }

  /** Deletes what is in a namespace and gives how much was there: nothing is left only when a look finds nothing. */
  async #empty(namespace: string): Promise<number> {
    let found = 0;
    for (const kind of this.#kinds) {
      const { items } = await this.#api.list(kind, { namespace });
      found += items.length;
      for (const { metadata } of items) {
        if (metadata.deletionTimestamp !== undefined) continue;
        try {
          const preconditions = { uid: metadata.uid };
          await this.#api.delete(
            kind,
            { name: metadata.name, namespace },
            { propagationPolicy: 'Background', preconditions },
          );
        } catch (error) {
          if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error;
        }
      }
    }
    return found;
  }
}
