import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { readiness } from '#explain/readiness.ts';
import { type ArgumentLists, watchArgumentLists } from './harness/argument-lists.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { awaitObject } from './harness/await-object.ts';
import { currentBuild } from './harness/current-build.ts';
import { docker } from './harness/docker.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { findLeaks } from './harness/find-leaks.ts';
import { hostRoutes } from './harness/host-routes.ts';
import { type HostState, hostState } from './harness/host-state.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { machineContainers } from './harness/machine-container.ts';
import { mustRun } from './harness/must-run.ts';
import { objectVersions } from './harness/object-versions.ts';
import { askThroughPortForward } from './harness/port-forward.ts';
import { type Probe, probes } from './harness/probe.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

const pool = 'first-workers';

async function hostStates(installation: Installation): Promise<ReadonlyMap<string, HostState>> {
  const containers = await machineContainers.list(installation.uid());
  return new Map(
    await Promise.all(containers.map(async (container) => [container.machine, await hostState(container)] as const)),
  );
}

/** A pool may be Ready a moment before the routes to its machines' pods are set: then the cluster counts it. */
async function awaitRoutes(installation: Installation, machines: number): Promise<void> {
  await awaitObject(installation, {
    kind: Cluster,
    key: { namespace: 'default', name: 'first' },
    what: `has ${machines} machines that reach each other's pods`,
    holds: (one) => {
      const found = one && readiness.condition(one, 'PodNetworkReady');
      return found?.status === 'True' && found.message.startsWith(`${machines} machines `);
    },
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A pod that only lives on one machine, and a budget that lets it go nowhere. */
function guardedPod(image: string, node: string): readonly object[] {
  const labels = { app: 'guarded' };
  const container = { name: 'guarded', image, imagePullPolicy: 'Never', command: ['busybox', 'sleep', '2147483647'] };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'guarded', namespace: 'default', labels },
      spec: { nodeName: node, terminationGracePeriodSeconds: 1, containers: [container] },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guarded', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: labels } },
    },
  ];
}

