import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import type { Machine } from '#api/machine/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { MachineFacts } from '#providers/contract/machine.ts';
import type { Observed, Owner } from '#providers/contract/resource.ts';
import type { Pass, ProviderPort, RemotePort } from '#runtime/pass.ts';
import { clusterOwner } from '../reading/cluster-owner.ts';
import { type Reading, readOrFailure } from '../reading/read-or-failure.ts';
import { type ReferencedTexts, readTexts } from './read-texts.ts';

export interface MachineScope {
  readonly machine: Machine;
  readonly cluster: Cluster | undefined;
  readonly controlPlane: ControlPlane | undefined;
  readonly release: PlatformRelease | undefined;
  readonly provider: Provider | undefined;
  readonly authorities: Secret | undefined;
  readonly token: Secret | undefined;
  /** What its settings refer to, or what is wrong with the first reference. */
  readonly texts: ReferencedTexts;
  /** The machine at its provider, read now; undefined without Cluster. */
  readonly view:
    | Reading<{ readonly port: ProviderPort; readonly owner: Owner; readonly observed: Observed<MachineFacts> }>
    | undefined;
  /** What its journal says so far; empty while it cannot be reached. */
  readonly journal: readonly JournalEntry[];
  readonly remote: RemotePort | undefined;
  /** Its Node, as far as the cache knows; read from the cluster itself while the Machine is being deleted. */
  readonly node: Node | undefined;
  /** False while the Nodes of its cluster are not known yet: a manager that has just started has not heard of any. */
  readonly nodesKnown: boolean;
  /** True while the Machine is being deleted and its cluster, which has served, cannot be asked for the Node. */
  readonly nodeUnknown: boolean;
  /** Pods on it, only while it is being deleted; undefined when they cannot be read. */
  readonly pods: readonly Pod[] | undefined;
}

async function viewMachine(pass: Pass, cluster: Cluster, machine: Machine) {
  const port = await pass.provider(cluster.spec.provider);
  const owner = clusterOwner(pass, cluster, machine);
  return { port, owner, observed: await port.machine.observe(owner) };
}

function readJournal(
  pass: Pass,
  view: MachineScope['view'],
  machine: { readonly uid: string; readonly provider: string },
): readonly JournalEntry[] {
  const observed = view?.read?.observed;
  if (observed?.state !== 'present') return [];
  const journal = { provider: machine.provider, machine: observed.facts.providerId, uid: machine.uid };
  return pass.journals.entries(journal, 'bootstrap');
}

/** Pods are read only to drain: no cache of every pod of every cluster is kept for it. */
async function readPods(
  remote: RemotePort | undefined,
  machine: Machine,
  cluster: Cluster | undefined,
): Promise<readonly Pod[] | undefined> {
  const draining = machine.metadata.deletionTimestamp && cluster && !cluster.metadata.deletionTimestamp;
  if (!draining || remote?.state.state !== 'reachable') return undefined;
  return (await readOrFailure(() => remote.liveList(Pod, { fieldSelector: `spec.nodeName=${machine.metadata.name}` })))
    .read;
}

/** A cache that is not filled yet knows no Node either: before a Machine is let go, the cluster itself is asked. */
async function readNode(
  remote: RemotePort | undefined,
  of: {
    readonly machine: Machine;
    readonly cluster: Cluster | undefined;
    readonly controlPlane: ControlPlane | undefined;
  },
): Promise<Pick<MachineScope, 'node' | 'nodeUnknown'>> {
  const { cluster, controlPlane, machine } = of;
  const key = { name: machine.metadata.name };
  const leaving = machine.metadata.deletionTimestamp && cluster && !cluster.metadata.deletionTimestamp;
  const served = controlPlane?.status?.apiServing === true;
  if (!leaving || !served || !remote) return { node: remote?.get(Node, key), nodeUnknown: false };
  if (remote.state.state !== 'reachable') return { node: remote.get(Node, key), nodeUnknown: true };
  const reading = await readOrFailure(() => remote.live(Node, key));
  return { node: reading.read, nodeUnknown: reading.failure !== undefined };
}

export async function readScope(machine: Machine, pass: Pass): Promise<MachineScope> {
  const { namespace, name, uid } = machine.metadata;
  const at = (other: string) => ({ namespace, name: other });
  const cluster = pass.store.get(Cluster, at(machine.spec.cluster));
  const view = cluster ? await readOrFailure(() => viewMachine(pass, cluster, machine)) : undefined;
  const remote = cluster
    ? pass.remote({ namespace: namespace ?? '', name: cluster.metadata.name, uid: cluster.metadata.uid })
    : undefined;
  const controlPlane = pass.store.get(ControlPlane, at(machine.spec.cluster));
  return {
    machine,
    cluster,
    controlPlane,
    release: pass.store.get(PlatformRelease, { name: machine.spec.release }),
    provider: cluster && pass.store.get(Provider, { name: cluster.spec.provider }),
    authorities: pass.store.get(Secret, at(secretNames.authorities(machine.spec.cluster))),
    token: pass.store.get(Secret, at(secretNames.token(name))),
    texts: readTexts(machine, pass),
    view,
    journal: cluster ? readJournal(pass, view, { uid, provider: cluster.spec.provider }) : [],
    remote,
    nodesKnown: remote?.known(Node) ?? false,
    ...(await readNode(remote, { machine, cluster, controlPlane })),
    pods: await readPods(remote, machine, cluster),
  };
}
