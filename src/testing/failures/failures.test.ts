import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Node } from '#api/builtin/node.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import { sha256 } from '#base/sha256.ts';
import { readiness } from '#explain/readiness.ts';
import type { Affliction } from '#simulation/misfortune.ts';
import type { TaskOutcome } from '#simulation/simulated-tasks.ts';
import { FailingWorld } from './failing-world.ts';

async function openFailingWorld(seed: number): Promise<FailingWorld> {
  const failing = new FailingWorld(seed);
  await failing.declare(['first'], 2);
  return failing;
}

const key = { namespace: 'default', name: 'first' };
const controlPlane = 'first-control-plane-1';
const worker = 'first-workers-1';

async function expectWhole({ world }: FailingWorld, machines = 3): Promise<void> {
  const names = (await world.objects.list(Machine)).items.map(({ metadata }) => metadata.name);
  const { cloud, hosts } = world.truth;
  const ours = [...cloud.machines.values()].filter(({ foreign }) => !foreign);
  assert.equal(names.length, machines);
  assert.deepEqual(ours.map(({ tags }) => tags.owner.name).toSorted(), names);
  assert.equal(hosts.clusters.length, 1, 'initialised once');
  const nodes = hosts.clusters.flatMap((one) => one.all(Node)).map(({ metadata }) => metadata.name);
  assert.deepEqual(nodes.toSorted(), names);
  assert.deepEqual(hosts.violations, []);
}

/** Object versions of everything that is declared: what a failure must not change. */
async function machineUids({ world }: FailingWorld): Promise<readonly string[]> {
  return (await world.objects.list(Machine)).items.map(({ metadata }) => metadata.uid);
}

describe('the engine', () => {
  const because = 'Listing containers: connect ECONNREFUSED. No container engine answers there: install or start it';

  it('does not run when a cluster is declared: it is said, and the cluster is made once it runs', async () => {
    const failing = await openFailingWorld(1);
    const start = await failing.strike({ misfortune: 'provider-silent', because });
    await failing.tellsSoon(/ProviderUnavailable: .*No container engine answers/);
    start();
    await failing.ready();
    await expectWhole(failing);
  });

  for (const seed of [2, 3]) {
    it(`dies in the middle of a creation (seed ${seed}): it is said, and the creation goes on`, async () => {
      const failing = await openFailingWorld(seed);
      await failing.world.runUntil('machines are being made', () => failing.world.truth.cloud.machines.size > 0);
      const start = await failing.strike({ misfortune: 'provider-silent', because });
      await failing.tellsSoon(/ProviderUnavailable: .*No container engine answers/);
      await failing.passes(60_000);
      start();
      await failing.ready();
      await expectWhole(failing);
    });
  }

  it('dies under a cluster that is Ready: it is said, nothing is deleted, and all is well once it runs', async () => {
    const failing = await openFailingWorld(5);
    await failing.ready();
    const before = await machineUids(failing);
    const start = await failing.strike({ misfortune: 'provider-silent', because });
    await failing.tellsSoon(/ProviderUnavailable: .*No container engine answers/);
    await failing.passes(120_000);
    start();
    await failing.ready();
    assert.deepEqual(await machineUids(failing), before);
    await expectWhole(failing);
  });

  it('has a full disk: it is said with the cure, and the creation goes on once there is room', async () => {
    const failing = await openFailingWorld(6);
    const free = await failing.strike({
      misfortune: 'provider-full',
      because: "Creating the network: no space left on device. The engine's disk is full: free space",
    });
    // Only what is to be made meets it: before that an image is built here.
    await failing.world.runUntil('the provider is asked to make something', () =>
      failing.world.effects.some(({ id }) => id.startsWith('provider create ')),
    );
    await failing.tellsSoon(/ProviderNoCapacity: .*disk is full: free space/);
    free();
    await failing.ready();
    await expectWhole(failing);
  });

  it('has no inotify instances left: it is said with the cure, and goes on without anybody telling us', async () => {
    const failing = await openFailingWorld(7);
    const message = 'Of 128 inotify instances 3 are left: run sysctl fs.inotify.max_user_instances=1024';
    const raise = await failing.strike({
      misfortune: 'host-problem',
      problem: { reason: 'InotifyExhausted', message },
    });
    await failing.tellsSoon(/InotifyExhausted: .*run sysctl/);
    await failing.passes(60_000);
    raise();
    await failing.ready();
    await expectWhole(failing);
  });
});

