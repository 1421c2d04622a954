import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Node } from '#api/builtin/node.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { Clock } from '#capabilities/clock.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import type { HostResult } from '#capabilities/host-access.ts';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { commandSteps } from '#domain/host/command-steps.ts';
import { nodeRegistration } from '#domain/host/node-registration.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import type { Cloud, CloudMachine, MachineLife } from './cloud.ts';
import { HostRun } from './host-run.ts';
import type { Affliction } from './misfortune.ts';
import { readPlaceholder, writePlaceholder } from './placeholder.ts';
import type { Scheduler } from './scheduler.ts';
import type { SeededRandomness } from './seeded-randomness.ts';
import { SimulatedCluster, type SimulatedClusterOptions } from './simulated-cluster.ts';

export interface SimulatedHostsOptions {
  readonly cloud: Cloud;
  readonly scheduler: Scheduler;
  readonly randomness: SeededRandomness;
  readonly clock: Clock;
  /** Kinds that workload clusters serve. */
  readonly kinds: readonly Kind[];
  /** Compiled rules, shared by the clusters. */
  readonly expressions?: Expressions;
}

/** Where a machine notes that its bootstrap is done, and what it saw at its first boot. */
const donePath = '/var/lib/slipway/bootstrap-done';
const seenPath = '/var/lib/slipway/seen-at-boot';

/** Milliseconds until a silent kubelet's Node is taken for lost. */
const lostMilliseconds = 40_000;

/** What runs on simulated machines: the host utility with its journal, kubelets, and the clusters they make. */
export class SimulatedHosts implements MachineLife {
  readonly clusters: SimulatedCluster[] = [];
  /** Things that must never happen and did. */
  readonly violations: string[] = [];
  /** Program and arguments of each command that ran on a machine, as a list of processes shows them. */
  readonly commands: string[] = [];
  /** What is wrong on machines, by the name of their Node. */
  readonly afflictions = new Map<string, Affliction>();
  /** Clusters that no manager reaches, although they serve their own machines. */
  readonly partitioned = new Set<SimulatedCluster>();
  readonly #options: SimulatedHostsOptions;
  readonly #homes = new Map<string, SimulatedCluster>();
  readonly #run: HostRun;

