import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { MachineImage } from '#api/machine-image/index.ts';
import { clock } from '#platform/clock.ts';
import { timers } from '#platform/timers.ts';
import type { Driver } from '#providers/contract/driver.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { createDockerDriver } from '#providers/docker/create-docker-driver.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { createPrivateEngine, type PrivateEngine } from './harness/private-engine.ts';

/** Where version 1 holds most controllers, version 2 is bare: enough for systemd and containerd, not for a kubelet. */
const onlyVersion2 = 'umount --recursive /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup';

describe('an engine on a host with cgroup v2 alone', () => {
  let engine: PrivateEngine;
  let installation: Installation;
  let driver: Driver;

  before(async () => {
    engine = await createPrivateEngine({ prepare: onlyVersion2 });
    installation = await createInstallation();
    driver = createDockerDriver({
      engine: { socketPath: engine.socket },
      publishAddress: engine.address,
      clock,
      timers,
      installation: installation.uid(),
    });
  });

  after(async () => {
    await driver?.close();
    await installation?.remove();
    await engine?.remove();
  });

  function tags(name: string): Tagged {
    const owner = {
      installation: installation.uid(),
      namespace: '',
      cluster: '',
      clusterUid: '',
      name,
      uid: randomUUID(),
    };
    return { owner, epoch: 1 };
  }

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = AbortSignal.timeout(180_000);
    while (!(await holds())) {
      if (deadline.aborted) throw new Error(`${what}: not within three minutes`);
      await pause(200);
    }
  }

  async function imported(purpose: 'machine' | 'endpoint'): Promise<string> {
    const { objects } = await installation.client();
    const { items } = await objects.list(MachineImage);
    const image = items.find(({ status }) => status?.[purpose] !== undefined);
    const { archive = '', digest = '' } = image?.status?.[purpose] ?? {};
    const owner = tags(`${purpose}-image`);
    let reference = '';
    await until(`the image for a ${purpose} is imported`, async () => {
      await driver.image.create({ tags: owner, desired: { archive, digest, purpose, architecture: 'amd64' } });
      const seen = await driver.image.observe(owner.owner);
      if (seen.state === 'present') reference = seen.facts.reference;
      return seen.state === 'present' && seen.facts.state === 'ready';
    });
    return reference;
  }

  it('is refused before anything is made, as no kubelet would start', async () => {
    const spec = { type: 'docker', docker: { socket: engine.socket } };
    const provider = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Provider', metadata: { name: 'bare' }, spec };
    await installation.apply(provider, clusterManifest('bare', 0, { provider: 'bare' }));
    await awaitCluster.because(
      installation,
      'bare',
      /cgroup v2\) gives containers no control group of cpu, .*memory, pids/,
    );
    assert.deepEqual(await engine.docker(['ps', '--all', '--quiet']), '');
    await installation.cli(['delete', 'cluster', 'bare', '--yes', '--wait']);
  });

  it('boots a machine whose systemd and containerd use the one hierarchy', async () => {
    await installation.cli(['image', 'build', 'v1.0.0'], { within: 900_000 });
    await imported('endpoint');
    const image = await imported('machine');
    const network = tags('network');
    await driver.network.create({ tags: network, desired: { families: ['IPv4', 'IPv6'], avoid: [] } });
    const machine = tags('machine');
    const nothing = new TextEncoder().encode('{}');
    await driver.machine.create({
      tags: machine,
      desired: {
        hostname: 'machine',
        role: 'Worker',
        image,
        network: { uid: network.owner.uid, name: 'network' },
        payload: { configuration: nothing, secrets: nothing },
      },
    });
    const seen = await driver.machine.observe(machine.owner);
    assert.ok(seen.state === 'present');
    const run = async (...command: readonly string[]) =>
      (await driver.hostAccess?.exec(seen.facts.providerId, { command }))?.output.trim();
    assert.equal(await run('stat', '--file-system', '--format=%T', '/sys/fs/cgroup'), 'cgroup2fs');
    await until('containerd runs', async () => (await run('systemctl', 'is-active', 'containerd')) === 'active');
    assert.match((await run('cat', '/etc/containerd/conf.d/10-cgroups.toml')) ?? '', /SystemdCgroup = true/);
    assert.equal((await driver.hostFacts()).cgroupVersion, 2);
    const [address = '', sixth = ''] = seen.facts.addresses;
    assert.match(address, /^172\./);
    assert.match(
      (await run('ip', '-6', 'address', 'show', 'dev', 'eth0')) ?? '',
      new RegExp(`inet6 ${sixth.replace(/::.*/, '')}`),
    );
  });
});
