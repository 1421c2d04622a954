import { Node } from '#api/builtin/node.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { secretText } from '#controllers/reading/secret-text.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { MachineFacts } from '#providers/contract/machine.ts';
import type { Listed } from '#providers/contract/resource.ts';
import type { Cloud, CloudMachine } from '../cloud.ts';
import type { SimulatedHosts } from '../simulated-hosts.ts';
import { MachineJournal } from '../machine-journal.ts';
import { restoreResources } from './restore-resources.ts';
import { restoredTask } from './restored-task.ts';
import type { Restoration } from './restoration.ts';

const none: readonly KubeObject[] = [];

/** What the machines of a snapshot are restored from. */
class Restoring {
  readonly #byName = new Map<string, KubeObject>();
  readonly #machines = new Map<string, Machine>();

  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) {
      this.#byName.set(`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, object);
      if (object.kind === Machine.kind) {
        this.#machines.set(object.metadata.uid, object as Machine);
      }
    }
  }

  machine(uid: string): Machine | undefined {
    return this.#machines.get(uid);
  }

  named<T extends KubeObject>(
    kind: { readonly kind: string; readonly __object?: T },
    of: Machine,
    name: string,
  ): T | undefined {
    return this.#byName.get(`${kind.kind} ${of.metadata.namespace ?? ''}/${name}`) as T | undefined;
  }
}

/** Puts the machines, networks, endpoints, images and workload clusters of a snapshot into a simulated world. */
export function restoreMachines(
  from: Restoration,
  {
    cloud,
    hosts,
    workloadKinds,
  }: { readonly cloud: Cloud; readonly hosts: SimulatedHosts; readonly workloadKinds: readonly Kind[] },
): void {
  const { snapshot } = from;
  if (snapshot.provider === undefined) {
    return;
  }
  cloud.hostFacts = snapshot.provider.host;
  cloud.problems = snapshot.provider.host.problems;
  restoreResources(snapshot.provider, cloud);
  const known = new Restoring(snapshot.objects);
  for (const listed of snapshot.provider.machines) {
    cloud.machines.set(listed.providerId, restoredMachine(listed, known, from));
  }
  restoreClusters(from, { known, cloud, hosts, workloadKinds });
  for (const machine of cloud.machines.values()) {
    goOn(machine, cloud, hosts);
  }
}

function restoredMachine(listed: Listed<MachineFacts>, known: Restoring, from: Restoration): CloudMachine {
  const { facts, providerId, since, tags } = listed;
  const machine = known.machine(tags.owner.uid);
  const cluster = machine && known.named<Cluster>(Cluster, machine, machine.spec.cluster);
  const initializer =
    machine && known.named<ControlPlane>(ControlPlane, machine, machine.spec.cluster)?.status?.initializer;
  const task = machine && cluster ? restoredTask(machine, cluster, initializer) : {};
  const [network] = from.snapshot.provider?.networks ?? [];
  const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  return {
    providerId,
    tags,
    foreign: false,
    desired: {
      hostname: tags.owner.name,
      role: machine?.spec.role ?? 'Worker',
      image: facts.image,
      network: { uid: network?.tags.owner.uid ?? '', name: network?.tags.owner.name ?? '' },
      payload: { configuration: bytes(task), secrets: bytes(machine ? secretsOf(machine, known) : {}) },
    },
    facts,
    since: Date.parse(since),
    deleting: false,
    address: facts.addresses[0] ?? '',
    network: network?.providerId,
    files: new Map(),
    journal: new MachineJournal(from.journal(tags.owner.uid)),
    followers: new Set(),
    boot: 1,
  };
}

function secretsOf(machine: Machine, known: Restoring): TaskSecrets {
  const token = known.named<Secret>(Secret, machine, secretNames.token(machine.metadata.name));
  const authorities = known.named<Secret>(Secret, machine, secretNames.authorities(machine.spec.cluster));
  const [id, secret] = [token && secretText(token, 'id'), token && secretText(token, 'secret')];
  return {
    files: [],
    clusterAuthority: (authorities && secretText(authorities, 'ca.crt')) ?? '',
    ...(id === undefined || secret === undefined ? {} : { bootstrapToken: `${id}.${secret}` }),
  };
}

function restoreClusters(
  from: Restoration,
  {
    known,
    cloud,
    hosts,
    workloadKinds,
  }: {
    readonly known: Restoring;
    readonly cloud: Cloud;
    readonly hosts: SimulatedHosts;
    readonly workloadKinds: readonly Kind[];
  },
): void {
  const { objects, workloads } = from.snapshot;
  const machines = [...cloud.machines.values()];
  for (const cluster of objects.filter((object): object is Cluster => object.kind === Cluster.kind)) {
    const workload = workloads[cluster.metadata.uid];
    if (workload === undefined) {
      continue;
    }
    const { namespace, name, uid } = cluster.metadata;
    const authorities = objects.find(
      ({ kind, metadata }) =>
        kind === Secret.kind && metadata.namespace === namespace && metadata.name === secretNames.authorities(name),
    ) as Secret | undefined;
    const content = 'objects' in workload ? workload.objects : none;
    const nodes = new Set(content.filter(({ kind }) => kind === Node.kind).map((node) => node.metadata.name));
    const own = machines.filter(({ tags }) => tags.owner.clusterUid === uid);
    const serving = own.filter(({ tags }) => known.machine(tags.owner.uid)?.status?.apiServing === true);
    hosts.restore(
      {
        authority: (authorities && secretText(authorities, 'ca.crt')) ?? '',
        podCidrs: cluster.spec.network.pods.cidrs,
        content: from.stored(content, workloadKinds),
        decoded: from.decoded,
      },
      {
        nodes: own.filter(({ tags }) => nodes.has(tags.owner.name)).map(({ providerId }) => providerId),
        // A cluster that did not answer does not answer here either.
        members: 'silent' in workload ? [] : serving.map(({ providerId }) => providerId),
      },
    );
  }
}

/** What was under way goes on: a machine that is being made comes up, one that has not joined bootstraps. */
function goOn(machine: CloudMachine, cloud: Cloud, hosts: SimulatedHosts): void {
  if (machine.facts.unfinished) return;
  if (machine.facts.state === 'creating') {
    cloud.later(`machine ${machine.tags.owner.name} is made`, cloud.model.latencies.machine.create, () =>
      cloud.powerOn(machine),
    );
  } else if (machine.facts.state === 'running') {
    hosts.goOn(machine);
  }
}
