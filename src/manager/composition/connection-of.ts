import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import type { WorkloadConnection } from '#capabilities/workload-clusters.ts';
import { type ClientPlace, serverAddress } from '#domain/network/server-address.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import { secretText } from '#controllers/reading/secret-text.ts';
import type { StoreReader } from '#runtime/pass.ts';

/**
 * How a cluster is reached: from the Secret its connection controller keeps. Undefined until an API server has served:
 * its machine's journal says so, and nobody has to try in vain before.
 *
 * The Secret names the address for a manager on a host. Where a manager runs is no property of the cluster, and managers of both
 * kinds may follow each other: one in a Pod takes its address from the endpoint.
 */
export function connectionOf(
  key: { readonly namespace: string; readonly name: string },
  store: StoreReader,
  place: ClientPlace = 'host',
): WorkloadConnection | undefined {
  const cluster = store.get(Cluster, key);
  const secret = store.get(Secret, { namespace: key.namespace, name: secretNames.connection(key.name) });
  const serving = store.get(ControlPlane, key)?.status?.apiServing;
  if (!cluster || !secret || !serving) return undefined;
  const [kept, authority, certificate, clientKey] = ['server', 'ca.crt', 'tls.crt', 'tls.key'].map((name) =>
    secretText(secret, name),
  );
  const { endpoint } = cluster.status ?? {};
  const server = place === 'pod' && endpoint ? serverAddress(endpoint, place) : kept;
  if (!server || !authority || !certificate || !clientKey) return undefined;
  return { uid: cluster.metadata.uid, server, authority, certificate, key: clientKey };
}
