import { Cluster } from '#api/cluster/index.ts';
import { labels } from '#api/meta/labels.ts';
import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { Provider } from '#api/provider/index.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import { concernedClusters } from './concerned-clusters.ts';
import { essentialJournal } from './essential-journal.ts';
import { readProvider } from './read-provider.ts';
import { readWorkload } from './read-workload.ts';
import { redactSecret } from './redact-secret.ts';
import type { SnapshotSource } from './snapshot-source.ts';
import type { WorldSnapshot } from './world-snapshot.ts';

/** Kinds whose objects no controller decides by, or that are read one by one. */
const leftOut = new Set(['Event', 'Lease', 'Plan', 'ConfigMap', 'CertificateSigningRequest']);

/** Reads the world as far as a change concerns it. Nothing is changed; what a workload cluster cannot tell is noted as silence. */
export async function readSnapshot(
  source: SnapshotSource,
  change: PlannedChange,
): Promise<{ readonly snapshot: WorldSnapshot; readonly model: ProviderModel | undefined }> {
  const read = source.kinds.filter(({ kind }) => !leftOut.has(kind));
  const lists = await Promise.all(read.map((kind) => source.objects.list(kind)));
  const all = lists.flatMap(({ items }) => items as readonly KubeObject[]);
  const concerned = concernedClusters(change, all);
  const clusters = all.filter(
    (object): object is Cluster => object.kind === Cluster.kind && concerned.includes(keyOf(object)),
  );
  const provider = await readProvider(source, { clusters, providers: providersOf(change, clusters, all) });
  const workloads = await Promise.all(
    clusters.map(async (cluster) => [cluster.metadata.uid, await readWorkload(source, cluster, all)] as const),
  );
  const objects: KubeObject[] = [];
  for (const object of all.flatMap((one) => asConcerned(one, concerned))) {
    objects.push(object.kind === Secret.kind ? redactSecret(object as Secret, source.pki) : object);
    await source.breathe();
  }
  const machines = objects.filter((object): object is Machine => object.kind === Machine.kind);
  return {
    model: provider?.model,
    snapshot: {
      installation: source.installation,
      epoch: source.epoch,
      now: source.clock.now(),
      objects,
      concerned,
      provider: provider?.snapshot,
      workloads: Object.fromEntries(workloads.flatMap(([uid, one]) => (one === undefined ? [] : [[uid, one]]))),
      journals: Object.fromEntries(machines.map(({ metadata: { uid } }) => [uid, essentialJournal(source.heard(uid))])),
    },
  };
}

function keyOf({ metadata: { name, namespace } }: KubeObject): string {
  return `${namespace}/${name}`;
}

/** Providers that stored Clusters use and those that new ones will. */
function providersOf(
  { manifests }: PlannedChange,
  clusters: readonly Cluster[],
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  const wanted = manifests.filter(({ kind }) => kind === Cluster.kind) as readonly Partial<Cluster>[];
  const names = new Set([...clusters, ...wanted].map(({ spec }) => spec?.provider));
  return objects.filter(({ kind, metadata }) => kind === Provider.kind && names.has(metadata.name));
}

/** What belongs to a concerned Cluster or to none is there whole; of the others only the Cluster, and nobody works on it. */
function asConcerned(object: KubeObject, concerned: readonly string[]): readonly KubeObject[] {
  if (object.kind === Cluster.kind) {
    const cluster = object as Cluster;
    return [
      concerned.includes(keyOf(object))
        ? cluster
        : ({ ...cluster, spec: { ...cluster.spec, management: 'Paused' } } as KubeObject),
    ];
  }
  const owner = object.metadata.labels?.[labels.cluster];
  if (owner === undefined) return object.kind === Secret.kind ? [] : [object];
  return concerned.includes(`${object.metadata.namespace}/${owner}`) ? [object] : [];
}
