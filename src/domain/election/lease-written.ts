import type { LeaseSpec } from './lease-spec.ts';
import { leaseTimes } from './lease-times.ts';

/** Six digits after the point, without which kube-apiserver does not take it. `now`: milliseconds since 1970. */
function microTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, -1)}000Z`;
}

/** What a candidate writes into a Lease. */
export const leaseWritten = {
  taken(before: LeaseSpec, { identity, now }: { readonly identity: string; readonly now: number }): LeaseSpec {
    const { holderIdentity, leaseTransitions = 0 } = before;
    const time = microTime(now);
    const same = holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: leaseTimes.durationSeconds,
      acquireTime: same ? (before.acquireTime ?? time) : time,
      renewTime: time,
      leaseTransitions: same || before.acquireTime === undefined ? leaseTransitions : leaseTransitions + 1,
    };
  },

  renewed: (before: LeaseSpec, now: number): LeaseSpec => ({ ...before, renewTime: microTime(now) }),

  /** Nobody's, to be had at once. */
  released({ leaseTransitions = 0 }: LeaseSpec, now: number): LeaseSpec {
    const time = microTime(now);
    return { leaseDurationSeconds: 1, acquireTime: time, renewTime: time, leaseTransitions };
  },
} as const;
