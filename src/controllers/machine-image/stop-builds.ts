import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import type { ImageScope } from './scope.ts';

/** Pre: no cluster uses it. Changes: ends and forgets its tasks on this machine; what they built stays in the cache. */
export async function stopBuilds({ mirror, tasks }: ImageScope, pass: Pass): Promise<Outcome> {
  for (const { key, state } of [tasks.machine, tasks.endpoint, ...(mirror ? [mirror] : [])])
    if (state.state !== 'absent') await pass.tasks.cancel(key);
  return { outcome: 'proceed' };
}
