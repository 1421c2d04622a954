import { ConfigMap } from '#api/builtin/config-map.ts';
import type { Fence } from '#capabilities/fence.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { LeaderElection } from '#runtime/leader-election.ts';
import { epochKey } from '../composition/epoch-key.ts';

export interface EpochFenceOptions {
  readonly objects: ObjectApi;
  readonly election: Pick<LeaderElection, 'leading' | 'lose'>;
  readonly epoch: number;
}

/**
 * A leader may change something while it leads by its own clock and the store says that its number is the newest. Both are
 * asked each time: a process that was stopped, or a machine that slept, sees the second although the first may lag.
 */
export function epochFence({ election, epoch, objects }: EpochFenceOptions): Fence {
  const refuse = (): never => {
    throw new Error(`this manager (epoch ${epoch}) does not lead any more: nothing is changed`);
  };
  return {
    async check() {
      if (!election.leading) refuse();
      // Absent, the one who leads next writes it: it will not be this one.
      const newest = (await objects.get(ConfigMap, epochKey)).data?.['epoch'];
      if (newest !== String(epoch)) {
        election.lose(`the newest manager has the epoch ${newest ?? 'of nobody'}, this one ${epoch}`);
        refuse();
      }
      if (!election.leading) refuse();
    },
  };
}