describe('by hand, somebody', () => {
  it('stops a machine: it is said with how to start it, nothing replaces it, and it goes on once started', async () => {
    const failing = await openFailingWorld(11);
    await failing.ready();
    const before = await machineUids(failing);
    const start = await failing.strike({
      misfortune: 'machine-stopped',
      machine: worker,
      detail: 'It ended (exit 0).',
    });
    await failing.tellsSoon(/MachineStopped: .*It ended/);
    await failing.passes(120_000);
    start();
    await failing.ready();
    assert.deepEqual(await machineUids(failing), before);
    await expectWhole(failing);
  });

  it('stops the control plane: it is said, and the cluster is the same once it runs', async () => {
    const failing = await openFailingWorld(12);
    await failing.ready();
    const start = await failing.strike({ misfortune: 'machine-stopped', machine: controlPlane, detail: 'It ended.' });
    await failing.tellsSoon(/MachineStopped: .*It ended/);
    await failing.passes(120_000);
    start();
    await failing.ready();
    await expectWhole(failing);
  });

  it('removes a machine: it is said that deleting the Machine replaces it, which it does', async () => {
    const failing = await openFailingWorld(13);
    await failing.ready();
    await failing.strike({ misfortune: 'machine-removed', machine: worker });
    await failing.tellsSoon(/MachineLost: .*slipway delete machine first-workers-1/);
    await failing.passes(120_000);
    assert.equal(failing.world.truth.cloud.machines.size, 2, 'nothing is made again by itself');
    await failing.world.act((objects) => objects.delete(Machine, { namespace: 'default', name: worker }));
    await failing.ready();
    await expectWhole(failing);
  });

  it('puts a container of theirs where ours is to be: it is said, never touched, and ours comes once it is gone', async () => {
    const failing = await openFailingWorld(14);
    const { metadata } = await failing.declared(worker);
    const remove = await failing.strike({ misfortune: 'machine-foreign', uid: metadata.uid });
    await failing.world.runUntil('it would be made', () => failing.world.truth.cloud.images.size === 2);
    await failing.tellsSoon(/ForeignMachine: .*remove or rename it/);
    await failing.passes(120_000);
    assert.equal([...failing.world.truth.cloud.machines.values()].filter(({ foreign }) => foreign).length, 1);
    remove();
    await failing.ready();
    await expectWhole(failing);
  });

  it('removes the network: it is made again with its range, and every machine is on it at its address', async () => {
    const failing = await openFailingWorld(15);
    await failing.ready();
    const { cloud } = failing.world.truth;
    const addresses = () => [...cloud.machines.values()].map(({ facts }) => facts.addresses[0]);
    const [range] = [...cloud.networks.values()].map(({ facts }) => facts.cidrs);
    const before = addresses();
    await failing.strike({ misfortune: 'network-removed' });
    await failing.tellsSoon(/NetworkRestored: the network was taken away/);
    await failing.ready();
    assert.deepEqual(addresses(), before);
    assert.deepEqual(
      [...cloud.networks.values()].map(({ facts }) => facts.cidrs),
      [range],
    );
    const [network] = cloud.networks.keys();
    const members = [...cloud.machines.values(), ...cloud.endpoints.values()];
    assert.ok(members.every((member) => member.network === network));
    await expectWhole(failing);
  });

  it('removes the machine image from the provider: it is brought again for the next machine', async () => {
    const failing = await openFailingWorld(16);
    await failing.ready();
    await failing.strike({ misfortune: 'images-removed' });
    const pool = { namespace: 'default', name: 'first-workers' };
    const body = { spec: { replicas: 3 } };
    await failing.world.act((objects) => objects.patch(NodePool, pool, { type: 'merge', body }));
    await failing.tellsSoon(/ImportingImage|ProviderNotFound: there is no image/);
    // The cluster learns a moment later than its machine that something is missing.
    await failing.world.runUntil('the pool has three machines that are Ready', async () => {
      const { status } = await failing.world.objects.get(NodePool, pool);
      return status?.readyReplicas === body.spec.replicas;
    });
    await failing.ready();
    await expectWhole(failing, 4);
  });

  it('deletes a Node: it is said, and its machine registers it again', async () => {
    for (const node of [worker, controlPlane]) {
      const failing = await openFailingWorld(17);
      await failing.ready();
      await failing.strike({ misfortune: 'node-deleted', node });
      await failing.tellsSoon(/NodeRegistered: its Node was deleted by somebody; the machine registered it again/);
      await failing.ready();
      await expectWhole(failing);
    }
  });

  it('deletes the Secret of the authorities: no new ones are made, and all is well once it is put back', async () => {
    const failing = await openFailingWorld(18);
    await failing.ready();
    const key = { namespace: 'default', name: 'first-authorities' };
    const kept = await failing.world.objects.get(Secret, key);
    await failing.world.act((objects) => objects.delete(Secret, key));
    await failing.tellsSoon(/AuthoritiesLost: .*put it back from a backup/);
    await failing.passes(120_000);
    const { data, type } = kept;
    const copy = { apiVersion: 'v1', kind: 'Secret', metadata: key, data, type };
    await failing.world.act((objects) => objects.create(Secret, copy as never));
    await failing.ready();
    await expectWhole(failing);
  });

  it('deletes the Secret of the connection: another one is issued', async () => {
    const failing = await openFailingWorld(19);
    await failing.ready();
    const key = { namespace: 'default', name: secretNames.connection('first') };
    await failing.world.act((objects) => objects.delete(Secret, key));
    await failing.world.runUntilQuiet();
    await failing.ready();
    assert.ok((await failing.world.objects.list(Secret)).items.some(({ metadata }) => metadata.name === key.name));
    await expectWhole(failing);
  });

  it('deletes the token of a machine that has not joined: it is said, and deleting the Machine replaces it', async () => {
    const failing = await openFailingWorld(20);
    const { cloud } = failing.world.truth;
    await failing.world.runUntil('the machine is made', async () => {
      const { items } = await failing.world.objects.list(Machine);
      return (
        items.some(({ metadata, status }) => metadata.name === worker && status?.providerId !== undefined) &&
        [...cloud.machines.values()].length === 3
      );
    });
    const key = { namespace: 'default', name: `${worker}-token` };
    await failing.world.act((objects) => objects.delete(Secret, key));
    await failing.tellsSoon(/TokenLost: .*slipway delete machine first-workers-1/);
    await failing.world.act((objects) => objects.delete(Machine, { namespace: 'default', name: worker }));
    await failing.ready();
    await expectWhole(failing);
  });
});

