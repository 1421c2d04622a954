import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Lease } from '#api/builtin/lease.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { type ContainerBirths, containerBirths } from './harness/container-births.ts';
import { docker } from './harness/docker.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { machineContainers } from './harness/machine-container.ts';
import { watchUntil } from './harness/watch-until.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

const engineSocket = '/var/run/docker.sock';
const system = 'slipway-system';
const minutes = 60_000;

/** A cluster whose workers see the engine that they are containers of, and a directory with what machine images are made from. */
function managementCluster(mirror: string): object {
  const hostPaths = [
    { path: engineSocket, mountPath: '/srv/docker.sock' },
    { path: mirror, mountPath: '/srv/mirror' },
  ];
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'management', namespace: 'default' },
    spec: {
      release: 'v1.0.0',
      provider: 'docker',
      tier: 'test',
      pools: [{ name: 'workers', replicas: 1, hostPaths }],
    },
  };
}

/** The engine's host by an address that Pods reach: docker lets no container of one network into another. */
async function gatewayOf(installation: Installation): Promise<string> {
  const [network = ''] = (await dockerInventory.read(installation.uid())).networks;
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{end}}';
  const [gateway = ''] = (await docker(['network', 'inspect', '--format', format, network])).trim().split(' ');
  return gateway;
}

