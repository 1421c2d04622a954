import { Cluster } from '#api/cluster/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { readiness } from '#explain/readiness.ts';
import { awaitObject } from './await-object.ts';
import type { Installation } from './installation.ts';

/** Reasons that only a person can end; a test that meets one need not wait. */
const stalls = new Set(['InvariantViolated', 'ReferenceMissing', 'BuildFailed']);

function hopeless(cluster: Cluster | undefined): string | undefined {
  const ready = cluster && readiness.condition(cluster, 'Ready');
  return ready && stalls.has(ready.reason) ? `${ready.reason}: ${ready.message}` : undefined;
}

/** Waits until a cluster is Ready as its spec now says, or until it is gone. */
export const awaitCluster = {
  /** All machines of a pool as declared, and none that goes. */
  async poolReady(installation: Installation, name: string, replicas: number): Promise<void> {
    await awaitObject(installation, {
      kind: NodePool,
      key: { namespace: 'default', name },
      what: `has ${replicas} machines, all Ready`,
      holds: (pool) =>
        pool !== undefined &&
        readiness.isReady(pool) &&
        pool.status?.replicas === replicas &&
        pool.status.readyReplicas === replicas,
    });
  },

  async ready(installation: Installation, name: string): Promise<Cluster> {
    const found = await awaitObject(installation, {
      kind: Cluster,
      key: { namespace: 'default', name },
      what: 'becomes Ready',
      holds: (cluster) => cluster !== undefined && readiness.isReady(cluster),
      hopeless,
    });
    if (!found) throw new Error(`cluster ${name} is gone`);
    return found;
  },

  /** Waits until it is not Ready and what is said of it fits. */
  async because(installation: Installation, name: string, message: RegExp): Promise<void> {
    await awaitObject(installation, {
      kind: Cluster,
      key: { namespace: 'default', name },
      what: `says ${message}`,
      holds: (cluster) => message.test((cluster && readiness.condition(cluster, 'Ready')?.message) ?? ''),
    });
  },

  async gone(installation: Installation, name: string): Promise<void> {
    await awaitObject(installation, {
      kind: Cluster,
      key: { namespace: 'default', name },
      what: 'is deleted',
      holds: (cluster) => cluster === undefined,
    });
  },
} as const;
