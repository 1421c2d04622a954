import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import { readiness } from '#explain/readiness.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';

/** How a cluster's API is reached from this machine, by whoever has a credential. */
export interface ClusterAccess {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly release: string;
  /** `https://address:port`. */
  readonly server: string;
  /** PEM certificate of the cluster's authority. */
  readonly authority: string;
}

function host(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/** Reads it from the manager; CliError while the cluster has no endpoint. */
export async function clusterAccess(
  client: KubeClient,
  key: { readonly namespace: string; readonly name: string },
): Promise<ClusterAccess> {
  const cluster = await client.objects.get(Cluster, key);
  const external = cluster.status?.endpoint?.external;
  const secret = await client.objects
    .get(Secret, { namespace: key.namespace, name: secretNames.authorities(key.name) })
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
      throw error;
    });
  const authority = secret?.data?.['ca.crt'];
  if (!external || authority === undefined) {
    throw new CliError(`cluster ${key.name} has no API yet: ${readiness.sentence(cluster) ?? 'it is being made'}`, {
      cure: `wait for it with: slipway wait cluster ${key.name} -n ${key.namespace} --for=Ready`,
    });
  }
  return {
    ...key,
    uid: cluster.metadata.uid,
    release: cluster.spec.release,
    server: `https://${host(external.address)}:${external.port}`,
    authority: Buffer.from(authority, 'base64').toString('utf8'),
  };
}
