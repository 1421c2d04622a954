import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { docker } from './harness/docker.ts';
import { type HostState, hostState } from './harness/host-state.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type MachineContainer, machineContainers } from './harness/machine-container.ts';
import { objectVersions } from './harness/object-versions.ts';
import { ownEngine } from './harness/own-engine.ts';
import { type Probe, probes } from './harness/probe.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

describe('a cluster without its manager', () => {
  let installation: Installation;
  let workload: Workload;
  let service: string;
  const states = new Map<string, HostState>();

  before(async () => {
    installation = await createInstallation();
    await installation.apply(clusterManifest('alone', 2));
    await awaitCluster.ready(installation, 'alone');
    workload = await openWorkload(installation, 'alone');
    await probes.deploy(installation, workload);
    service = await workload.kubectl(['get', 'service', 'probe', '-o', 'jsonpath={.spec.clusterIP}']);
    for (const container of await machineContainers.list(installation.uid()))
      states.set(container.machine, await hostState(container));
    await installation.disconnect();
    await installation.manager.stop();
  });

  after(async () => {
    await workload?.close();
    await installation?.remove();
  });

  /** The pods of the machines are running anew, and everything is reached as before. */
  async function returned(machines: readonly MachineContainer[], old: readonly Probe[]): Promise<void> {
    await workload.serving();
    for (const probe of old)
      if (machines.some(({ machine }) => machine === probe.machine)) await probes.restarted(workload, probe);
    for (const { machine, address } of machines) {
      const now = await machineContainers.named(installation.uid(), machine);
      assert.equal(now.running, true);
      assert.equal(now.address, address);
      const inside = await machineContainers.execute(now, ['ip', '-4', '-o', 'address', 'show', 'dev', 'eth0']);
      assert.ok(inside.includes(` ${address}/`), `${machine} has ${inside}`);
      const state = await hostState(now);
      assert.deepEqual(state.routes, states.get(machine)?.routes);
      assert.deepEqual(state.files, states.get(machine)?.files);
      assert.notEqual(state.boot, states.get(machine)?.boot);
      states.set(machine, state);
    }
    await reachable();
  }

  async function reachable(): Promise<void> {
    const all = await probes.pods(workload, 'probe');
    const urls = all.map(({ address }) => `http://${address}:${probes.port}/`);
    const expected = all.map(({ machine }) => machine);
    for (const { pod } of [...all, ...(await probes.pods(workload, 'probe-host'))]) {
      assert.deepEqual(await probes.ask(workload, pod, urls), expected);
      const [byService = ''] = await probes.ask(workload, pod, [`http://${service}:${probes.port}/`]);
      assert.ok(expected.includes(byService));
    }
    for (const { pod } of all) {
      const [byName = ''] = await probes.ask(workload, pod, [`http://probe.default.svc.cluster.local:${probes.port}/`]);
      assert.ok(expected.includes(byName));
    }
  }

  for (const machine of ['alone-workers-1', 'alone-workers-2', 'alone-control-plane-1']) {
    it(`gets ${machine} back with its address, routes and pods after a restart`, async () => {
      const old = [...(await probes.pods(workload, 'probe')), ...(await probes.pods(workload, 'probe-host'))];
      const container = await machineContainers.named(installation.uid(), machine);
      await docker(['restart', container.id]);
      await returned([container], old);
    });
  }

  it('comes back as a whole after the container engine restarted', async (context) => {
    const foreign = await ownEngine.inUse(installation.uid());
    if (foreign !== undefined) return context.skip(foreign);
    const old = [...(await probes.pods(workload, 'probe')), ...(await probes.pods(workload, 'probe-host'))];
    const machines = await machineContainers.list(installation.uid());
    await ownEngine.restart();
    await returned(machines, old);
  });

  it('is found as it was by a manager that comes back, and goes when it is told to', async () => {
    await installation.manager.start();
    await awaitCluster.ready(installation, 'alone');
    const machines = await objectVersions(installation, ['machines']);
    assert.equal(machines.size, 3);
    await installation.cli(['delete', 'cluster', 'alone', '--yes', '--wait']);
    await awaitCluster.gone(installation, 'alone');
  });
});
