import { Secret } from '#api/builtin/secret.ts';
import type { Cluster } from '#api/cluster/index.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass } from '#runtime/pass.ts';

export interface ConnectionScope {
  readonly cluster: Cluster;
  readonly authorities: Secret | undefined;
  readonly connection: Secret | undefined;
}

export async function readScope(cluster: Cluster, pass: Pass): Promise<ConnectionScope> {
  const { namespace, name } = cluster.metadata;
  return {
    cluster,
    authorities: pass.store.get(Secret, { namespace, name: secretNames.authorities(name) }),
    connection: pass.store.get(Secret, { namespace, name: secretNames.connection(name) }),
  };
}
