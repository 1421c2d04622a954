import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { awaitCluster } from './harness/await-cluster.ts';
import { awaitMachines } from './harness/await-machines.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { describeInstallation } from './harness/describe-installation.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { cutPowerIn, type PowerCuts } from './harness/power-cuts.ts';
import { probes } from './harness/probe.ts';
import { openWorkload } from './harness/workload.ts';

const cluster = 'cut';
const workers = 3;

/** Phases of one journal, without the entries on the task as a whole and the reset that a cut brings about. */
function phasesOf({ journal }: PowerCuts): ReadonlySet<string> {
  const names = journal.filter(({ task }) => task === 'bootstrap').map(({ phase }) => phase);
  return new Set(names.filter((name) => name !== 'task' && name !== 'reset'));
}

describe('machines whose power is cut while they bootstrap', () => {
  let installation: Installation;
  let control: PowerCuts;
  let joined: readonly PowerCuts[] = [];

  before(async () => {
    installation = await createInstallation();
    await installation.apply(clusterManifest(cluster, workers));
  });

  after(() => installation?.remove());

  it('all come to an end, whichever phase is cut', async () => {
    const machines = await awaitMachines(installation, 1 + workers);
    const ordinal = (name: string) => Number(name.at(-1)) - 1;
    // Each phase of a worker is cut on one of them, so that one that is cut late was not delayed by cuts before.
    const shares = new Map<string, number>();
    const shareOf = (phase: string) => shares.get(phase) ?? shares.set(phase, shares.size % workers).get(phase);
    try {
      const all = await Promise.all(
        machines.map((machine) =>
          cutPowerIn(machine, (phase) =>
            machine.role === 'ControlPlane' ? true : shareOf(phase) === ordinal(machine.machine),
          ),
        ),
      );
      const roles = machines.map(({ role }) => role);
      control = all[roles.indexOf('ControlPlane')] as PowerCuts;
      joined = all.filter((_, index) => roles[index] !== 'ControlPlane');
    } catch (error) {
      throw new Error(`${String(error)}\n${await describeInstallation(installation)}`, { cause: error });
    }
    console.log(`control plane: cut at ${control.cutAt.join(', ')}; torn: ${control.torn.join(', ')}`);
    for (const one of joined) console.log(`worker: cut at ${one.cutAt.join(', ')}; torn: ${one.torn.join(', ')}`);
  });

  it('were cut at the beginning of every phase there is, most of which were torn by it', () => {
    const met = new Set([...control.cutAt, ...control.torn]);
    assert.deepEqual(
      [...phasesOf(control)].filter((phase) => !met.has(phase)),
      [],
    );
    const metByWorkers = new Set(joined.flatMap(({ cutAt, torn }) => [...cutAt, ...torn]));
    const phases = new Set(joined.flatMap((one) => [...phasesOf(one)]));
    assert.deepEqual(
      [...phases].filter((phase) => !metByWorkers.has(phase)),
      [],
    );
    assert.ok(phases.size >= 8 && phasesOf(control).size >= 15);
    // A phase of milliseconds may end before the blow falls; those that run kubeadm or wait for something do not.
    const torn = new Set(joined.flatMap((one) => one.torn));
    assert.ok(control.torn.length >= 10 && torn.size >= 3, `${control.torn.join(', ')}; ${[...torn].join(', ')}`);
  });

  it('a worker resets and joins again, the control plane never resets and keeps its data', () => {
    const resets = ({ journal }: PowerCuts) => journal.filter(({ phase }) => phase === 'reset').length;
    assert.ok(joined.some((one) => resets(one) > 0));
    assert.equal(resets(control), 0);
    assert.ok(control.etcd.first !== undefined);
    assert.equal(control.etcd.last, control.etcd.first);
  });

  it('become one cluster whose pods and Services are reached from every machine', async () => {
    await awaitCluster.ready(installation, cluster);
    const workload = await openWorkload(installation, cluster);
    try {
      await probes.deploy(installation, workload);
      const all = await probes.pods(workload, 'probe');
      assert.equal(all.length, 1 + workers);
      const machines = all.map(({ machine }) => machine);
      for (const { pod } of all) {
        const urls = all.map(({ address }) => `http://${address}:${probes.port}/`);
        assert.deepEqual(await probes.ask(workload, pod, urls), machines);
        const [byName = ''] = await probes.ask(workload, pod, [`http://probe:${probes.port}/`]);
        assert.ok(machines.includes(byName));
      }
    } finally {
      await workload.close();
    }
  });
});
