import { Deployment } from '#api/builtin/deployment.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { machineImageName } from '#domain/naming/machine-image-name.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import type { EndpointFacts } from '#providers/contract/endpoint.ts';
import type { ImageFacts } from '#providers/contract/image.ts';
import type { NetworkFacts } from '#providers/contract/network.ts';
import type { Observed, Owner } from '#providers/contract/resource.ts';
import type { Pass, ProviderPort, RemoteState } from '#runtime/pass.ts';
import { clusterOwner } from '../reading/cluster-owner.ts';
import { providerOwner } from '../reading/provider-owner.ts';
import { type Reading, readOrFailure } from '../reading/read-or-failure.ts';

/** What the provider says of the cluster's own resources, read now. */
export interface ProviderView {
  readonly port: ProviderPort;
  readonly host: HostFacts;
  readonly network: Observed<NetworkFacts>;
  readonly endpoint: Observed<EndpointFacts>;
  readonly machineImage: Observed<ImageFacts>;
  readonly endpointImage: Observed<ImageFacts>;
}

export interface ClusterScope {
  readonly cluster: Cluster;
  readonly release: PlatformRelease | undefined;
  readonly provider: Provider | undefined;
  /** Undefined without Provider object; a failure while the provider does not answer. */
  readonly view: Reading<ProviderView> | undefined;
  /** Undefined until the release's controller declared it. */
  readonly image: MachineImage | undefined;
  readonly controlPlane: ControlPlane | undefined;
  readonly pools: readonly NodePool[];
  readonly machines: readonly Machine[];
  /** Other clusters of the same provider, which share its network. */
  readonly neighbours: readonly Cluster[];
  /** Names of Providers and PlatformReleases that exist, for suggestions. */
  readonly known: { readonly providers: readonly string[]; readonly releases: readonly string[] };
  /** `known` is false while nothing was heard of the cluster's own Deployments yet. */
  readonly workload: { readonly state: RemoteState; readonly known: boolean; readonly dns: Deployment | undefined };
  readonly owners:
    | { readonly cluster: Owner; readonly network: Owner; readonly machineImage: Owner; readonly endpointImage: Owner }
    | undefined;
}

function ownersOf(
  pass: Pass,
  of: { readonly cluster: Cluster; readonly provider: Provider; readonly image: MachineImage | undefined },
): NonNullable<ClusterScope['owners']> {
  const { cluster, provider } = of;
  const imageObject = of.image ?? provider;
  return {
    cluster: clusterOwner(pass, cluster, cluster),
    network: providerOwner(pass, provider),
    machineImage: providerOwner(pass, imageObject, 'machine'),
    endpointImage: providerOwner(pass, imageObject, 'endpoint'),
  };
}

async function viewProvider(
  port: ProviderPort,
  owners: NonNullable<ClusterScope['owners']>,
  host: HostFacts,
): Promise<ProviderView> {
  const [network, endpoint, machineImage, endpointImage] = await Promise.all([
    port.network.observe(owners.network),
    port.endpoint.observe(owners.cluster),
    port.image.observe(owners.machineImage),
    port.image.observe(owners.endpointImage),
  ]);
  return { port, host, network, endpoint, machineImage, endpointImage };
}

async function readProvider(pass: Pass, cluster: Cluster, provider: Provider) {
  const port = await readOrFailure(async () => {
    const found = await pass.provider(provider.metadata.name);
    return { found, host: await found.hostFacts() };
  });
  if (!port.read)
    return {
      view: { failure: port.failure },
      image: undefined,
      owners: ownersOf(pass, { cluster, provider, image: undefined }),
    };
  const { found, host } = port.read;
  const image = pass.store.get(MachineImage, {
    name: machineImageName(cluster.spec.release, provider.spec.type, host.architecture),
  });
  const owners = ownersOf(pass, { cluster, provider, image });
  return { view: await readOrFailure(() => viewProvider(found, owners, host)), image, owners };
}

export async function readScope(cluster: Cluster, pass: Pass): Promise<ClusterScope> {
  const { namespace, name } = cluster.metadata;
  const mine = { namespace: namespace ?? '', labels: { [labels.cluster]: name } };
  const provider = pass.store.get(Provider, { name: cluster.spec.provider });
  const seen = provider
    ? await readProvider(pass, cluster, provider)
    : { view: undefined, image: undefined, owners: undefined };
  const others = pass.store
    .list(Cluster)
    .filter((other) => other.metadata.uid !== cluster.metadata.uid && other.spec.provider === cluster.spec.provider);
  const remote = pass.remote({ namespace: namespace ?? '', name, uid: cluster.metadata.uid });
  return {
    cluster,
    release: pass.store.get(PlatformRelease, { name: cluster.spec.release }),
    provider,
    ...seen,
    controlPlane: pass.store.get(ControlPlane, { namespace, name }),
    pools: pass.store.list(NodePool, mine),
    machines: pass.store.list(Machine, mine),
    neighbours: others,
    known: {
      providers: pass.store.list(Provider).map((known) => known.metadata.name),
      releases: pass.store.list(PlatformRelease).map((known) => known.metadata.name),
    },
    workload: {
      state: remote.state,
      known: remote.known(Deployment),
      dns: remote.get(Deployment, { namespace: 'kube-system', name: 'coredns' }),
    },
  };
}