describe('a management cluster', () => {
  let installation: Installation;
  let mirror: string;
  let management: Workload;
  /** Of the managers in the cluster. */
  let uid: string;
  let births: ContainerBirths;

  async function leader(): Promise<string> {
    const lease = await management.client.objects.get(Lease, { namespace: system, name: 'slipway-manager' });
    return lease.spec?.holderIdentity?.split('_')[0] ?? '';
  }

  /** Nothing is said to the process, and nothing is given back. */
  async function crash(pod: string): Promise<void> {
    const id = await management.kubectl([
      ...['-n', system, 'get', 'pod', pod],
      ...['-o', 'jsonpath={.status.containerStatuses[0].containerID}'],
    ]);
    const machine = await machineContainers.named(installation.uid(), 'management-workers-1');
    const kill = [
      'ctr',
      '--namespace',
      'k8s.io',
      'tasks',
      'kill',
      '--signal',
      'SIGKILL',
      id.replace('containerd://', ''),
    ];
    await machineContainers.execute(machine, kill);
  }

  /** What the managers say that they did at the provider, the one that was killed included. */
  async function saidOfProvider(): Promise<string> {
    const pods = (await management.kubectl(['-n', system, 'get', 'pods', '-o', 'name'])).trim().split('\n');
    const logs = pods.flatMap((pod) =>
      ['false', 'true'].map(async (previous) => {
        const words = ['-n', system, 'logs', pod, `--previous=${previous}`];
        const { stdout } = await management.tryKubectl(words);
        const lines = stdout.split('\n').filter((line) => / provider |"leading"|"level":"(warn|error)"/.test(line));
        return [`${pod}${previous === 'true' ? ' (killed)' : ''}`, ...lines.map((line) => line.slice(0, 400))].join(
          '\n',
        );
      }),
    );
    return (await Promise.all(logs)).join('\n');
  }

  before(async () => {
    mirror = await mkdtemp(join(tmpdir(), 'slipway-mirror-'));
    // The managers are nobody in particular.
    await chmod(mirror, 0o755);
    installation = await createInstallation();
  });

  after(async () => {
    births?.stop();
    await management?.close();
    if (uid !== undefined) await dockerInventory.remove(uid);
    await installation?.remove();
    if (mirror !== undefined) await rm(mirror, { recursive: true, force: true });
  });

  it('is one that Slipway made', async () => {
    await installation.apply(managementCluster(mirror));
    await awaitCluster.ready(installation, 'management');
    management = await openWorkload(installation, 'management');
    await installation.cli(['image', 'mirror', 'v1.0.0', '--to', mirror], { within: 5 * minutes });
  });

  it('gets two managers, whose image goes onto its machines', async () => {
    const { gid } = await stat(engineSocket);
    const told = await installation.cli(
      [
        ...['install', '--cluster', 'management', '--group', String(gid)],
        ...['--host-path', `/srv/docker.sock:${engineSocket}`, '--host-path', '/srv/mirror'],
      ],
      { within: 6 * minutes },
    );
    assert.match(told, /the manager runs: 2 replicas of slipway\.dev\/manager:/);
    uid = (await management.client.objects.get(Namespace, { name: system })).metadata.uid;
    births = containerBirths(uid);
  });

  it('creates a cluster that is declared with kubectl, although the manager that leads is killed in the middle', async () => {
    const publish = { address: await gatewayOf(installation) };
    const artifacts = { source: 'Mirror', mirror: { location: '/srv/mirror' } };
    const provider = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Provider', metadata: { name: 'engine' } };
    const pools = [{ name: 'workers', replicas: 1 }];
    const first = await leader();
    await management.apply(
      { ...provider, spec: { type: 'docker', docker: { publish }, artifacts } },
      {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { name: 'second', namespace: 'default' },
        spec: { release: 'v1.0.0', provider: 'engine', pools },
      },
    );
    await births.first(({ resource }) => resource === 'machine');
    await crash(first);
    await watchUntil(
      management.client.objects,
      {
        kind: Lease,
        key: { namespace: system, name: 'slipway-manager' },
        holds: (lease) => (lease?.spec?.holderIdentity ?? first).split('_')[0] !== first,
      },
      AbortSignal.timeout(2 * minutes),
    );
    await management.kubectl(['wait', '--for=condition=Ready', 'cluster/second', '--timeout=5m'], {
      within: 6 * minutes,
    });
    const machines = await management.kubectl(['get', 'machines', '-o', 'name']);
    assert.deepEqual(machines.trim().split('\n'), [
      'machine.slipway.dev/second-control-plane-1',
      'machine.slipway.dev/second-workers-1',
    ]);
  });

  it('scales it', async () => {
    await management.kubectl(['scale', 'nodepool/second-workers', '--replicas=2']);
    await management.kubectl(['wait', '--for=create', 'machine/second-workers-2', '--timeout=1m']);
    await management.kubectl(['wait', '--for=condition=Ready', 'machine/second-workers-2', '--timeout=3m'], {
      within: 4 * minutes,
    });
  });

  it('has made every machine and the endpoint once', async () => {
    const made = births.seen.filter(({ resource }) => resource === 'machine' || resource === 'endpoint');
    const names = made.map(({ resource, name }) => `${resource} ${name}`).toSorted();
    const expected = [
      'endpoint second',
      'machine second-control-plane-1',
      'machine second-workers-1',
      'machine second-workers-2',
    ];
    if (names.join() !== expected.join()) assert.fail(`made: ${names.join(', ')}\n${await saidOfProvider()}`);
  });

  it('has asked for nothing that its roles do not give', async () => {
    const pods = (await management.kubectl(['-n', system, 'get', 'pods', '-o', 'name'])).trim().split('\n');
    assert.equal(pods.length, 2);
    for (const pod of pods) {
      const log = await management.kubectl(['-n', system, 'logs', pod]);
      assert.deepEqual(
        log.split('\n').filter((line) => /forbidden/i.test(line)),
        [],
      );
    }
  });

  it('keeps its managers while a cluster is declared, and deletes that without a trace', async () => {
    const refused = await installation.tryCli(['uninstall', '--cluster', 'management', '--yes']);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /Clusters are declared there: default\/second/);
    await management.kubectl(['delete', 'cluster', 'second', '--timeout=3m'], { within: 4 * minutes });
    const { containers, networks, volumes } = await dockerInventory.read(uid);
    assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
  });

  it('is a cluster like any other when the managers are uninstalled', async () => {
    await installation.cli(['uninstall', '--cluster', 'management', '--crds', '--yes'], { within: 6 * minutes });
    assert.deepEqual((await dockerInventory.read(uid)).images, []);
    const left = await management.kubectl(['get', 'customresourcedefinitions,namespaces', '-o', 'name']);
    assert.doesNotMatch(left, /slipway/);
    await installation.kubectl(['delete', 'cluster', 'management', '--wait=false']);
    await awaitCluster.gone(installation, 'management');
  });
});
