import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Deployment } from '#api/builtin/deployment.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { PodDisruptionBudget } from '#api/builtin/pod-disruption-budget.ts';
import { Secret } from '#api/builtin/secret.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Expressions } from '#engine/cel/expressions.ts';
import { createEngine, type Engine } from '#engine/create-engine.ts';
import type { DecodedValues } from '#engine/watch/object-codec.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ApplyConfiguration, ObjectKey, Watch } from '#capabilities/object-api.ts';
import { addressFamily } from '#domain/network/address-family.ts';
import { nodeRanges } from './node-ranges.ts';
import { readPlaceholder } from './placeholder.ts';
import { selectsPod } from './selects-pod.ts';
import type { Scheduler } from './scheduler.ts';
import type { SeededRandomness } from './seeded-randomness.ts';

export interface SimulatedClusterOptions {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly scheduler: Scheduler;
  readonly randomness: SeededRandomness;
  readonly clock: Clock;
  readonly expressions: Expressions;
  readonly authority: string;
  readonly podCidrs: readonly string[];
  /** What its storage has when this simulation of it begins; absent: nothing. */
  readonly content?: readonly { readonly key: string; readonly value: Uint8Array }[];
  readonly decoded?: DecodedValues;
}

/** An evicted pod that what controls it makes again, and the budgets that lent it their allowance. */
interface Displaced {
  readonly pod: Pod;
  readonly budgets: readonly ObjectKey[];
}

const mirrored: readonly Kind[] = [CertificateSigningRequest, Node, Pod, Secret];

/** Milliseconds that the controllers inside a cluster take to act on a change. */
const actMilliseconds = 200;

/** One workload cluster: an API of its own, and the few controllers inside it that anything here depends on. */
export class SimulatedCluster {
  readonly engine: Engine;
  /** PEM of its authority. */
  readonly authority: string;
  /** Provider ids of the machines that serve its API. */
  readonly members = new Set<string>();
  readonly watches = new Set<Watch<KubeObject>>();
  readonly #options: SimulatedClusterOptions;
  readonly #mirrors = new Map<string, Map<string, KubeObject>>();
  #nextRange = 0;
  readonly #displaced: Displaced[] = [];
  #nextPod = 1;
  #acting = false;

  constructor(options: SimulatedClusterOptions) {
    this.#options = options;
    this.authority = options.authority;
    const { clock, randomness, kinds, name } = options;
    this.engine = createEngine({
      storage: new MemoryStorage(name, options.content),
      kinds,
      clock,
      randomness,
      expressions: options.expressions,
      caller: 'cluster',
      ...(options.decoded === undefined ? {} : { decoded: options.decoded }),
    });
    for (const kind of mirrored) {
      void this.#mirror(kind);
    }
  }

  get name(): string {
    return this.#options.name;
  }

  get serial(): unknown {
    return readPlaceholder(this.authority)?.['serial'];
  }

  /** What exists of a kind now, read without waiting: requests, Nodes, Pods and Secrets only. */
  all<T extends KubeObject>(kind: Kind<T>): readonly T[] {
    return [...(this.#mirrors.get(kind.kind)?.values() ?? [])] as readonly KubeObject[] as readonly T[];
  }

  /** What kubeadm leaves in a new cluster. */
  async initialise(): Promise<void> {
    await this.engine.ready();
    await this.engine.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
    await this.engine.create(Deployment, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'coredns', namespace: 'kube-system' },
      spec: { replicas: 2 },
    });
  }