  constructor(options: SimulatedHostsOptions) {
    this.#options = options;
    const { clock, scheduler } = options;
    this.#run = new HostRun({
      clock,
      scheduler,
      afflictions: this.afflictions,
      begin: (machine, task) => void this.#bootstrap(machine, task),
    });
  }

  /** Takes over a cluster that exists: which machines are its Nodes, and which of those serve its API, by provider id. */
  restore(
    cluster: Pick<SimulatedClusterOptions, 'authority' | 'podCidrs' | 'content' | 'decoded'>,
    { nodes, members }: { readonly nodes: readonly string[]; readonly members: readonly string[] },
  ): void {
    const restored = this.#found(cluster);
    for (const id of nodes) {
      this.#homes.set(id, restored);
      this.#options.cloud.machineById(id).files.set(donePath, new Uint8Array());
    }
    for (const id of members) {
      restored.members.add(id);
    }
  }

  booted(machine: CloudMachine): void {
    machine.files.set(seenPath, machine.files.get(seenPath) ?? machine.desired.payload.configuration);
    const task = this.#run.task(machine);
    if (task === undefined) {
      return;
    }
    if (machine.files.has(donePath)) {
      void this.#return(machine, task);
    } else {
      void this.#bootstrap(machine, task);
    }
  }

  /** A machine that was found running goes on with its bootstrap, unless that is over, for better or for worse. */
  goOn(machine: CloudMachine): void {
    const task = this.#run.task(machine);
    if (task === undefined || machine.files.has(donePath)) {
      return;
    }
    const progress = bootstrapProgress(machine.journal.entries());
    if (progress?.done !== true && progress?.failed === undefined) {
      void this.#bootstrap(machine, task);
    }
  }

  stopped(machine: CloudMachine): void {
    const task = this.#run.task(machine);
    const home = this.#homes.get(machine.providerId);
    if (task === undefined || home === undefined) {
      return;
    }
    if (home.members.has(machine.providerId) && !this.#serves(home)) {
      for (const watch of [...home.watches]) {
        watch.close();
      }
    }
    const { boot } = machine;
    this.#options.scheduler.hold({
      actor: home.name,
      label: `${task.nodeName} is silent`,
      delay: lostMilliseconds,
      background: false,
      run: () =>
        machine.boot === boot
          ? home.setReady(task.nodeName, 'Unknown', {
              reason: 'NodeStatusUnknown',
              message: 'the kubelet stopped posting its status',
            })
          : undefined,
    });
  }

  async exec(machine: CloudMachine, command: readonly string[], input: Uint8Array): Promise<HostResult> {
    const [program, verb] = command;
    this.commands.push(command.join(' '));
    if (program === 'copy') {
      return { exitCode: 0, output: new TextDecoder().decode(input), errors: '' };
    }
    if (program === 'complain') {
      return { exitCode: 3, output: 'to output\n', errors: 'to errors\n' };
    }
    if (program === 'slipway-host' && verb === 'register') {
      await this.#registerAgain(machine);
      return { exitCode: 0, output: '', errors: '' };
    }
    if (program === 'slipway-host' && verb === 'routes') {
      machine.files.set('/etc/slipway/routes.json', input);
      const facts = new TextDecoder().decode(input);
      this.#run.note(machine, { task: 'routes', phase: 'pod-routes', event: 'succeeded' }, facts);
      return { exitCode: 0, output: '', errors: '' };
    }
    return { exitCode: 127, output: '', errors: `${program ?? ''}: command not found\n` };
  }

  /** Cuts a cluster off from every manager until the result is called. */
  partition(cluster: SimulatedCluster): () => void {
    this.partitioned.add(cluster);
    for (const watch of [...cluster.watches]) {
      watch.close();
    }
    return () => void this.partitioned.delete(cluster);
  }

  /** The cluster a machine is a Node of; undefined before it joined one. */
  homeOf(providerId: string): SimulatedCluster | undefined {
    return this.#homes.get(providerId);
  }

  /** The cluster that answers at an address, with a running machine behind a running endpoint. */
  at(address: string, port: number): SimulatedCluster | undefined {
    const { endpoints, machines } = this.#options.cloud;
    const endpoint = endpoints
      .values()
      .find(({ facts }) =>
        [facts.internal, facts.external].some((side) => side.address === address && side.port === port),
      );
    if (endpoint?.facts.state !== 'running' || endpoint.network === undefined) {
      return undefined;
    }
    const behind = endpoint.facts.backends.map((backend) =>
      machines.values().find((machine) => machine.address === backend.address),
    );
    const serving = behind.find(
      (machine) =>
        machine?.facts.state === 'running' &&
        machine.network === endpoint.network &&
        this.#homes.get(machine.providerId)?.members.has(machine.providerId) === true,
    );
    return serving === undefined ? undefined : this.#homes.get(serving.providerId);
  }

  #serves(cluster: SimulatedCluster): boolean {
    return [...cluster.members].some((id) => this.#options.cloud.machines.get(id)?.facts.state === 'running');
  }

  async #bootstrap(machine: CloudMachine, task: BootstrapTask): Promise<void> {
    const { boot } = machine;
    this.#run.note(machine, { task: 'bootstrap', phase: 'task', event: 'started' });
    await this.#run.phase(machine, 'runtime-ready', 800);
    await this.#run.phase(machine, 'files', 20);
    for (const file of [...task.files, ...(readSecrets(machine).machineFiles ?? [])]) {
      machine.files.set(file.path, new TextEncoder().encode(file.content));
    }
    await this.#run.phase(machine, 'network-prerequisites', 50);
    const { before, after } = commandSteps(task);
    await this.#prepare(machine, task);
    await this.#run.commands(machine, before);
    const cluster = task.mode === 'init' ? await this.#initialise(machine, task) : await this.#join(machine, task);
    if (cluster === undefined || machine.boot !== boot) {
      return;
    }
    await this.#run.phase(machine, 'pod-network', 300);
    if (task.network.cni === 'Routes') {
      await this.#options.scheduler.execute(() =>
        cluster.setReady(task.nodeName, 'True', { reason: 'KubeletReady', message: 'the kubelet is ready' }),
      );
    }
    await this.#run.commands(machine, after);
    await this.#run.phase(machine, 'wipe-secrets', 20);
    machine.files.delete('/etc/slipway/secrets/bootstrap.json');
    machine.files.set(donePath, new Uint8Array());
    this.#run.note(machine, { task: 'bootstrap', phase: 'task', event: 'succeeded' });
  }

  /** What a task with settings of the user's has done before kubeadm. */
  async #prepare(machine: CloudMachine, task: BootstrapTask): Promise<void> {
    if (task.kubeletFlags !== undefined) {
      await this.#run.phase(machine, 'kubelet-flags', 100);
    }
    if (task.proxy !== undefined) {
      await this.#run.phase(machine, 'runtime-proxy', 300);
    }
  }

  async #initialise(machine: CloudMachine, task: BootstrapTask): Promise<SimulatedCluster> {
    const secrets = readSecrets(machine);
    const authority =
      secrets.files.find(({ path }) => path.endsWith('/pki/ca.crt'))?.content ?? secrets.clusterAuthority;
    await this.#run.phase(machine, 'kubeadm-init-preflight', 300);
    await this.#run.phase(machine, 'kubeadm-init-certs', 400);
    await this.#run.phase(machine, 'kubeadm-init-control-plane', 200);
    let cluster = this.#homes.get(machine.providerId);
    if (cluster === undefined) {
      if (this.clusters.some((other) => other.serial === readPlaceholder(authority)?.['serial'])) {
        this.violations.push(`${task.nodeName} initialised a cluster whose authority already serves one`);
      }
      cluster = this.#found({ authority, podCidrs: task.network.podCidrs });
      this.#homes.set(machine.providerId, cluster);
      await this.#options.scheduler.execute(() => (cluster as SimulatedCluster).initialise());
    }
    this.#run.note(machine, { task: 'bootstrap', phase: 'api-server-ready', event: 'started' });
    await this.#run.suffer(machine, 'api-server-ready');
    await this.#run.pause(machine, 'the API server starts', 4000);
    cluster.members.add(machine.providerId);
    this.#run.note(machine, { task: 'bootstrap', phase: 'api-server-ready', event: 'succeeded' });
    const { manifests = [] } = task;
    this.#run.note(machine, { task: 'bootstrap', phase: 'cluster-manifests', event: 'started' });
    await this.#options.scheduler.execute(() => (cluster as SimulatedCluster).applyManifests(manifests));
    await this.#run.pause(machine, 'cluster-manifests', 100);
    this.#run.note(machine, { task: 'bootstrap', phase: 'cluster-manifests', event: 'succeeded' });
    await this.#register(machine, task, cluster);
    await this.#run.phase(machine, 'kubeadm-init-addon', 500);
    return cluster;
  }

  #found(cluster: Pick<SimulatedClusterOptions, 'authority' | 'podCidrs' | 'content' | 'decoded'>): SimulatedCluster {
    const { kinds, scheduler, randomness, clock, expressions = new Expressions() } = this.#options;
    const name = `cluster-${this.clusters.length + 1}`;
    const found = new SimulatedCluster({
      ...cluster,
      name,
      kinds,
      scheduler,
      randomness: randomness.split(name),
      expressions,
      clock,
    });
    this.clusters.push(found);
    return found;
  }

  async #join(machine: CloudMachine, task: BootstrapTask): Promise<SimulatedCluster> {
    const { address, port } = task.endpoint;
    const [id = '', secret = ''] = (readSecrets(machine).bootstrapToken ?? '').split('.');
    await this.#run.until(machine, 'endpoint-ready', () => this.at(address, port) !== undefined);
    const cluster = this.at(address, port);
    if (cluster === undefined) {
      throw new Error('an endpoint that answered does not answer in the same step');
    }
    this.#homes.set(machine.providerId, cluster);
    await this.#run.phase(machine, 'kubeadm-join-preflight', 300);
    await this.#run.until(machine, 'kubeadm-join-kubelet-start', () => this.#tokenHolds(cluster, id, secret));
    await this.#askForCertificate(machine, task, { cluster, id });
    if (task.mode === 'join-control-plane') {
      await this.#run.pause(machine, 'the API server starts', 6000);
      cluster.members.add(machine.providerId);
    }
    await this.#register(machine, task, cluster);
    return cluster;
  }

  #tokenHolds(cluster: SimulatedCluster, id: string, secret: string): boolean {
    const token = cluster.all(Secret).find(({ metadata }) => metadata.name === `bootstrap-token-${id}`)?.data;
    return (
      token !== undefined &&
      atob(token['token-secret'] ?? '') === secret &&
      Date.parse(atob(token['expiration'] ?? '')) > this.#options.clock.now()
    );
  }

  async #askForCertificate(
    machine: CloudMachine,
    task: BootstrapTask,
    { cluster, id }: { readonly cluster: SimulatedCluster; readonly id: string },
  ): Promise<void> {
    const name = `node-csr-${this.#options.randomness.uuid().slice(0, 8)}`;
    const groups = atob(
      cluster.all(Secret).find(({ metadata }) => metadata.name === `bootstrap-token-${id}`)?.data?.[
        'auth-extra-groups'
      ] ?? '',
    ).split(',');
    const request = btoa(
      writePlaceholder('CERTIFICATE REQUEST', {
        commonName: `system:node:${task.nodeName}`,
        organizations: ['system:nodes'],
      }),
    );
    this.#run.note(machine, { task: 'bootstrap', phase: 'kubelet-bootstrap', event: 'started' });
    await this.#options.scheduler.execute(() =>
      cluster.engine.create(CertificateSigningRequest, {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata: { name },
        spec: {
          signerName: 'kubernetes.io/kube-apiserver-client-kubelet',
          username: `system:bootstrap:${id}`,
          groups: [...groups, 'system:bootstrappers', 'system:authenticated'],
          usages: ['digital signature', 'client auth'],
          request,
        },
      }),
    );
    await this.#run.until(machine, 'kubelet-bootstrap', () =>
      cluster
        .all(CertificateSigningRequest)
        .some(({ metadata, status }) => metadata.name === name && status?.certificate !== undefined),
    );
  }

  async #register(machine: CloudMachine, task: BootstrapTask, cluster: SimulatedCluster): Promise<void> {
    await this.#run.pause(machine, 'the kubelet registers', 300);
    const registration = nodeRegistration(task);
    await this.#options.scheduler.execute(() =>
      cluster.register({ name: task.nodeName, addresses: this.#addresses(machine), ...registration }),
    );
  }

  /** What the kubelet of a machine finds on its network: an address of each family that this has. */
  #addresses({ address, network }: CloudMachine): readonly string[] {
    const ranges = this.#options.cloud.networks.get(network ?? '')?.facts.cidrs ?? [];
    const six = ranges.find((range) => range.includes(':'));
    const [, , third = '0', fourth = '0'] = address.split('.');
    const host = (Number(third) * 256 + Number(fourth)).toString(16);
    return six === undefined ? [address] : [address, `${six.replace(/\/\d+$/, '').replace(/::$/, '')}::${host}`];
  }

  /** A machine that has joined before comes back by itself. */
  async #return(machine: CloudMachine, task: BootstrapTask): Promise<void> {
    const cluster = this.#homes.get(machine.providerId);
    await this.#run.pause(machine, 'the kubelet is back', 3000);
    if (cluster?.all(Node).some(({ metadata }) => metadata.name === task.nodeName) === true) {
      await this.#options.scheduler.execute(() =>
        cluster.setReady(task.nodeName, 'True', { reason: 'KubeletReady', message: 'the kubelet is ready' }),
      );
    }
  }

  /** The kubelet of a machine whose Node was deleted registers it anew. */
  async #registerAgain(machine: CloudMachine): Promise<void> {
    const task = this.#run.task(machine);
    const cluster = this.#homes.get(machine.providerId);
    if (task !== undefined && cluster !== undefined) {
      await cluster.register({
        name: task.nodeName,
        addresses: this.#addresses(machine),
        ...nodeRegistration(task),
      });
      await cluster.setReady(task.nodeName, 'True', { reason: 'KubeletReady', message: 'the kubelet is ready' });
    }
  }
}

function readSecrets(machine: CloudMachine): TaskSecrets {
  return JSON.parse(new TextDecoder().decode(machine.desired.payload.secrets)) as TaskSecrets;
}
