import type { Outcome } from '#base/outcome.ts';
import type { ImageScope } from './scope.ts';

/** Changes nothing. Woken by: Clusters. */
export async function awaitUsers({ usedBy }: ImageScope): Promise<Outcome> {
  if (usedBy.length === 0) return { outcome: 'proceed' };
  return {
    outcome: 'wait',
    reason: 'ImageInUse',
    message: `machines of ${usedBy.join(', ')} boot from it: it goes once these clusters are gone`,
    wokenBy: [{ by: 'object', what: 'Cluster' }],
    atMostMilliseconds: 3_600_000,
  };
}
