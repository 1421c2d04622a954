import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { NodePool } from '#api/node-pool/index.ts';
import type { Pass } from '#runtime/pass.ts';

export interface PoolScope {
  readonly pool: NodePool;
  readonly cluster: Cluster | undefined;
  /** Its own machines, in order of name, those being deleted too. */
  readonly machines: readonly Machine[];
}

export async function readScope(pool: NodePool, pass: Pass): Promise<PoolScope> {
  const { namespace } = pool.metadata;
  const mine = { [labels.cluster]: pool.spec.cluster, [labels.pool]: pool.spec.pool };
  return {
    pool,
    cluster: pass.store.get(Cluster, { namespace, name: pool.spec.cluster }),
    machines: pass.store.list(Machine, { namespace: namespace ?? '', labels: mine }),
  };
}