describe('while a cluster is being created', () => {
  const moments = [1, 12, 20, 26];

  for (const effects of moments) {
    it(`its pool is scaled (after ${effects} effects): it ends with as many machines as were asked for last`, async () => {
      const failing = await openFailingWorld(30 + effects);
      await failing.world.runUntil(`${effects} effects`, () => failing.world.asked >= effects);
      const pool = { namespace: 'default', name: 'first-workers' };
      await failing.world.runUntil('the pool is declared', async () =>
        (await failing.world.objects.list(NodePool)).items.some(({ metadata }) => metadata.name === pool.name),
      );
      for (const replicas of [5, 1, 3]) {
        const body = { spec: { replicas } };
        await failing.world.act((objects) => objects.patch(NodePool, pool, { type: 'merge', body }));
        await failing.passes(500);
      }
      await failing.ready();
      await expectWhole(failing, 4);
    });

    it(`it is deleted (after ${effects} effects): it says what it waits for, and nothing is left`, async () => {
      const failing = await openFailingWorld(60 + effects);
      await failing.world.runUntil(`${effects} effects`, () => failing.world.asked >= effects);
      await failing.world.act((objects) => objects.delete(Cluster, key));
      await failing.gone();
      await failing.world.runUntilQuiet();
      const { machines, endpoints, networks } = failing.world.truth.cloud;
      assert.deepEqual([machines.size, endpoints.size, networks.size], [0, 0, 0]);
      const left = await Promise.all(
        [Machine, NodePool, Secret].map((kind) => failing.world.objects.list(kind as never)),
      );
      assert.deepEqual(
        left.flatMap(({ items }) => items),
        [],
      );
    });
  }
});

describe('a manager that is cut off while it makes', () => {
  for (const resource of ['machine first-control-plane-1', 'machine first-workers-1', 'endpoint first'] as const) {
    it(`${resource}: what it left in the middle is taken up, and made once`, async () => {
      const failing = await openFailingWorld(110);
      await failing.strike({ misfortune: 'cut-off', resource });
      await failing.ready();
      assert.equal(failing.world.truth.cloud.cutOff.size, 0, 'it was cut off');
      await expectWhole(failing);
    });
  }
});

describe('the build of an image', () => {
  it('fails for something that may pass: it is said why, and tried again a few seconds later', async () => {
    let begun = 0;
    const task = (key: string): TaskOutcome => {
      begun += 1;
      const message = 'apt-get ended with 100: ca-certificates';
      const failed = { state: 'failed', code: 'CommandFailed', message, retryable: true } as const;
      const result = { archive: `/cache/${key}.tar`, digest: `sha256:${sha256(key)}`, sizeBytes: 1 };
      return { milliseconds: 3_000, end: begun === 1 ? failed : { state: 'done', result } };
    };
    const failing = new FailingWorld(81, { task });
    await failing.declare(['first'], 2);
    await failing.tellsSoon(/CommandFailed: apt-get ended with 100/);
    await failing.ready();
    await expectWhole(failing);
  });

  it('is killed again and again: it is said, and it is begun anew a minute later', async () => {
    let begun = 0;
    const task = (key: string): TaskOutcome => {
      begun += 1;
      const message = 'its process ended 3 times without a result';
      const died = { state: 'failed', code: 'TaskDied', message, retryable: false } as const;
      const result = { archive: `/cache/${key}.tar`, digest: `sha256:${sha256(key)}`, sizeBytes: 1 };
      return { milliseconds: 3_000, end: begun === 1 ? died : { state: 'done', result } };
    };
    const failing = new FailingWorld(80, { task });
    await failing.declare(['first'], 2);
    await failing.tellsSoon(/TaskDied: its process ended 3 times/);
    await failing.ready();
    await expectWhole(failing);
  });
});

