import { Event } from '#api/builtin/event.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Timers } from '#capabilities/timers.ts';
import { repeatUntil } from './repeat-until.ts';

export interface EventExpiryOptions {
  readonly api: ObjectApi;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** As long as kube-apiserver keeps them. */
const lifetime = 3_600_000;
const pause = 60_000;
/** Deletions under way at once: they share commits, and nobody waits long behind them. */
const atOnce = 50;

/** When an event was written last, by the server's own clock: what a client says of the time may be anything. */
function writtenAt({ metadata }: Event): number {
  const { creationTimestamp, managedFields = [] } = metadata;
  const times = [creationTimestamp, ...managedFields.map(({ time }) => time)].map((time) => Date.parse(time ?? ''));
  return Math.max(...times.filter((time) => !Number.isNaN(time)));
}

/** Deletes events an hour after they were written last. */
export class EventExpiry {
  readonly #options: EventExpiryOptions;

  constructor(options: EventExpiryOptions) {
    this.#options = options;
  }

  /** Runs until the signal is aborted; rejects when the api fails otherwise than by refusing, to be run again. */
  async run(signal: AbortSignal): Promise<void> {
    await repeatUntil(signal, { pause, timers: this.#options.timers }, () => this.expire());
  }

  /** Deletes what is due now. */
  async expire(): Promise<void> {
    const { api, clock } = this.#options;
    const now = clock.now();
    const { items } = await api.list(Event);
    const due = items.filter((event) => writtenAt(event) + lifetime <= now);
    for (let start = 0; start < due.length; start += atOnce) {
      await Promise.all(due.slice(start, start + atOnce).map((event) => this.#delete(event)));
    }
  }

  async #delete({ metadata }: Event): Promise<void> {
    const { name, namespace, resourceVersion, uid } = metadata;
    try {
      // Written again since the list: it lives on.
      await this.#options.api.delete(Event, { name, namespace }, { preconditions: { uid, resourceVersion } });
    } catch (error) {
      const expected = error instanceof ApiError && (error.reason === 'NotFound' || error.reason === 'Conflict');
      if (!expected) throw error;
    }
  }
}
