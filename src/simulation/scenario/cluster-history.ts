import type { Cloud } from '../cloud.ts';
import { objectState } from './object-state.ts';
import type { ObservedStore } from './observed-store.ts';
import type { Wishes } from './wishes.ts';

/** How one cluster fared. Milliseconds since the beginning. */
export interface ClusterRecord {
  readonly name: string;
  readonly declared: number;
  ready?: number;
  deleted?: number;
  gone?: number;
}

interface ClusterHistoryOptions {
  readonly cloud: Cloud;
  readonly store: ObservedStore;
  readonly wishes: Wishes;
  readonly now: () => number;
}

/** Follows clusters: when each is in truth as it is wanted. */
export class ClusterHistory {
  readonly records = new Map<string, ClusterRecord>();
  readonly #options: ClusterHistoryOptions;
  #running = new Map<string, number>();
  #others = new Map<string, number>();
  #since: number | undefined;

  constructor(options: ClusterHistoryOptions) {
    this.#options = options;
  }

  /** Since when all clusters have been as they are wanted; undefined while one is not. */
  get since(): number | undefined {
    return this.#since;
  }

  /** Looks at everything; to be called where something changed. */
  look(): void {
    const { now, wishes } = this.#options;
    this.#count();
    let all = true;
    for (const key of wishes.clusters) {
      const record = this.records.get(key) ?? { name: key, declared: now() };
      this.records.set(key, record);
      if (wishes.of(key) === 'deleted') {
        record.deleted ??= now();
        if (this.isGone(key)) {
          record.gone ??= now();
        } else {
          all = false;
        }
      } else if (this.isReady(key)) {
        record.ready ??= now();
      } else {
        all = false;
      }
    }
    this.#since = all ? (this.#since ?? now()) : undefined;
  }

  /** Ready as it says of itself, and exactly the machines that are wanted run. */
  isReady(key: string): boolean {
    const { store, wishes } = this.#options;
    const object = store.objects.get(`Cluster ${key}`);
    return (
      object !== undefined &&
      !objectState.isGoing(object) &&
      objectState.isReady(object) &&
      (this.#running.get(key) ?? 0) === wishes.machines(key) &&
      (this.#others.get(key) ?? 0) === 0
    );
  }

  /** Neither the store nor the provider has anything of it. */
  isGone(key: string): boolean {
    const { cloud, store } = this.#options;
    const left = (this.#running.get(key) ?? 0) + (this.#others.get(key) ?? 0);
    const endpoint = cloud.endpoints
      .values()
      .some(({ foreign, tags }) => !foreign && `${tags.owner.namespace}/${tags.owner.cluster}` === key);
    return !store.objects.has(`Cluster ${key}`) && left === 0 && !endpoint;
  }

  #count(): void {
    this.#running = new Map();
    this.#others = new Map();
    for (const { deleting, facts, foreign, tags } of this.#options.cloud.machines.values()) {
      if (!foreign) {
        const key = `${tags.owner.namespace}/${tags.owner.cluster}`;
        const counts = facts.state === 'running' && !deleting ? this.#running : this.#others;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
}
