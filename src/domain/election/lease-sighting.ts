import type { LeaseSpec } from './lease-spec.ts';
import { leaseTimes } from './lease-times.ts';

/** A Lease as a candidate has read it, and since when (milliseconds of the candidate's own monotonic clock) it is so. */
export interface LeaseSighting {
  readonly revision: string;
  readonly since: number;
}

/** Who waits for a Lease. */
export const leaseSighting = {
  /** `now` is read after the answer came: the Lease was written before, so whoever renewed it counts from an earlier moment. */
  of(before: LeaseSighting | undefined, revision: string, now: number): LeaseSighting {
    return before?.revision === revision ? before : { revision, since: now };
  },

  /** Whether a Lease may be taken: it is free, it is ours by a reply that was lost, or nobody renewed it for its whole length. */
  mayTake(
    spec: LeaseSpec,
    sighting: LeaseSighting,
    { identity, now }: { readonly identity: string; readonly now: number },
  ): boolean {
    const { holderIdentity = '', leaseDurationSeconds = 0 } = spec;
    if (holderIdentity === '' || holderIdentity === identity) return true;
    // Another build may give itself more time than this one; less than our own is never believed.
    const length = Math.max(leaseDurationSeconds, leaseTimes.durationSeconds) * 1000;
    return now - sighting.since >= length;
  },
} as const;
