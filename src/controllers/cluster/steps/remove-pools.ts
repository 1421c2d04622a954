import { NodePool } from '#api/node-pool/index.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: the declared pools exist. Changes: deletes NodePools no longer declared. After the new ones, so that work has somewhere to go. */
export async function removePools(scope: ClusterScope, pass: Pass): Promise<Outcome> {
  const declared = new Set(scope.cluster.spec.pools.map((pool) => pool.name));
  const surplus = scope.pools.filter((pool) => !declared.has(pool.spec.pool) && !pool.metadata.deletionTimestamp);
  for (const pool of surplus)
    await pass.write.delete(NodePool, pool, {
      because: [`Cluster ${keyText(scope.cluster)} spec.pools[${pool.spec.pool}]`],
      after: [effects.object('NodePool', keyText(pool))],
    });
  if (surplus.length === 0) return { outcome: 'proceed' };
  return {
    outcome: 'progressed',
    reason: 'PoolsRemoved',
    message: `deleting ${surplus.map((pool) => pool.spec.pool).join(', ')}`,
    wokenBy: [{ by: 'object', what: 'NodePool' }],
  };
}
