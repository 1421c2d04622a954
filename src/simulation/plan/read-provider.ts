import type { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import type { Listed, ResourceDriver } from '#providers/contract/resource.ts';
import type { SnapshotSource } from './snapshot-source.ts';
import type { ProviderSnapshot } from './world-snapshot.ts';

/** What the first of the providers has of these clusters; undefined without any. Rejects with the provider's own error. */
export async function readProvider(
  { connect, installation }: SnapshotSource,
  { clusters, providers }: { readonly clusters: readonly Cluster[]; readonly providers: readonly KubeObject[] },
): Promise<{ readonly snapshot: ProviderSnapshot; readonly model: ProviderModel } | undefined> {
  const [provider] = providers;
  if (provider === undefined) return undefined;
  const { driver, model } = connect(provider);
  const uids = clusters.map(({ metadata }) => metadata.uid);
  const [host, machines, networks, endpoints, images] = await Promise.all([
    driver.hostFacts(),
    ofClusters(driver.machine, installation, uids),
    driver.network.list({ installation }),
    ofClusters(driver.endpoint, installation, uids),
    driver.image.list({ installation }),
  ]);
  return { model, snapshot: { host, machines, networks, endpoints, images } };
}

async function ofClusters<D, F>(
  resource: ResourceDriver<D, F>,
  installation: string,
  uids: readonly string[],
): Promise<readonly Listed<F>[]> {
  const lists = await Promise.all(uids.map((clusterUid) => resource.list({ installation, clusterUid })));
  return lists.flat();
}