describe('on a machine that bootstraps', () => {
  const afflictions: readonly (Affliction & {
    readonly name: string;
    readonly machine: string;
    readonly says: RegExp;
  })[] = [
    {
      name: 'the clock is wrong by a day',
      machine: worker,
      phase: 'endpoint-ready',
      event: 'failed',
      message: "This machine's clock is 86400.0 s behind the clock of the cluster's API; 150 s are tolerated.",
      says: /BootstrapFailed: phase endpoint-ready failed.*clock is 86400.0 s behind/,
    },
    {
      name: 'the token is wrong',
      machine: worker,
      phase: 'endpoint-ready',
      event: 'waiting',
      message: "The cluster does not know the machine's bootstrap token, or it is over",
      says: /Bootstrapping: The cluster does not know the machine's bootstrap token/,
    },
    {
      name: 'the authority is wrong',
      machine: worker,
      phase: 'endpoint-ready',
      event: 'waiting',
      message: 'its certificate is not signed by the authority of the cluster; check that the endpoint belongs to it.',
      says: /Bootstrapping: .*not signed by the authority of the cluster/,
    },
    {
      name: 'the disk is full',
      machine: controlPlane,
      phase: 'files',
      event: 'failed',
      message: 'There is no room on the disk of this machine: free some.',
      says: /BootstrapFailed: phase files failed.*no room/,
    },
    {
      name: 'kubeadm fails',
      machine: controlPlane,
      phase: 'kubeadm-init-preflight',
      event: 'failed',
      message: '[ERROR Port-6443]: Port 6443 is in use',
      command: ['kubeadm', 'init', 'phase', 'preflight'],
      exitCode: 1,
      says: /BootstrapFailed: phase kubeadm-init-preflight failed \(kubeadm init phase preflight: exit code 1\): \[ERROR Port-6443\]/,
    },
    {
      name: 'the API server does not come up',
      machine: controlPlane,
      phase: 'api-server-ready',
      event: 'waiting',
      message: 'The API server does not answer yet: the connection is refused. The kubelet ended with exit code 1',
      says: /Bootstrapping: The API server does not answer yet/,
    },
  ];
  for (const { name, machine, says, ...affliction } of afflictions) {
    it(`${name}: describe says so, and the cluster is made once that is mended`, async () => {
      const failing = await openFailingWorld(90);
      const mend = await failing.strike({ misfortune: 'machine-afflicted', machine, affliction });
      const journal = () =>
        [...failing.world.truth.cloud.machines.values()]
          .filter(({ tags }) => tags.owner.name === machine)
          .flatMap((one) => one.journal.entries());
      await failing.world.runUntil('it shows on the machine', () =>
        journal().some(({ event, phase }) => phase === affliction.phase && event === affliction.event),
      );
      await failing.tellsSoon(says);
      await failing.passes(60_000);
      mend();
      await failing.ready();
      await expectWhole(failing);
    });
  }
});

describe('ten clusters at once', () => {
  it('all become Ready, none long after the others, and all go without a trace', async () => {
    const failing = new FailingWorld(100);
    const { world } = failing;
    const names = Array.from({ length: 10 }, (_, index) => `c${index}`);
    await failing.declare(names, 0);
    const readyAt = new Map<string, number>();
    await world.runUntil('all are Ready', async () => {
      const { items } = await world.objects.list(Cluster);
      for (const cluster of items.filter(readiness.isReady)) {
        const { name } = cluster.metadata;
        readyAt.set(name, readyAt.get(name) ?? world.scheduler.now);
      }
      return readyAt.size === names.length;
    });
    const times = [...readyAt.values()];
    assert.ok(Math.max(...times) - Math.min(...times) < 30_000, `Ready at ${times.join(', ')} ms`);
    assert.equal(world.truth.hosts.clusters.length, 10, 'each initialised once');
    await Promise.all(names.map((name) => world.act((objects) => objects.delete(Cluster, { ...key, name }))));
    await failing.gone();
    await world.runUntilQuiet();
    const { machines, endpoints, networks } = world.truth.cloud;
    assert.deepEqual([machines.size, endpoints.size, networks.size], [0, 0, 0]);
  });
});
