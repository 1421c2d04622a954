import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { readiness } from '#explain/readiness.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { awaitObject } from './harness/await-object.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { declarePrivateEngine } from './harness/declare-private-engine.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { mustRun } from './harness/must-run.ts';
import { createPrivateEngine, type PrivateEngine } from './harness/private-engine.ts';
import { tells } from './harness/tells.ts';

const name = 'cramped';
const disk = '/run/data';

describe('an engine whose disk is full', () => {
  let engine: PrivateEngine;
  let installation: Installation;

  before(async () => {
    engine = await createPrivateEngine({
      prepare: `mkdir ${disk} && mount -t tmpfs -o size=200m tmpfs ${disk}`,
      parameters: [`--data-root=${disk}`],
    });
    installation = await createInstallation();
    await declarePrivateEngine(installation, engine);
    const manifest = clusterManifest(name, 0) as { readonly spec: object };
    await installation.apply({ ...manifest, spec: { ...manifest.spec, provider: 'private' } });
    await awaitObject(installation, {
      kind: MachineImage,
      key: { name: 'v1.0.0-docker-amd64' },
      what: 'is built',
      holds: (image) => image !== undefined && readiness.isReady(image),
      within: 1_800_000,
    });
  });

  after(async () => {
    await installation?.remove();
    await engine?.remove();
  });

  it('says so, with the cure', async () => {
    await tells(installation, ['cluster', name], /ProviderNoCapacity: .*The engine's disk is full: free space/);
  });

  it('goes on once there is room', async () => {
    await mustRun(engine.host.enter(['mount', '-o', 'remount,size=6g', disk]));
    const cluster = await awaitObject(installation, {
      kind: Cluster,
      key: { namespace: 'default', name },
      what: 'has its images and its endpoint',
      holds: (found) => found?.status?.images !== undefined && found.status.endpoint !== undefined,
    });
    assert.ok(cluster);
    await installation.cli(['delete', 'cluster', name, '--yes']);
    await awaitCluster.gone(installation, name);
  });
});
