import type { Timers } from '#capabilities/timers.ts';
import type { Storage } from '#storage/storage.ts';
import { repeatUntil } from './repeat-until.ts';

export interface HistoryCompactorOptions {
  readonly storage: Pick<Storage, 'revision' | 'compact'>;
  readonly timers: Timers;
  /** Changes older than this are forgotten: five minutes where absent, as kube-apiserver has it. */
  readonly longestMilliseconds?: number;
  /** More changes than this are not kept, however new; 100 000 where absent. */
  readonly mostRevisions?: number;
}

const pause = 60_000;

/** What was the newest revision when. */
interface Sample {
  readonly at: number;
  readonly revision: number;
}

/** Forgets replaced and deleted values after a while, so that a store is as large as what is in it. Current values stay. */
export class HistoryCompactor {
  readonly #options: HistoryCompactorOptions;
  readonly #samples: Sample[] = [];
  #compacted = 0;

  constructor(options: HistoryCompactorOptions) {
    this.#options = options;
  }

  /** Runs until the signal is aborted; rejects when the storage does, to be run again. */
  async run(signal: AbortSignal): Promise<void> {
    await repeatUntil(signal, { pause, timers: this.#options.timers }, () => this.compact());
  }

  /** Forgets what is old or too much now. Age is known from one call to the next. */
  async compact(): Promise<void> {
    const { longestMilliseconds = 300_000, mostRevisions = 100_000, storage, timers } = this.#options;
    const revision = await storage.revision();
    const at = timers.monotonic();
    this.#samples.push({ at, revision });
    let old = 0;
    while ((this.#samples[0]?.at ?? at) <= at - longestMilliseconds) old = this.#samples.shift()?.revision ?? old;
    const point = Math.max(old, revision - mostRevisions);
    if (point <= this.#compacted) return;
    await storage.compact(point);
    this.#compacted = point;
  }
}
