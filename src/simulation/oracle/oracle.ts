import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { Cloud, CloudMachine } from '../cloud.ts';
import type { SimulatedCluster } from '../simulated-cluster.ts';
import type { SimulatedHosts } from '../simulated-hosts.ts';

/** What somebody wants of a cluster: so many workers beside its one control plane, or that it goes. */
export type Wish = { readonly workers: number } | 'deleted';

/** What must stand nowhere that people or processes can read: bootstrap tokens and private keys. */
const secret = /\b[a-z0-9]{6}\.[a-z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Where a pod is, and whether that Node takes pods. */
interface Place {
  readonly cluster: SimulatedCluster;
  readonly node: string;
  readonly open: boolean;
}

/**
 * Judges what managers do by what is true in a simulated world, step by step: machines, disks and clusters, and what people
 * wished for. It reads no store, shares no code with controllers or their invariants, and touches nothing.
 */
export class Oracle {
  /** Sentences on what must never happen and did. */
  readonly violations: string[] = [];
  readonly #cloud: Cloud;
  readonly #hosts: SimulatedHosts;
  readonly #wishes = new Map<string, Wish>();
  readonly #unwanted = new Set<string>();
  /** Provider ids of the machines ever made for a Machine, by its uid. */
  readonly #made = new Map<string, Set<string>>();
  readonly #going = new Set<string>();
  readonly #foreign = new Map<string, string>();
  readonly #founded = new Map<SimulatedCluster, string>();
  readonly #lines = new Map<string, number>();
  #pods = new Map<string, Place>();
  #commands = 0;
  #broken = 0;

  constructor({ cloud, hosts }: { readonly cloud: Cloud; readonly hosts: SimulatedHosts }) {
    this.#cloud = cloud;
    this.#hosts = hosts;
  }

  /** From now on this is wanted of a cluster, `namespace/name`. */
  wish(cluster: string, wish: Wish): void {
    this.#wishes.set(cluster, wish);
  }

  /** Somebody deleted this machine, `namespace/name`: it may go, and another one may take its place. */
  wishGone(machine: string): void {
    this.#unwanted.add(machine);
  }

  /** Looks at the world as it is after one step. */
  look(): void {
    this.#lookAtMachines();
    this.#lookAtEndpoints();
    this.#lookAtForeign();
    this.#lookAtClusters();
    this.#lookAtPods();
    this.#lookAtWords();
  }

  /** Looks at a world in which all is quiet: nothing is left of what nobody needs any more. */
  settled(): void {
    const { endpoints, machines, networks } = this.#cloud;
    for (const { tags } of [...machines.values(), ...endpoints.values()].filter((one) => !one.foreign)) {
      if (this.#wishes.get(`${tags.owner.namespace}/${tags.owner.cluster}`) === 'deleted') {
        this.#say(`${tags.owner.name} is left of a cluster that is to be gone`);
      }
    }
    const gone = [...this.#wishes.values()].every((wish) => wish === 'deleted');
    if (gone && networks.values().some(({ foreign }) => !foreign)) {
      this.#say('a network is left although no cluster is wanted any more');
    }
    for (const cluster of this.#hosts.clusters.filter((one) => this.#serves(one))) {
      this.#settledCluster(cluster);
    }
    for (const machine of machines.values()) {
      if (machine.followers.size > 1) {
        this.#say(`the journal of ${machine.tags.owner.name} is followed ${machine.followers.size} times`);
      }
    }
  }

  #settledCluster(cluster: SimulatedCluster): void {
    const machines = new Set([...this.#cloud.machines.values()].map(({ tags }) => tags.owner.name));
    for (const { metadata } of cluster.all(Node).filter((node) => !machines.has(node.metadata.name))) {
      this.#say(`the Node ${metadata.name} is left of a machine that is gone`);
    }
    for (const { metadata } of cluster.all(Secret).filter(({ type }) => type === 'bootstrap.kubernetes.io/token')) {
      this.#say(`the token ${metadata.name} outlives its use`);
    }
  }

  #lookAtMachines(): void {
    for (const machine of this.#cloud.machines.values()) {
      const { owner } = machine.tags;
      if (machine.foreign) {
        continue;
      }
      const made = this.#made.get(owner.uid) ?? new Set();
      this.#made.set(owner.uid, made);
      if (!made.has(machine.providerId)) {
        made.add(machine.providerId);
        if (made.size > 1) {
          this.#say(`the machine ${owner.name} was made ${made.size} times`);
        }
      }
      if (machine.deleting && !this.#going.has(machine.providerId)) {
        this.#going.add(machine.providerId);
        this.#judgeRemoval(machine);
      }
    }
  }

  #judgeRemoval(machine: CloudMachine): void {
    const { owner } = machine.tags;
    const wish = this.#wishes.get(`${owner.namespace}/${owner.cluster}`);
    if (wish === 'deleted') {
      return;
    }
    if (wish === undefined || machine.desired.role === 'ControlPlane') {
      this.#say(`${owner.name} is removed, the only control plane of a cluster that is to stay`);
      return;
    }
    const left = this.#cloud.machines
      .values()
      .filter(
        ({ deleting, desired, tags }) =>
          !deleting && desired.role === 'Worker' && tags.owner.clusterUid === owner.clusterUid,
      )
      .toArray().length;
    const unwanted = this.#unwanted.has(`${owner.namespace}/${owner.name}`);
    if (left < wish.workers && !unwanted) {
      this.#say(`${owner.name} is removed: ${left} workers are left of ${wish.workers} that are wanted`);
    }
    const pods = this.#hosts.clusters
      .flatMap((cluster) => cluster.all(Pod))
      .filter(({ spec }) => spec?.nodeName === owner.name);
    // Nothing can be evicted from a machine that stands still, and its owner knows.
    if (pods.length > 0 && !(unwanted && machine.facts.state !== 'running')) {
      this.#say(`${owner.name} is removed with ${pods.length} pods on it`);
    }
  }

  /** An endpoint outlives all machines behind it. */
  #lookAtEndpoints(): void {
    for (const { deleting, foreign, providerId, tags } of this.#cloud.endpoints.values()) {
      if (foreign || !deleting || this.#going.has(providerId)) {
        continue;
      }
      this.#going.add(providerId);
      const behind = this.#cloud.machines
        .values()
        .filter((machine) => !machine.foreign && machine.tags.owner.clusterUid === tags.owner.clusterUid)
        .toArray();
      if (behind.length > 0) {
        this.#say(`the endpoint of ${tags.owner.cluster} is removed before ${behind.length} of its machines`);
      }
    }
  }

  #lookAtForeign(): void {
    const { endpoints, machines, networks } = this.#cloud;
    for (const { desired, facts, foreign, providerId } of [machines, endpoints, networks].flatMap((store) => [
      ...store.values(),
    ])) {
      if (!foreign) {
        continue;
      }
      const text = JSON.stringify([desired, facts]);
      if ((this.#foreign.get(providerId) ?? text) !== text) {
        this.#say(`${providerId}, which is somebody else's, was changed`);
      }
      this.#foreign.set(providerId, text);
    }
  }

  #lookAtClusters(): void {
    for (const cluster of this.#hosts.clusters) {
      const [member] = cluster.members;
      const uid = member === undefined ? undefined : this.#cloud.machines.get(member)?.tags.owner.clusterUid;
      if (uid === undefined || this.#founded.has(cluster)) {
        continue;
      }
      if ([...this.#founded.values()].includes(uid)) {
        this.#say(`the cluster of uid ${uid} was initialised twice`);
      }
      this.#founded.set(cluster, uid);
    }
    for (const violation of this.#hosts.violations.slice(this.#broken)) {
      this.#say(violation);
    }
    this.#broken = this.#hosts.violations.length;
  }

  /** A pod that leaves a Node that stands must not have been able to come back to it. */
  #lookAtPods(): void {
    const pods = new Map<string, Place>();
    for (const cluster of this.#hosts.clusters) {
      const open = new Map(
        cluster.all(Node).map(({ metadata, spec }) => [metadata.name, spec?.unschedulable !== true]),
      );
      for (const { metadata, spec } of cluster.all(Pod)) {
        const node = spec?.nodeName ?? '';
        pods.set(`${cluster.name} ${metadata.namespace}/${metadata.name}`, {
          cluster,
          node,
          open: open.get(node) ?? false,
        });
      }
    }
    for (const [name, { cluster, node, open }] of this.#pods) {
      const stands = cluster.all(Node).some(({ metadata }) => metadata.name === node);
      if (open && stands && !pods.has(name)) {
        this.#say(`the pod ${name} was evicted from ${node}, which takes pods`);
      }
    }
    this.#pods = pods;
  }

  /** What processes and journals say of themselves. */
  #lookAtWords(): void {
    for (const command of this.#hosts.commands.slice(this.#commands)) {
      if (secret.test(command)) {
        this.#say('a command that ran on a machine shows a secret in its arguments');
      }
    }
    this.#commands = this.#hosts.commands.length;
    for (const { journal, tags } of this.#cloud.machines.values()) {
      const seen = this.#lines.get(tags.owner.uid) ?? 0;
      const lines = journal.after(seen);
      if (lines.some((line) => secret.test(line))) {
        this.#say(`the journal of ${tags.owner.name} shows a secret`);
      }
      this.#lines.set(tags.owner.uid, seen + lines.length);
    }
  }

  #serves({ members }: SimulatedCluster): boolean {
    return [...members].some((id) => this.#cloud.machines.get(id)?.facts.state === 'running');
  }

  #say(violation: string): void {
    this.violations.push(violation);
  }
}