  /** Applies the objects a cluster begins with; those of kinds that this simulation does not serve have no effect here. */
  async applyManifests(manifests: readonly unknown[]): Promise<void> {
    for (const manifest of manifests as readonly ApplyConfiguration[]) {
      const kind = this.#options.kinds.find(
        (known) => known.kind === manifest.kind && apiVersion(known) === manifest.apiVersion,
      );
      if (kind !== undefined) {
        await this.engine.apply(kind, manifest, { fieldManager: 'slipway-host', force: true });
      }
    }
  }

  /** Registers a Node as its kubelet does; one that is there already gets its addresses anew. */
  async register(node: {
    readonly name: string;
    /** One of each family that its machine has. */
    readonly addresses: readonly string[];
    readonly labels: { readonly [key: string]: string };
    readonly taints: readonly unknown[];
  }): Promise<void> {
    const known = this.all(Node).some(({ metadata }) => metadata.name === node.name);
    if (!known) {
      const ranges = this.#ranges();
      await this.engine.create(Node, {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: node.name, labels: node.labels },
        spec: { podCIDR: ranges[0] ?? '', podCIDRs: ranges, taints: node.taints },
      });
    }
    const families = new Set(
      nodeRanges(this.#options.podCidrs, 0).map((cidr) => addressFamily(cidr.split('/')[0] ?? '')),
    );
    const own = [...families].flatMap((family) => node.addresses.find((one) => addressFamily(one) === family) ?? []);
    await this.#patchNode(node.name, {
      addresses: [...own.map((address) => ({ type: 'InternalIP', address })), { type: 'Hostname', address: node.name }],
    });
    await this.setReady(node.name, 'False', { reason: 'KubeletNotReady', message: 'the network is not ready' });
  }

  async setReady(
    node: string,
    status: 'True' | 'False' | 'Unknown',
    { reason, message }: { readonly reason: string; readonly message: string },
  ): Promise<void> {
    if (this.all(Node).some(({ metadata }) => metadata.name === node)) {
      await this.#patchNode(node, { conditions: [{ type: 'Ready', status, reason, message }] });
    }
  }

  /** Decides on a request and, as the controller manager does, issues what is approved. */
  async decide(
    name: string,
    decision: { readonly approved: boolean; readonly reason: string; readonly message: string },
  ): Promise<void> {
    const { approved, reason, message } = decision;
    const request = await this.engine.get(CertificateSigningRequest, { name });
    if (request.status?.conditions?.some(({ type }) => type === (approved ? 'Approved' : 'Denied')) === true) {
      return;
    }
    const conditions = [{ type: approved ? 'Approved' : 'Denied', status: 'True', reason, message }];
    await this.engine.patch(
      CertificateSigningRequest,
      { name },
      { type: 'merge', body: { status: { conditions } }, subresource: 'status' },
    );
    if (approved) {
      this.#later('issue a certificate', async () => {
        await this.engine.patch(
          CertificateSigningRequest,
          { name },
          { type: 'merge', body: { status: { certificate: btoa(`issued ${name}`) } }, subresource: 'status' },
        );
      });
    }
  }

  /**
   * Evicts a pod: false when a disruption budget does not let it go now. What controls it makes another one, and the budget
   * has its allowance back when that one has a place.
   */
  async evict(key: ObjectKey): Promise<boolean> {
    const pod = await this.engine.get(Pod, key);
    const { items } = await this.engine.list(
      PodDisruptionBudget,
      key.namespace === undefined ? {} : { namespace: key.namespace },
    );
    const budgets = items.filter((budget) => selectsPod(budget, pod));
    if (budgets.some((budget) => budget.status?.['disruptionsAllowed'] === 0)) {
      return false;
    }
    for (const budget of budgets) {
      await this.#allow(budget.metadata, -1);
    }
    await this.engine.delete(Pod, key);
    const controlled = pod.metadata.ownerReferences?.some(({ controller }) => controller === true) ?? false;
    if (controlled && pod.metadata.labels?.['k8s-app'] !== 'kube-dns') {
      this.#displaced.push({ pod, budgets: budgets.map(({ metadata }) => metadata) });
    }
    return true;
  }

  async #allow(budget: ObjectKey, more: number): Promise<void> {
    const { status } = await this.engine.get(PodDisruptionBudget, budget);
    const disruptionsAllowed = Number(status?.['disruptionsAllowed'] ?? 0) + more;
    const body = { status: { disruptionsAllowed } };
    await this.engine.patch(PodDisruptionBudget, budget, { type: 'merge', body, subresource: 'status' });
  }

  /** A name that no pod has. */
  #podName(prefix: string): string {
    const taken = new Set(this.all(Pod).map(({ metadata }) => metadata.name));
    for (;;) {
      const name = `${prefix}${this.#nextPod}`;
      this.#nextPod += 1;
      if (!taken.has(name)) {
        return name;
      }
    }
  }

  /** What was evicted comes back on Nodes that take pods, workers before control planes. */
  async #replaceDisplaced(open: readonly Node[]): Promise<void> {
    const workers = open.filter(
      ({ metadata }) => metadata.labels?.['node-role.kubernetes.io/control-plane'] === undefined,
    );
    const [places] = [workers, open].filter((nodes) => nodes.length > 0);
    if (places === undefined) {
      return;
    }
    for (const { pod, budgets } of this.#displaced.splice(0)) {
      const node = places[this.#nextPod % places.length];
      const { generateName = `${pod.metadata.name}-`, namespace, labels, ownerReferences } = pod.metadata;
      const name = this.#podName(generateName);
      await this.engine.create(Pod, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name,
          ...(namespace === undefined ? {} : { namespace }),
          ...(labels === undefined ? {} : { labels }),
          ...(ownerReferences === undefined ? {} : { ownerReferences }),
        },
        spec: { ...pod.spec, nodeName: node?.metadata.name ?? '' },
      });
      for (const budget of budgets) {
        await this.#allow(budget, 1);
      }
    }
  }

  async #patchNode(name: string, status: { readonly [field: string]: unknown }): Promise<void> {
    await this.engine.patch(Node, { name }, { type: 'merge', body: { status }, subresource: 'status' });
  }

  /** Ranges of the pod network that no Node has. */
  #ranges(): readonly string[] {
    const taken = new Set(this.all(Node).map(({ spec }) => spec?.podCIDR));
    for (;;) {
      const ranges = nodeRanges(this.#options.podCidrs, this.#nextRange);
      this.#nextRange += 1;
      if (!taken.has(ranges[0])) {
        return ranges;
      }
    }
  }

  async #mirror(kind: Kind): Promise<void> {
    const objects = new Map<string, KubeObject>();
    this.#mirrors.set(kind.kind, objects);
    const watch = this.engine.watch(kind);
    for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
      for (const event of events) {
        if (event.type !== 'BOOKMARK') {
          const { namespace = '', name } = event.object.metadata;
          if (event.type === 'DELETED') {
            objects.delete(`${namespace}/${name}`);
          } else {
            objects.set(`${namespace}/${name}`, event.object);
          }
        }
      }
      this.#act();
    }
  }

  #later(label: string, work: () => Promise<void>): void {
    const { scheduler, name } = this.#options;
    scheduler.hold({ actor: name, label, delay: actMilliseconds, background: false, run: work });
  }

  /** Something changed: the controllers inside look at it soon. */
  #act(): void {
    if (!this.#acting) {
      this.#acting = true;
      this.#later('controllers act', async () => {
        this.#acting = false;
        await this.#placePods();
      });
    }
  }

  /** CoreDNS: two pods on the first Nodes that take any, none on a Node that is gone. */
  async #placePods(): Promise<void> {
    const key = { namespace: 'kube-system', name: 'coredns' };
    const nodes = this.all(Node).filter(isReady);
    const names = new Set(this.all(Node).map(({ metadata }) => metadata.name));
    const open = nodes.filter(({ spec }) => spec?.unschedulable !== true);
    for (const pod of this.all(Pod).filter(({ spec }) => !names.has(spec?.nodeName ?? ''))) {
      await this.engine.delete(Pod, pod.metadata);
    }
    await this.#replaceDisplaced(open);
    const pods = this.all(Pod).filter(
      ({ spec, metadata }) => names.has(spec?.nodeName ?? '') && metadata.labels?.['k8s-app'] === 'kube-dns',
    );
    for (let missing = 2 - pods.length; missing > 0 && open.length > 0; missing -= 1) {
      const nodeName = open[missing % open.length]?.metadata.name ?? '';
      const metadata = {
        name: this.#podName('coredns-'),
        namespace: key.namespace,
        labels: { 'k8s-app': 'kube-dns' },
      };
      await this.engine.create(Pod, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName } });
    }
    const available = this.all(Pod).filter(
      ({ metadata, spec }) =>
        metadata.labels?.['k8s-app'] === 'kube-dns' && nodes.some((node) => node.metadata.name === spec?.nodeName),
    ).length;
    const found = await this.engine.list(Deployment, { namespace: key.namespace });
    const deployment = found.items.find(({ metadata }) => metadata.name === key.name);
    if (deployment !== undefined && (deployment.status?.availableReplicas ?? 0) !== available) {
      await this.engine.patch(Deployment, key, {
        type: 'merge',
        body: { status: { availableReplicas: available } },
        subresource: 'status',
      });
    }
  }
}

function isReady(node: Node): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