describe('the first cluster', () => {
  let installation: Installation;
  let workload: Workload;
  let argumentLists: ArgumentLists;
  let cluster: Cluster;
  let example: string;
  let image: string;
  let all: readonly Probe[] = [];
  let hosts: readonly Probe[] = [];

  before(async () => {
    example = join((await currentBuild()).root, 'examples', 'first-cluster.yaml');
    installation = await createInstallation();
    argumentLists = watchArgumentLists();
  });

  after(async () => {
    argumentLists?.stop();
    await workload?.close();
    await installation?.remove();
  });

  it('becomes Ready from the example file', async () => {
    const told = await installation.cli(['up', example], { within: 900_000 });
    argumentLists.stop();
    assert.match(told, /Ready after/);
    cluster = await awaitCluster.ready(installation, 'first');
    assert.equal(cluster.status?.readyMachines, 3);
    workload = await openWorkload(installation, 'first');
    const nodes = await workload.list('nodes');
    assert.deepEqual(nodes.map(({ metadata }) => metadata.name).toSorted(), [
      'first-control-plane-1',
      'first-workers-1',
      'first-workers-2',
    ]);
  });

  it('has CoreDNS available', async () => {
    const wait = ['rollout', 'status', 'deployment/coredns', '-n', 'kube-system', '--timeout=3m'];
    await workload.kubectl(wait, { within: 200_000 });
  });

  it('lets pods on different machines reach each other by address', async () => {
    image = await probes.deploy(installation, workload);
    all = await probes.pods(workload, 'probe');
    hosts = await probes.pods(workload, 'probe-host');
    assert.equal(all.length, 3);
    assert.equal(hosts.length, 3);
    const urls = all.map(({ address }) => `http://${address}:${probes.port}/`);
    for (const { pod } of [...all, ...hosts]) {
      const told = await probes.ask(workload, pod, urls);
      assert.deepEqual(
        told,
        all.map(({ machine }) => machine),
      );
    }
  });

  it('answers at a Service address from every pod network and from every host network', async () => {
    const address = await workload.kubectl(['get', 'service', 'probe', '-o', 'jsonpath={.spec.clusterIP}']);
    const urls = Array.from({ length: 4 }, () => `http://${address}:${probes.port}/`);
    for (const { pod } of [...all, ...hosts]) {
      const told = await probes.ask(workload, pod, urls);
      assert.ok(told.length === urls.length && told.every((name) => all.some(({ machine }) => machine === name)));
    }
  });

  it('resolves the name of a Service, short and long, in pods on every machine', async () => {
    const urls = ['probe', 'probe.default.svc.cluster.local'].map((name) => `http://${name}:${probes.port}/`);
    for (const { pod } of all) {
      const told = await probes.ask(workload, pod, urls);
      assert.ok(told.length === 2 && told.every((name) => all.some(({ machine }) => machine === name)));
    }
  });

  it('lets a pod on every machine reach the Service of the API server', async () => {
    for (const { pod } of all) {
      const command = 'busybox wget -q -T 5 --no-check-certificate -O - https://kubernetes.default.svc/version';
      const told = JSON.parse(await workload.execute(pod, ['sh', '-c', command])) as { readonly gitVersion: string };
      assert.equal(told.gitVersion, `v${cluster.status?.kubernetes?.replace(/^v/, '')}`);
    }
  });

  it('serves kubectl exec, logs and port-forward for a pod on every machine', async () => {
    for (const { pod, machine } of all) {
      assert.equal((await workload.execute(pod, ['cat', '/tmp/www/index.html'])).trim(), machine);
      assert.equal((await workload.kubectl(['logs', pod])).trim(), `serving on ${machine}`);
      assert.equal(await askThroughPortForward(workload, `pod/${pod}`, probes.port), machine);
    }
  });

  it('writes nothing and tells no event when the same file is applied twice', async () => {
    const versions = await objectVersions(installation);
    await installation.cli(['apply', '-f', example]);
    assert.match(await installation.cli(['up', example]), /nothing to do/);
    assert.deepEqual(await objectVersions(installation), versions);
  });

  it('opens the cluster with the matching kubectl, and with a kubeconfig that fetches its own credential', async () => {
    const nodes = ['get', 'nodes', '--output=name'];
    const expected = /^node\/first-control-plane-1\nnode\/first-workers-1\nnode\/first-workers-2\n$/;
    assert.match(await installation.cli(['kubectl', 'first', '--', ...nodes]), expected);
    const path = join(installation.home, 'plugin.kubeconfig');
    await writeFile(path, await installation.cli(['kubeconfig', 'first']), { mode: 0o600 });
    assert.match(await mustRun([workload.program, '--kubeconfig', path, ...nodes]), expected);
  });

  it('shows the journal and the log of the kubelet of a machine', async () => {
    const told = await installation.cli(['logs', 'machine', 'first-workers-1']);
    assert.match(told, /"phase":"kubelet-bootstrap","event":"succeeded"|kubelet-bootstrap/);
    assert.match(told, /kubelet/);
  });

  it('is shown, described and applied by kubectl at the API of the manager', async () => {
    assert.match(await installation.kubectl(['get', 'clusters']), /^NAME.*\nfirst .*True/);
    assert.match(await installation.kubectl(['get', 'machines', '-o', 'wide']), /first-workers-2 /);
    assert.match(await installation.kubectl(['describe', 'cluster', 'first']), /Type: +Ready/);
    const { apiVersion, kind } = cluster;
    const note = JSON.stringify({ apiVersion, kind, metadata: { name: 'first', annotations: { note: 'by kubectl' } } });
    await installation.kubectl(['apply', '--server-side', '--field-manager=notes', '-f', '-'], { input: note });
    const { objects } = await installation.client();
    const noted = await objects.get(Cluster, { namespace: 'default', name: 'first' });
    assert.equal(noted.metadata.annotations?.['note'], 'by kubectl');
    assert.deepEqual(noted.spec, cluster.spec);
  });

  it('grows by one machine without a write to any other, whose host changes by one pod route', async () => {
    const machines = await objectVersions(installation, ['machines']);
    const before = await hostStates(installation);
    await installation.kubectl(['scale', `nodepool/${pool}`, '--replicas=3']);
    await awaitCluster.poolReady(installation, pool, 3);
    await awaitRoutes(installation, 4);
    await awaitCluster.ready(installation, 'first');
    const later = await objectVersions(installation, ['machines']);
    for (const [name, version] of machines) assert.equal(later.get(name), version, `${name} was written`);
    const states = await hostStates(installation);
    for (const [name, old] of before) {
      const now = states.get(name);
      assert.deepEqual(now?.files, old.files);
      assert.equal(now.boot, old.boot);
      assert.deepEqual(
        old.routes.filter((route) => !now.routes.includes(route)),
        [],
      );
      assert.equal(now.routes.length, old.routes.length + 1, `routes of ${name}`);
    }
    assert.equal(states.get('first-workers-3')?.routes.length, 3);
  });

  it('grows to four workers, whose pods take part', async () => {
    await installation.cli(['scale', 'first/workers', '4']);
    await awaitCluster.poolReady(installation, pool, 4);
    await awaitRoutes(installation, 5);
    image = await probes.deploy(installation, workload);
    const grown = await probes.pods(workload, 'probe');
    assert.equal(grown.length, 5);
    const [first] = grown;
    const urls = grown.map(({ address }) => `http://${address}:${probes.port}/`);
    const told = await probes.ask(workload, first?.pod ?? '', urls);
    assert.deepEqual(
      told,
      grown.map(({ machine }) => machine),
    );
  });

  it('shrinks to one worker by evictions that respect a disruption budget and say what they wait for', async () => {
    await workload.apply(...guardedPod(image, 'first-workers-4'));
    await workload.kubectl(['wait', '--for=condition=Ready', 'pod/guarded', '--timeout=2m'], { within: 130_000 });
    await installation.kubectl(['scale', `nodepool/${pool}`, '--replicas=1']);
    await awaitObject(installation, {
      kind: Machine,
      key: { namespace: 'default', name: 'first-workers-4' },
      what: 'waits for the guarded pod',
      holds: (machine) => {
        const deleting = machine && readiness.condition(machine, 'Deleting');
        return deleting?.reason === 'EvictionRefused' && deleting.message.includes('default/guarded');
      },
      hopeless: (machine) => (machine ? undefined : 'the machine went although its pod was not allowed to'),
    });
    assert.match(await workload.kubectl(['get', 'pod', 'guarded']), /Running/);
    await workload.kubectl(['delete', 'poddisruptionbudget', 'guarded']);
    await awaitCluster.poolReady(installation, pool, 1);
    await awaitRoutes(installation, 2);
    await awaitCluster.ready(installation, 'first');
    const nodes = await workload.list('nodes');
    assert.deepEqual(nodes.map(({ metadata }) => metadata.name).toSorted(), [
      'first-control-plane-1',
      'first-workers-1',
    ]);
    // The manager hears of the Node that went a moment after whoever asks for all Nodes does.
    const deadline = AbortSignal.timeout(30_000);
    const routes = async () => [...(await hostStates(installation)).values()].map((state) => state.routes.length);
    while ((await routes()).some((count) => count !== 1)) deadline.throwIfAborted();
  });

  it('shows no secret in an argument list, log, event, condition, journal, description, support bundle or temporary file', async () => {
    const { leaks, places, secrets } = await findLeaks(installation, workload, argumentLists.seen);
    assert.ok(secrets >= 20 && places >= 40, `${secrets} secrets searched for in ${places} places`);
    assert.deepEqual(leaks, []);
  });

  it('is deleted without a trace', async () => {
    const port = cluster.status?.endpoint?.external.port ?? 0;
    const before = await dockerInventory.read(installation.uid());
    const [network = ''] = (await docker(['network', 'inspect', '--format', '{{.Id}}', ...before.networks])).split(
      '\n',
    );
    // The engine names a bridge by the beginning of its network's id.
    const bridge = `br-${network.slice(0, 12)}`;
    const files = await readdir(installation.home);
    assert.ok(await answers(port));
    assert.ok((await hostRoutes()).some((route) => route.includes(bridge)));
    await installation.kubectl(['delete', 'cluster', 'first', '--wait=false']);
    await awaitCluster.gone(installation, 'first');
    const { containers, networks, volumes } = await dockerInventory.read(installation.uid());
    assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
    assert.deepEqual(
      (await hostRoutes()).filter((route) => route.includes(bridge)),
      [],
    );
    assert.equal(await answers(port), false);
    const left = await objectVersions(installation, ['clusters', 'controlplanes', 'nodepools', 'machines', 'secrets']);
    assert.deepEqual([...left.keys()], []);
    assert.deepEqual(await readdir(installation.home), files);
  });
});
