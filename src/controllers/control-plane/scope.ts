import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import type { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import { Provider } from '#api/provider/index.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { EndpointFacts } from '#providers/contract/endpoint.ts';
import type { Observed, Owner } from '#providers/contract/resource.ts';
import type { Pass, ProviderPort } from '#runtime/pass.ts';
import { clusterOwner } from '../reading/cluster-owner.ts';
import { providerOwner } from '../reading/provider-owner.ts';
import { type Reading, readOrFailure } from '../reading/read-or-failure.ts';
import { readRivals, type Rivals } from './read-rivals.ts';

export interface ControlPlaneScope {
  readonly controlPlane: ControlPlane;
  /** Undefined while it is being deleted or before the cache knows it. */
  readonly cluster: Cluster | undefined;
  /** Its own machines, in order of name. */
  readonly machines: readonly Machine[];
  readonly authorities: Secret | undefined;
  /** The owner's authority, read only until the cluster's own are made from it. */
  readonly supplied: Secret | undefined;
  /** The endpoint as it is now; undefined without Cluster, and while it is being deleted. */
  readonly endpoint:
    | Reading<{
        readonly port: ProviderPort;
        readonly owner: Owner;
        readonly network: Owner;
        readonly observed: Observed<EndpointFacts>;
      }>
    | undefined;
  /** Who else is about to initialise at the same provider; undefined while this one need not ask. */
  readonly rivals: Rivals | undefined;
}

async function viewEndpoint(cluster: Cluster, pass: Pass) {
  const port = await pass.provider(cluster.spec.provider);
  const owner = clusterOwner(pass, cluster, cluster);
  const provider = pass.store.get(Provider, { name: cluster.spec.provider });
  // Without its Provider object nothing was found above either: the call has been refused.
  const network = provider ? providerOwner(pass, provider) : owner;
  return { port, owner, network, observed: await port.endpoint.observe(owner) };
}

/** Only an endpoint that is there can say that nobody was chosen. */
function isMarked(observed: Observed<EndpointFacts>): boolean {
  return observed.state !== 'present' || observed.facts.initializedBy !== undefined;
}

export async function readScope(controlPlane: ControlPlane, pass: Pass): Promise<ControlPlaneScope> {
  const { namespace } = controlPlane.metadata;
  const name = controlPlane.spec.cluster;
  const cluster = pass.store.get(Cluster, { namespace, name });
  const machines = pass.store.list(Machine, {
    namespace: namespace ?? '',
    labels: { [labels.cluster]: name, [labels.role]: 'ControlPlane' },
  });
  // A control plane that goes leaves the endpoint to the cluster: asking about it would only hold its machines up.
  const seen = controlPlane.metadata.deletionTimestamp === undefined ? cluster : undefined;
  const endpoint = seen && (await readOrFailure(() => viewEndpoint(seen, pass)));
  const { certificateAuthority } = controlPlane.spec;
  const authorities = pass.store.get(Secret, { namespace, name: secretNames.authorities(name) });
  return {
    controlPlane,
    cluster,
    machines,
    authorities,
    supplied:
      certificateAuthority && !authorities
        ? pass.store.get(Secret, { namespace, name: certificateAuthority.secretRef.name })
        : undefined,
    endpoint,
    rivals:
      endpoint?.read && cluster && machines.length > 0 && !isMarked(endpoint.read.observed)
        ? await readRivals({ controlPlane, cluster, port: endpoint.read.port }, pass)
        : undefined,
  };
}
