import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { docker } from './harness/docker.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type Probe, probes } from './harness/probe.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

const pods = { cidrs: ['10.112.0.0/16', 'fd00:112::/56'] };
const services = { cidrs: ['10.113.0.0/16', 'fd00:113::/112'] };

function url(address: string): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${probes.port}/`;
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'both', namespace: 'default' },
  spec: {
    ipFamilyPolicy: 'RequireDualStack',
    selector: { app: 'probe' },
    ports: [{ port: probes.port, targetPort: probes.port }],
  },
};

describe('a cluster of both address families', () => {
  let installation: Installation;
  let workload: Workload;
  let all: readonly Probe[] = [];
  let hosts: readonly Probe[] = [];

  before(async () => {
    installation = await createInstallation();
  });

  after(async () => {
    await workload?.close();
    await installation?.remove();
  });

  it('is refused, naming both, where its range is one of the engine', async () => {
    const [range = ''] = (
      await docker(['network', 'inspect', '--format', '{{range .IPAM.Config}}{{.Subnet}} {{end}}', 'bridge'])
    ).split(' ');
    const network = { pods: { cidrs: [range] }, services: { cidrs: ['10.113.0.0/16'] } };
    await installation.apply(clusterManifest('taken', 0, { network }));
    const sentence = `range ${range} of this cluster overlaps ${range}, the engine's network bridge`;
    await awaitCluster.because(installation, 'taken', new RegExp(sentence.replaceAll('.', '\\.')));
    await installation.cli(['delete', 'cluster', 'taken', '--yes', '--wait']);
    assert.deepEqual((await dockerInventory.read(installation.uid())).networks, []);
  });

  it('becomes Ready in the ranges that were chosen, with Nodes of both families', async () => {
    await installation.apply(
      clusterManifest('dual', 1, { network: { pods, services } }),
      clusterManifest('six', 0, {
        network: { pods: { cidrs: ['fd00:114::/56'] }, services: { cidrs: ['fd00:115::/112'] } },
      }),
    );
    await awaitCluster.ready(installation, 'dual');
    workload = await openWorkload(installation, 'dual');
    const template =
      '{range .items[*]}{.spec.podCIDRs}{.status.addresses[?(@.type=="InternalIP")].address}{"\\n"}{end}';
    const printed = await workload.kubectl(['get', 'nodes', '-o', `jsonpath=${template}`]);
    const lines = printed.trim().split('\n');
    assert.equal(lines.length, 2);
    for (const line of lines)
      assert.match(line, /^\["10\.112\.\d+\.0\/24","fd00:112:[0-9a-f:]*\/64"\]172\.[0-9.]+ fd[0-9a-f:]+$/);
  });

  it('lets pods on different machines reach each other in each family', async () => {
    await probes.deploy(installation, workload);
    all = await probes.pods(workload, 'probe');
    hosts = await probes.pods(workload, 'probe-host');
    assert.equal(all.length, 2);
    const addresses = all.flatMap((probe) => probe.addresses);
    assert.equal(addresses.filter((address) => address.startsWith('fd00:112:')).length, 2);
    const expected = all.flatMap(({ machine }) => [machine, machine]);
    for (const { pod } of [...all, ...hosts])
      assert.deepEqual(await probes.ask(workload, pod, addresses.map(url)), expected);
  });

  it('answers at Service addresses of both families from every pod and every machine', async () => {
    await workload.apply(service);
    const printed = await workload.kubectl(['get', 'service', 'both', '-o', 'jsonpath={.spec.clusterIPs[*]}']);
    const addresses = printed.split(' ');
    assert.match(printed, /^10\.113\.\d+\.\d+ fd00:113::[0-9a-f]+$/);
    for (const { pod } of [...all, ...hosts]) {
      const told = await probes.ask(workload, pod, [...addresses, ...addresses].map(url));
      assert.ok(told.length === 4 && told.every((name) => all.some(({ machine }) => machine === name)));
    }
  });

  it('resolves names of Services in pods of every machine', async () => {
    for (const { pod } of all)
      assert.equal((await probes.ask(workload, pod, [url('both.default.svc.cluster.local')])).length, 1);
  });

  it('stands beside one of IPv6 alone, whose DNS answers', async () => {
    await awaitCluster.ready(installation, 'six');
    const six = await openWorkload(installation, 'six');
    try {
      const addresses = [
        'get',
        'pods,services',
        '-A',
        '-o',
        'jsonpath={.items[*].spec.clusterIPs} {.items[*].status.podIPs[*].ip}',
      ];
      const printed = await six.kubectl(addresses);
      assert.match(printed, /fd00:115::a/);
      assert.match(printed, /fd00:114:/);
      assert.doesNotMatch(printed, /10\.(96|244)\./);
    } finally {
      await six.close();
    }
  });

  it('is deleted without a trace', async () => {
    await Promise.all(['dual', 'six'].map((name) => installation.cli(['delete', 'cluster', name, '--yes', '--wait'])));
    const { images: _, ...left } = await dockerInventory.read(installation.uid());
    assert.deepEqual(left, { containers: [], networks: [], volumes: [] });
  });
});
