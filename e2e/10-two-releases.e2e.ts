import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Machine } from '#api/machine/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { readiness } from '#explain/readiness.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { awaitObject } from './harness/await-object.ts';
import { dockerInventory } from './harness/docker-inventory.ts';
import { createInstallation, type Installation } from './harness/installation.ts';

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';
const clusters = [
  { name: 'old', release: 'v1.0.0', kubernetes: 'v1.36.3' },
  { name: 'new', release: 'v1.1.0', kubernetes: 'v1.37.2' },
] as const;
const imageOf = (release: string) => `${release}-docker-${architecture}`;

describe('two releases side by side', () => {
  let installation: Installation;

  before(async () => {
    installation = await createInstallation();
  });

  after(async () => {
    await installation?.remove();
  });

  /** The image that a cluster's control plane boots from, as the engine names it. */
  async function bootedFrom(cluster: string): Promise<string> {
    const { objects } = await installation.client();
    const machine = await objects.get(Machine, { namespace: 'default', name: `${cluster}-control-plane-1` });
    return machine.status?.image ?? '';
  }

  it('make a Ready cluster each', async () => {
    const declared = clusters.map(({ name, release }) => ({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Cluster',
      metadata: { name, namespace: 'default' },
      spec: { release, provider: 'docker', pools: [] },
    }));
    await installation.apply(...declared);
    for (const { name } of clusters) await awaitCluster.ready(installation, name);
  });

  it('have their own Kubernetes each, and the kubectl of that version', async () => {
    for (const { name, kubernetes } of clusters) {
      const printed = await installation.cli(['kubectl', name, '--', 'version', '-o', 'json']);
      const { clientVersion, serverVersion } = JSON.parse(printed) as {
        readonly [side: string]: { readonly gitVersion: string };
      };
      assert.deepEqual([clientVersion?.gitVersion, serverVersion?.gitVersion], [kubernetes, kubernetes]);
    }
  });

  it('are listed with what is in their images and who uses them', async () => {
    const shown = await installation.cli(['image', 'list', '-o', 'wide']);
    for (const { name, release, kubernetes } of clusters) {
      assert.match(shown, new RegExp(`^${imageOf(release)} .* built .* default/${name}$`, 'm'));
      const contents = shown.split(`${imageOf(release)}:`)[1] ?? '';
      assert.match(contents, new RegExp(`^ +kubelet +v?${kubernetes.slice(1)} +sha256:`, 'm'));
    }
  });

  it('keep their images while they are used, whoever wants them gone', async () => {
    const wouldGo = await installation.cli(['image', 'prune', '--dry-run']);
    for (const { release } of clusters) assert.doesNotMatch(wouldGo, new RegExp(imageOf(release)));
    await installation.kubectl(['delete', 'machineimage', imageOf('v1.1.0'), '--wait=false']);
    await awaitObject(installation, {
      kind: MachineImage,
      key: { name: imageOf('v1.1.0') },
      what: 'says who uses it',
      holds: (image) =>
        image !== undefined &&
        readiness
          .conditions(image)
          .some(({ reason, message }) => reason === 'ImageInUse' && message.includes('default/new')),
      hopeless: (image) => (image === undefined ? 'it went although a cluster boots from it' : undefined),
    });
    const { images } = await dockerInventory.read(installation.uid());
    for (const { name } of clusters) assert.ok(images.includes(await bootedFrom(name)));
  });

  it('let go of the one whose cluster is deleted, and leave the other alone', async () => {
    const [stays, goes] = [await bootedFrom('old'), await bootedFrom('new')];
    const { objects } = await installation.client();
    const { uid } = (await objects.get(MachineImage, { name: imageOf('v1.1.0') })).metadata;
    await installation.cli(['delete', 'cluster', 'new', '--yes']);
    await awaitCluster.gone(installation, 'new');
    await awaitObject(installation, {
      kind: MachineImage,
      key: { name: imageOf('v1.1.0') },
      what: 'is removed',
      holds: (image) => image === undefined || image.metadata.uid !== uid,
    });
    const { images } = await dockerInventory.read(installation.uid());
    assert.ok(images.includes(stays), 'the other stays');
    assert.ok(!images.includes(goes), 'it is gone from the engine');
    await awaitCluster.ready(installation, 'old');
  });
});
