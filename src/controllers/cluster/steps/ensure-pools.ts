import { labels } from '#api/meta/labels.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machineInputs } from '#domain/machine/machine-inputs.ts';
import { nodePoolName } from '#domain/naming/node-pool-name.ts';
import { replicasToSet } from '#domain/scaling/replicas-to-set.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

type Pool = ClusterScope['cluster']['spec']['pools'][number];

function desiredPool(scope: ClusterScope, pool: Pool, existing: NodePool | undefined) {
  const { metadata, spec } = scope.cluster;
  const copied = existing?.metadata.annotations?.[labels.declaredReplicas];
  const replicas = replicasToSet({
    declared: pool.replicas,
    copied: copied === undefined ? undefined : Number(copied),
    current: existing?.spec.replicas,
  });
  return {
    metadata: {
      name: nodePoolName(metadata.name, pool.name),
      namespace: metadata.namespace,
      annotations: { [labels.declaredReplicas]: String(pool.replicas) },
      // With the revision seen, a scaling that happened meanwhile is a conflict instead of being undone.
      ...(existing ? { resourceVersion: existing.metadata.resourceVersion } : {}),
    },
    spec: {
      cluster: metadata.name,
      pool: pool.name,
      replicas,
      ...machineInputs({ ...pool, release: spec.release, registries: spec.registries, proxy: spec.proxy }),
    },
  };
}

/** Pre: references hold. Changes: NodePools. Their size is copied only when the declared number changed. */
export async function ensurePools(scope: ClusterScope, pass: Pass): Promise<Outcome> {
  const changed: string[] = [];
  for (const pool of scope.cluster.spec.pools) {
    const existing = scope.pools.find((known) => known.spec.pool === pool.name);
    const because = [`Cluster ${keyText(scope.cluster)} spec.pools[${pool.name}]`];
    const written = await pass.write.ensure(NodePool, desiredPool(scope, pool, existing), { because });
    if (written.changed !== 'unchanged') changed.push(pool.name);
  }
  if (changed.length === 0) return { outcome: 'proceed' };
  return {
    outcome: 'progressed',
    reason: 'PoolsDeclared',
    message: `declared ${changed.join(', ')}`,
    wokenBy: [{ by: 'object', what: 'NodePool' }],
  };
}
