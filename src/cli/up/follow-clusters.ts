import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { ClusterView } from '#explain/cluster-view.ts';
import { findStall } from '#explain/find-stall.ts';
import { progressTree } from '#explain/progress-tree.ts';
import { readiness } from '#explain/readiness.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { createProgressView } from './progress-view.ts';
import { watchedObjects } from './watched-objects.ts';

/** A stall that lasts this long is one: some end by themselves as soon as the next object is there. */
const stallMilliseconds = 10_000;

/** How following ended. */
export type FollowEnd =
  | { readonly ended: 'ready' }
  | { readonly ended: 'interrupted' }
  | { readonly ended: 'stalled'; readonly sentence: string; readonly command: string };

const kinds: readonly Kind[] = [Cluster, ControlPlane, NodePool, Machine, MachineImage];

type Picture = ReadonlyMap<Kind, readonly KubeObject[]>;

function viewOf(cluster: Cluster, picture: Picture): ClusterView {
  const all = <T extends KubeObject>(kind: Kind<T>) => (picture.get(kind) ?? []) as readonly T[];
  const { name, namespace } = cluster.metadata;
  const own = <T extends KubeObject & { readonly spec: { readonly cluster: string } }>(kind: Kind<T>) =>
    all(kind).filter((object) => object.metadata.namespace === namespace && object.spec.cluster === name);
  return {
    cluster,
    controlPlanes: own(ControlPlane),
    pools: own(NodePool),
    machines: own(Machine),
    images: all(MachineImage).filter(({ spec }) => spec.release === cluster.spec.release),
  };
}

/** Shows how clusters come up until all of them are Ready, one is stalled, or Ctrl-C. CliError when one is deleted meanwhile. */
export async function followClusters(
  context: CommandContext,
  client: KubeClient,
  wanted: readonly KubeObject[],
): Promise<FollowEnd> {
  const { signal, timers } = context;
  const picture = new Map<Kind, readonly KubeObject[]>();
  const progress = await createProgressView(context);
  const done = new AbortController();
  const stop = AbortSignal.any([signal, done.signal]);
  let stalled: { readonly sentence: string; readonly cancel: () => void } | undefined;
  try {
    return await new Promise<FollowEnd>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve({ ended: 'interrupted' }), { once: true });
      if (signal.aborted) resolve({ ended: 'interrupted' });
      const judge = () => {
        if (kinds.some((kind) => !picture.has(kind))) return;
        const present = (picture.get(Cluster) ?? []) as readonly Cluster[];
        const clusters = wanted.map(({ metadata }) => present.find((one) => one.metadata.uid === metadata.uid));
        const found = clusters.filter((cluster) => cluster !== undefined);
        if (found.length < wanted.length) return reject(new CliError('the cluster was deleted meanwhile'));
        const views = found.map((cluster) => viewOf(cluster, picture));
        // Clusters of one release wait for the same image.
        const nodes = new Map(views.flatMap(progressTree).map((node) => [node.id, node]));
        progress.show([...nodes.values()]);
        // A newer edit of somebody else counts too; an older state than the one applied does not.
        const current = found.every(
          (cluster, index) => (cluster.metadata.generation ?? 0) >= (wanted[index]?.metadata.generation ?? 0),
        );
        if (current && found.every(readiness.isReady)) return resolve({ ended: 'ready' });
        const stall = views.map(findStall).find((one) => one !== undefined);
        const sentence = stall && `${stall.object.kind} ${stall.object.metadata.name}: ${stall.message}`;
        if (stalled?.sentence === sentence) return undefined;
        stalled?.cancel();
        stalled = undefined;
        if (stall === undefined || sentence === undefined) return undefined;
        const place = stall.object.metadata.namespace === undefined ? '' : ` -n ${stall.object.metadata.namespace}`;
        const command = `slipway explain ${stall.object.kind.toLowerCase()} ${stall.object.metadata.name}${place}`;
        stalled = {
          sentence,
          cancel: timers.after(stallMilliseconds, () => resolve({ ended: 'stalled', sentence, command })),
        };
      };
      const [first] = wanted;
      const namespaces = new Set(wanted.map(({ metadata }) => metadata.namespace));
      for (const kind of kinds) {
        const narrow = kind.scope === 'Namespaced' && namespaces.size === 1;
        const changed = (objects: readonly KubeObject[]) => {
          picture.set(kind, objects);
          judge();
        };
        const namespace = narrow ? first?.metadata.namespace : undefined;
        watchedObjects(client, { kind, namespace, signal: stop, timers, changed }).catch(reject);
      }
    });
  } finally {
    stalled?.cancel();
    done.abort();
    progress.end();
  }
}
