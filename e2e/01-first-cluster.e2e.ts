import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { awaitCluster } from './harness/await-cluster.ts';
import { currentBuild } from './harness/current-build.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { probes } from './harness/probe.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

describe('the first cluster', () => {
  let installation: Installation;
  let workload: Workload;

  before(async () => {
    installation = await createInstallation();
  });

  after(() => installation?.remove());

  it('becomes Ready from the example file', async () => {
    const { root } = await currentBuild();
    await installation.cli(['apply', '-f', join(root, 'examples', 'first-cluster.yaml')]);
    const cluster = await awaitCluster.ready(installation, 'first');
    assert.equal(cluster.status?.readyMachines, 3);
    workload = await openWorkload(installation, 'first');
    const nodes = await workload.list('nodes');
    assert.deepEqual(
      nodes.map(({ metadata }) => metadata.name).toSorted(),
      ['first-control-plane-1', 'first-workers-1', 'first-workers-2'],
    );
  });

  it('has CoreDNS available', async () => {
    await workload.kubectl(['rollout', 'status', 'deployment/coredns', '-n', 'kube-system', '--timeout=3m'], {
      within: 200_000,
    });
  });

  it('lets pods on different machines reach each other by address, by Service and by name', async () => {
    await probes.deploy(installation, workload);
    const all = await probes.pods(workload, 'probe');
    assert.equal(all.length, 3);
    for (const { pod } of all) {
      const answers = await probes.ask(
        workload,
        pod,
        all.map(({ address }) => `http://${address}:${probes.port}/`),
      );
      assert.deepEqual(
        answers,
        all.map(({ machine }) => machine),
      );
    }
  });
});
